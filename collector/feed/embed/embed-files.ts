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
  const asked = {
    region: query.get('region') || null,
    lang: query.get('lang')?.toLowerCase() || 'ko',
  };
  const language = embedLanguages.find((code) => code === asked.lang);
  if (language === undefined) return null;
  if (asked.region === null) return embedPath(null, language);
  const [region, ...others] = regionsOf(asked.region.normalize('NFC').trim());
  return region === undefined || others.length > 0 ? null : embedPath(region, language);
}
