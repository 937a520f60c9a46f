import { type RegionCode, regionsOf, type TickerFile } from '@nalssi/schemas';
import { embedFragmentOf } from './embed-fragment.ts';
import { type EmbedLanguage, embedLanguages } from './embed-words.ts';

/** The fragments of a ticker file, of one region or of the country, by path below `/v1/`. */
export function embedFilesOf(
  file: TickerFile,
  region: RegionCode | null,
): [path: string, content: string][] {
  return embedLanguages.map((language) => [
    embedPath(region, language),
    embedFragmentOf(file, region, language),
  ]);
}

function embedPath(region: RegionCode | null, language: EmbedLanguage): string {
  return `embed/${language === 'ko' ? '' : `${language}/`}${region ?? 'ticker'}.html`;
}

/**
 * Path below `/v1/` of the fragment that `embed/ticker.html?region=KR-44&lang=en` stands for;
 * `null` for a language that there is none of, and for a region that nobody knows or that is two. It
 * may be written as in `<nalssi-ticker>`. Without them it is the country, in Korean.
 */
export function embedPathOf(query: URLSearchParams): string | null {
  const asked = query.get('region') || null;
  const language = languageOf(query.get('lang') || 'ko');
  if (language === undefined) return null;
  if (asked === null) return embedPath(null, language);
  const [region, ...others] = regionsOf(asked);
  return region === undefined || others.length > 0 ? null : embedPath(region, language);
}

/** Of a language as pages and CMSs write it: `ko-KR`, `ko_KR`, `kr` and `kor`, `en-US`. */
function languageOf(tag: string): EmbedLanguage | undefined {
  if (/^k(?:o|r|or)(?![a-z])/i.test(tag)) return 'ko';
  return /^en(?![a-z])/i.test(tag) ? 'en' : undefined;
}
