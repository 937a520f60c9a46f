import { type RegionCode, regionNames, type TickerFile, type TickerRow } from '@nalssi/schemas';
import { type EmbedLanguage, type EmbedWords, embedWords } from './embed-words.ts';

/**
 * A ticker file as HTML to include into a page on the server (PHP, SSI): a list of sentences, without
 * a script, a style or an id, so that it can stand in any page, twice, and inside `<nalssi-ticker>`.
 * It is ASCII, what is not in character references, so that it reads the same in a page of any
 * encoding. It says on itself what a reader of the page must know, because nothing will update it:
 * when the values were observed, with the date, and whether they are a replay or late.
 */
export function embedFragmentOf(
  file: TickerFile,
  region: RegionCode | null,
  language: EmbedLanguage,
): string {
  const words = embedWords[language];
  const rows = file.observations.filter((row) => isListed(row, region) && hasValue(row));
  const newest = rows.flatMap(timesOfObservation).sort().at(-1) ?? null;
  const attributes = {
    class: 'nalssi-embed',
    lang: language,
    'data-region': region,
    'data-mode': file.mode,
    'data-status': file.status,
    'data-generated-at': file.generatedAt,
    // When the first value dies: whoever keeps a copy must not show it any longer than that.
    'data-expires-at': rows.flatMap(timesOfExpiry).sort().at(0) ?? null,
  };
  return toAscii(`<div${write(attributes)}>
<p class="nalssi-embed-about">${aboutOf(file, newest, words)}</p>
${listOf(rows, newest, region, language)}
</div>
`);
}

function toAscii(html: string): string {
  return html.replace(
    /[^\n -~]/gu,
    (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`,
  );
}

/** Of a region also the automatic stations that stand for a town, as in the ticker. */
function isListed({ network, representative }: TickerRow, region: RegionCode | null): boolean {
  return network !== 'aws' || (region !== null && representative === true);
}

function hasValue({ condition, temperature }: TickerRow): boolean {
  return condition !== null || temperature !== null;
}

// All times of the feed are written alike, in Korean time: their texts sort as they do.
function timesOfObservation({ observedAt, conditionObservedAt }: TickerRow): string[] {
  return [observedAt, conditionObservedAt ?? null].filter((time) => time !== null);
}

function timesOfExpiry({ expiresAt, conditionExpiresAt }: TickerRow): string[] {
  return [expiresAt, conditionExpiresAt ?? null].filter((time) => time !== null);
}

function aboutOf(
  { mode, status, attribution }: TickerFile,
  newest: string | null,
  words: EmbedWords,
): string {
  const { attributions, replay, stale } = words;
  const url = /^https?:/i.test(attribution.url) ? attribution.url : null;
  return [
    mode === 'replay' && `<strong class="nalssi-embed-replay">${replay}</strong>`,
    status === 'stale' && `<strong class="nalssi-embed-stale">${stale}</strong>`,
    newest !== null &&
      words.observedAt(`<time${write({ datetime: newest })}>${dayAndTime(newest, words)}</time>`),
    `<a${write({ href: url })}>${escapeHtml(attributions[attribution.text] ?? attribution.text)}</a>`,
  ]
    .filter((part) => part !== false)
    .join(' · ');
}

function listOf(
  rows: readonly TickerRow[],
  newest: string | null,
  region: RegionCode | null,
  language: EmbedLanguage,
): string {
  const words = embedWords[language];
  if (rows.length === 0) return `<p class="nalssi-embed-empty">${words.empty}</p>`;
  const label = words.label(region && regionNames[region][language]);
  const items = rows.map(
    (row) =>
      `<li${write({ 'data-station': row.station })}>${sentenceOf(row, newest, language)}</li>`,
  );
  // Safari takes a list without bullets, as tickers are, for no list unless its role says so.
  return `<ul class="nalssi-embed-list" role="list"${write({ 'aria-label': label })}>
${items.join('\n')}
</ul>`;
}

/** `서울 맑음, 영하 3.0℃` */
function sentenceOf(row: TickerRow, newest: string | null, language: EmbedLanguage): string {
  const words = embedWords[language];
  const { condition, temperature, name, observedAt } = row;
  const values = [
    condition !== null && words.conditions[condition],
    temperature !== null && temperatureOf(temperature, words),
  ].filter((value) => value !== false);
  const isOlder = observedAt !== null && observedAt !== newest;
  const own = isOlder
    ? ` <time${write({ datetime: observedAt })}>(${dayAndTime(observedAt, words)})</time>`
    : '';
  return `${escapeHtml(name[language])} ${values.join(', ')}${own}`;
}

function temperatureOf(temperature: number, { belowZero }: EmbedWords): string {
  const text = `${Math.abs(temperature).toFixed(1)}℃`;
  return temperature < 0 && text !== '0.0℃' ? belowZero(text) : text;
}

function dayAndTime(kst: string, words: EmbedWords): string {
  return words.dayAndTime(Number(kst.slice(5, 7)), Number(kst.slice(8, 10)), kst.slice(11, 16));
}

/** Attributes of an element, each with a space before it; those that are `null` are left out. */
function write(attributes: Readonly<Record<string, string | null>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escapeHtml(value ?? '')}"`)
    .join('');
}

function escapeHtml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '&#39;',
  );
}
