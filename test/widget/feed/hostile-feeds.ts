import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { TickerFile, WarningsFile } from '@nalssi/schemas';
import { windWarning } from '../more/warnings-file.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';
import type { Answer } from '../serve-widget.ts';
import { collidingNames } from './colliding-names.ts';

/** What a feed does to the pages that read it, and what they promise all the same. */
export interface HostileFeed {
  readonly name: string;
  readonly promise: string;
  /** What `ticker.json` answers. */
  readonly answer: unknown;
  readonly warnings?: unknown;
  readonly attributes?: string;
  /** How many items are shown; 0 for a feed that is refused. */
  readonly shows: number;
  /** Run in the page when it is over: what is wrong, in words; nothing when all is well. */
  readonly wrong?: () => string;
}

const file = recordedTickerFile();
const everything =
  'href="/w/{station}" warnings sun controls storage fields="icon condition temperature change feels-like humidity wind rain"';

/** The file with its rows changed, or with the first alone. */
const rows = (change: (row: object, index: number) => object, changes: object = {}) => ({
  ...file,
  ...changes,
  observations: file.observations.map(change),
});
const first = (change: object) => rows((row, index) => (index === 0 ? { ...row, ...change } : row));
const many = (count: number, change: (index: number) => object): object => ({
  ...file,
  observations: Array.from({ length: count }, (_, index) => ({
    ...file.observations[index % file.observations.length],
    station: String(10_000 + index),
    ...change(index),
  })),
});
const measured = { humidity: 44, windSpeed: 4, windDirection: 40, feelsLike: 3, rain: 3.2 };
const longNames = { name: { ko: '한'.repeat(40), en: 'W'.repeat(60) } };
const raw = (text: string) => Buffer.from(text);
/** A good file with more in it. */
const withMore = (more: string) => raw(`${JSON.stringify(file).slice(0, -1)},${more}}`);
const warning = (index: number, more: object = {}) => ({
  ...windWarning.warnings[0],
  zone: { id: null, name: `구역${index}` },
  ...more,
});
const warnings = (count: number, more: (index: number) => object = () => ({})) =>
  ({
    ...windWarning,
    warnings: Array.from({ length: count }, (_, index) => warning(index, more(index))),
  }) as unknown as WarningsFile;

/** Letters that follow each other, Hangul where nothing else is said, around and around. */
const lettersFrom = (start: number, base = 0xac00, span = 11_000) =>
  Array.from({ length: 80 }, (_, index) =>
    String.fromCharCode(base + ((start + index) % span)),
  ).join('');

/** Objects of which each makes V8 another shape. */
const objectsOfTheirOwn = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `{${Array.from({ length: 5 }, (_, key) => `"${(index * 5 + key).toString(36)}":0`)}}`,
  ).join();

/** Texts that read like numbers, whose places in V8's table of strings are theirs modulo 2^17. */
const collidingTexts = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `"${Math.floor(index / 127) + ((index % 127) + 1) * 2 ** 17}"`,
  ).join();

/** The same, and all in one place of a table of up to 2^16. */
const textsInOnePlace = (count: number) =>
  Array.from({ length: count }, (_, index) => `"${(index + 1) * 2 ** 16 + 5}"`).join();

/** As some languages write JSON. V8 keeps such a text, and what it finds in it, in another way. */
const inAscii = (json: Buffer) =>
  raw(
    json
      .toString()
      .replace(
        /[\u0080-\uffff]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
  );

/** Sends without end, until the other side has had enough. */
function endless(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  const more = () => {
    while (!response.destroyed && response.write(' '.repeat(50_000)));
  };
  response.on('drain', more);
  more();
}

const bomb: Answer = (response) => {
  response.setHeader('content-encoding', 'gzip');
  response.end(gzipSync(Buffer.alloc(60_000_000, ' ')));
};

const withHeaders =
  (
    headers: Readonly<Record<string, string>>,
    answer: TickerFile = { ...file, mode: 'live' },
  ): Answer =>
  (response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(JSON.stringify(answer));
  };

const redirect: Answer = (response) => {
  // Another origin that can be reached, and would say so.
  const location = `http://localhost:${response.req.socket.localPort}/stranger`;
  response.writeHead(302, { location });
  response.end();
};

/** Runs in the page: where the links of the first ticker lead. */
const linksLead = () =>
  [...(document.querySelector('nalssi-ticker')?.shadowRoot?.querySelectorAll('a') ?? [])]
    .filter((link) => link.part.contains('link') && !link.href.startsWith(`${location.origin}/w/`))
    .map(({ href }) => href)
    .join(' ');

export const hostileFeeds: readonly HostileFeed[] = [
  {
    name: 'of 1400 stations with the longest names',
    promise: 'as many are shown as no task is long for',
    answer: many(1400, () => longNames),
    shows: 128,
  },
  {
    name: 'of 1100 stations with the longest names, in a ticker with everything',
    promise: 'as many are shown as no task is long for',
    answer: many(1100, () => ({ ...measured, ...longNames })),
    warnings: warnings(500),
    attributes: everything,
    shows: 129,
  },
  {
    name: 'of 100,000 stations',
    promise: 'it is refused',
    answer: many(100_000, () => ({})),
    shows: 0,
  },
  { name: 'that never ends', promise: 'it is let go of', answer: endless, shows: 0 },
  { name: 'of 60 MB in 60 kB', promise: 'it is let go of', answer: bomb, shows: 0 },
  {
    name: 'of lists in lists in lists',
    promise: 'it is refused unread',
    answer: raw('['.repeat(790_000)),
    shows: 0,
  },
  {
    name: 'with 250,000 empty objects',
    promise: 'it is refused unread',
    answer: withMore(`"x":[${'{},'.repeat(250_000)}0]`),
    shows: 0,
  },
  {
    name: 'with 400 fields that nobody knows',
    promise: 'what is known is shown',
    answer: withMore(Array.from({ length: 400 }, (_, index) => `"k${index}":1`).join(',')),
    shows: 97,
  },
  {
    name: 'with 24,000 fields whose names are one to Firefox',
    promise: 'it is refused unread',
    answer: withMore(
      collidingNames(24_000)
        .map((name) => `"${name}":1`)
        .join(),
    ),
    shows: 0,
  },
  {
    name: 'with 14,000 objects of fields that no other has',
    promise: 'it is refused unread',
    answer: withMore(`"x":[${objectsOfTheirOwn(14_000)}]`),
    shows: 0,
  },
  {
    name: 'with 70,000 texts that V8 keeps in the same places',
    promise: 'it is refused unread',
    answer: withMore(`"x":[${collidingTexts(70_000)}]`),
    shows: 0,
  },
  {
    name: 'in ASCII, with 24,000 texts that V8 would keep in one place',
    promise: 'they are read past',
    answer: inAscii(withMore(`"x":[${textsInOnePlace(24_000)}]`)),
    shows: 97,
  },
  {
    name: 'with 3 MB of spaces behind it',
    promise: 'it is refused, for it is too long',
    answer: raw(JSON.stringify(file) + ' '.repeat(3_000_000)),
    shows: 0,
  },
  {
    name: 'of the year 2998',
    promise: 'it is refused',
    answer: { ...file, mode: 'live', generatedAt: '2998-01-01T00:00:00+09:00' },
    shows: 0,
  },
  {
    name: 'with a name of 700 kB',
    promise: 'the row is left out',
    answer: first({ name: { ko: '가'.repeat(230_000), en: 'Seoul' } }),
    shows: 96,
  },
  {
    name: 'with a date of 100,000 T',
    promise: 'the row is left out at once',
    answer: first({ observedAt: `2024-${'T'.repeat(100_000)}` }),
    shows: 96,
  },
  {
    name: 'with dates of the years 0, 9999 and 275760',
    promise: 'what cannot be is left out',
    answer: rows((row, index) => {
      const year = ['0000', '+275760', '1969'][index];
      return year ? { ...row, observedAt: `${year}-01-01T00:00:00Z` } : row;
    }),
    shows: 94,
  },
  {
    name: 'with 500 warnings for zones of 80 letters, all of them different',
    promise: 'they are one item',
    answer: file,
    warnings: warnings(500, (index) => ({ zone: { id: null, name: lettersFrom(index * 80) } })),
    attributes: 'warnings',
    shows: 98,
  },
  {
    name: 'with warnings in all the letters of the world',
    promise: 'they are one item, without the letters that no zone has',
    answer: file,
    warnings: warnings(500, (index) => ({
      zone: { id: null, name: `구역${index}${lettersFrom(index * 80, 0x00c0, 0xa000)}` },
    })),
    attributes: 'warnings',
    shows: 98,
    wrong: () =>
      /[^ -~·‧ㆍ가-힣℃–]/.exec(
        document.querySelector('nalssi-ticker')?.shadowRoot?.querySelector('.warning')
          ?.textContent ?? '',
      )?.[0] ?? '',
  },
  {
    name: 'with 1400 warnings of one kind',
    promise: 'they are one item',
    answer: file,
    warnings: raw(
      JSON.stringify({ ...windWarning, warnings: Array(1400).fill(windWarning.warnings[0]) }),
    ),
    attributes: 'warnings',
    shows: 98,
  },
  {
    name: 'whose warnings name 25,000 stations',
    promise: 'they are one item',
    answer: file,
    warnings: warnings(25, () => ({
      stations: Array.from({ length: 1000 }, (_, index) => String(index)),
    })),
    attributes: 'warnings',
    shows: 98,
  },
  {
    name: 'with half a surrogate pair in a name',
    promise: 'all is shown, and the page can encode the name',
    answer: first({ name: { ko: '\ud800서울', en: 'Seoul\udfff' } }),
    attributes: 'href="/w/{name}"',
    shows: 97,
    wrong: linksLead,
  },
  {
    name: 'with names of dots',
    promise: 'no link climbs',
    answer: rows((row, index) => ({ ...row, name: { ko: index % 2 ? '..' : '.', en: '..' } })),
    attributes: 'href="/w/{name}/{station}"',
    shows: 97,
    wrong: linksLead,
  },
  {
    name: 'with a name that is a host, where a region is missing',
    promise: 'no link leads to it',
    answer: rows((row) => ({ ...row, region: null, name: { ko: 'stranger.invalid', en: 'x' } })),
    attributes: 'href="/{region}/{name}"',
    shows: 97,
    wrong: linksLead,
  },
  {
    name: 'in a ticker whose links name what every object has',
    promise: 'nothing stands in its place',
    answer: file,
    attributes: 'href="/w/{constructor}{__proto__}{toString}"',
    shows: 97,
    wrong: () =>
      document
        .querySelector('nalssi-ticker')
        ?.shadowRoot?.querySelector<HTMLAnchorElement>('a[part=link]')
        ?.href.slice(`${location.origin}/w/`.length) ?? 'no link',
  },
  {
    name: 'with regions of the names that every object has',
    promise: 'the row is left out',
    answer: first({ region: 'constructor' }),
    attributes: 'sun',
    shows: 96,
  },
  {
    name: 'attributed to what every object has',
    promise: 'the text is a text',
    answer: { ...file, attribution: { text: 'constructor', url: null } },
    shows: 97,
    wrong: () =>
      document.querySelector('nalssi-ticker')?.shadowRoot?.textContent?.includes('function') ===
      true
        ? 'a function is shown'
        : '',
  },
  {
    name: 'attributed to a script',
    promise: 'there is no link',
    answer: { ...file, attribution: { text: '기상청', url: 'javascript:hacked=1' } },
    shows: 97,
    wrong: () =>
      document.querySelector('nalssi-ticker')?.shadowRoot?.querySelector('a[href^="javascript"]')
        ?.outerHTML ?? '',
  },
  {
    name: 'attributed to a list that reads like an address',
    promise: 'there is no link',
    answer: { ...file, attribution: { text: '기상청', url: ['https://stranger.invalid/'] } },
    shows: 97,
    wrong: () =>
      document.querySelector('nalssi-ticker')?.shadowRoot?.querySelector('a[href*="stranger"]')
        ?.outerHTML ?? '',
  },
  {
    name: 'with HTML for names',
    promise: 'it is text',
    answer: rows((row) => ({ ...row, name: { ko: '<img src onerror=hacked=1>', en: 'x' } })),
    warnings: warnings(3, () => ({ zone: { id: null, name: '<img src onerror=hacked=1>' } })),
    attributes: everything,
    shows: 98,
    wrong: () =>
      String(
        document.querySelector('nalssi-ticker')?.shadowRoot?.querySelector('img')?.outerHTML ?? '',
      ),
  },
  {
    name: 'with a prototype in every object',
    promise: 'no object of the page has anything new',
    answer: raw(
      JSON.stringify(file).replaceAll(
        '{',
        '{"__proto__":{"hacked":1},"constructor":{"prototype":1},',
      ),
    ),
    attributes: everything,
    shows: 97,
    wrong: () => ('hacked' in {} ? 'every object was changed' : ''),
  },
  {
    name: 'that wants to be asked at once',
    promise: 'it is refused',
    answer: { ...file, ttl: 0 },
    shows: 0,
  },
  {
    name: 'with a ttl below zero',
    promise: 'it is refused',
    answer: { ...file, ttl: -1e308 },
    shows: 0,
  },
  {
    name: 'with a ttl past counting',
    promise: 'it is shown',
    answer: { ...file, ttl: 1e308 },
    shows: 97,
  },
  {
    name: 'with a number past counting',
    promise: 'it is refused',
    answer: { ...file, sequence: 1e308 },
    shows: 0,
  },
  {
    name: 'with half a number',
    promise: 'it is refused',
    answer: { ...file, sequence: 1.5 },
    shows: 0,
  },
  {
    name: 'with a version of lists in lists',
    promise: 'it is refused',
    answer: { ...file, version: [[['1.0']]] },
    shows: 0,
  },
  {
    name: 'with temperatures past counting',
    promise: 'the rows are left out',
    answer: raw(JSON.stringify(file).replaceAll(/"temperature":[-\d.]+/g, '"temperature":1e999')),
    shows: 0,
  },
  {
    name: 'with one station 1500 times',
    promise: 'it is shown once',
    answer: many(1500, () => ({ station: '108' })),
    shows: 1,
  },
  {
    name: 'from the year 275760 by its headers',
    promise: 'nothing is shown, for all is over',
    answer: withHeaders({ date: 'Sat, 13 Sep 275760 00:00:00 GMT', age: '1e308' }),
    attributes: everything,
    shows: 0,
  },
  {
    name: 'that sends its readers on to a stranger',
    promise: 'nobody goes',
    answer: redirect,
    shows: 0,
  },
  {
    name: 'that is a page',
    promise: 'it is refused',
    answer: '<script>hacked=1</script>',
    shows: 0,
  },
];
