import {
  type ConditionCode,
  type RegionCode,
  regionNames,
  type TickerFile,
  type TickerRow,
} from '@nalssi/schemas';

/** The words of the ticker; a test holds the two together. */
const conditionWords: Readonly<Record<ConditionCode, string>> = {
  clear: '맑음',
  'partly-cloudy': '구름조금',
  'mostly-cloudy': '구름많음',
  overcast: '흐림',
  drizzle: '이슬비',
  rain: '비',
  'freezing-rain': '어는비',
  shower: '소나기',
  sleet: '진눈깨비',
  snow: '눈',
  'snow-shower': '소낙눈',
  'snow-grains': '싸락눈',
  'ice-pellets': '얼음싸라기',
  hail: '우박',
  'blowing-snow': '눈보라',
  thunder: '천둥번개',
  fog: '안개',
  mist: '박무',
  haze: '연무',
  dust: '황사',
  'funnel-cloud': '용오름',
  'precipitation-in-sight': '시계내강수',
};

/**
 * A ticker file as HTML to include into a page on the server (PHP, SSI): a list of sentences, without
 * a script, a style or an id, so that it can stand in any page, twice, and inside `<nalssi-ticker>`.
 * It says on itself what a reader of the page must know, because nothing will update it:
 * when the values were observed, with the date, and whether they are a replay or late.
 */
export function embedFragmentOf(file: TickerFile, region: RegionCode | null): string {
  const rows = file.observations.filter((row) => isListed(row, region) && hasValue(row));
  const newest = rows.flatMap(timesOfObservation).sort().at(-1) ?? null;
  const attributes = {
    class: 'nalssi-embed',
    lang: 'ko',
    'data-region': region,
    'data-mode': file.mode,
    'data-status': file.status,
    'data-generated-at': file.generatedAt,
    // When the first value dies: whoever keeps a copy must not show it any longer than that.
    'data-expires-at': rows.flatMap(timesOfExpiry).sort().at(0) ?? null,
  };
  return `<div${write(attributes)}>
<p class="nalssi-embed-about">${aboutOf(file, newest)}</p>
${listOf(rows, newest, region)}
</div>
`;
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

function aboutOf({ mode, status, attribution }: TickerFile, newest: string | null): string {
  const url = /^https?:/i.test(attribution.url) ? attribution.url : null;
  return [
    mode === 'replay' && '<strong class="nalssi-embed-replay">재생: 지난 관측값</strong>',
    status === 'stale' && '<strong class="nalssi-embed-stale">지연: 새 관측값 없음</strong>',
    newest !== null && `<time${write({ datetime: newest })}>${dayAndTime(newest)}</time> 기준`,
    `<a${write({ href: url })}>${escapeHtml(attribution.text)}</a>`,
  ]
    .filter((part) => part !== false)
    .join(' · ');
}

function listOf(
  rows: readonly TickerRow[],
  newest: string | null,
  region: RegionCode | null,
): string {
  if (rows.length === 0) return '<p class="nalssi-embed-empty">표시할 관측값이 없습니다.</p>';
  const label = `${region === null ? '전국' : regionNames[region].ko} 날씨`;
  const items = rows.map(
    (row) => `<li${write({ 'data-station': row.station })}>${sentenceOf(row, newest)}</li>`,
  );
  // Safari takes a list without bullets, as tickers are, for no list unless its role says so.
  return `<ul class="nalssi-embed-list" role="list"${write({ 'aria-label': label })}>
${items.join('\n')}
</ul>`;
}

/** `서울 맑음, 영하 3.0℃`: in words below zero, because many screen readers skip a minus sign. */
function sentenceOf(row: TickerRow, newest: string | null): string {
  const { condition, temperature, name, observedAt } = row;
  const values = [
    condition !== null && conditionWords[condition],
    temperature !== null && temperatureOf(temperature),
  ].filter((value) => value !== false);
  const isOlder = observedAt !== null && observedAt !== newest;
  const own = isOlder
    ? ` <time${write({ datetime: observedAt })}>(${dayAndTime(observedAt)})</time>`
    : '';
  return `${escapeHtml(name.ko)} ${values.join(', ')}${own}`;
}

function temperatureOf(temperature: number): string {
  const text = Math.abs(temperature).toFixed(1);
  return temperature < 0 && text !== '0.0' ? `영하 ${text}℃` : `${text}℃`;
}

/** `11월 24일 07:00` */
function dayAndTime(kst: string): string {
  const [month, day] = [kst.slice(5, 7), kst.slice(8, 10)].map(Number);
  return `${month}월 ${day}일 ${kst.slice(11, 16)}`;
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
