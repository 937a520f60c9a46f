import { expect, test } from 'vitest';
import { readmeTable } from '../../collector/lies/readme-table.ts';
import { edges, prices, readers } from './inputs.ts';
import { afterEvents, type Load, loadOf, percent, unevenIn, worstDelay } from './scale.ts';
import { measureSizes, type OnTheWire, type Sizes } from './sizes.ts';

// The tables of collector/publish/README.md, which `NALSSI_WRITE_TABLES=1` writes anew.

const readme = 'collector/publish/README.md';
const day = 86_400;

/** With as many digits as a forecast deserves. */
const about = (value: number, digits = 2) =>
  Number(value.toPrecision(digits)).toLocaleString('en-US', { maximumFractionDigits: 3 });
const kilobytes = (bytes: number) => `${about(bytes / 1_000)} kB`;
const wire = ({ brotli, gzip, unchanged }: OnTheWire) =>
  `${kilobytes(brotli)} (gzip ${kilobytes(gzip)}, unchanged ${kilobytes(unchanged)})`;

function boardOf({ board }: Sizes): OnTheWire {
  const sum = (of: (file: OnTheWire) => number) =>
    Object.values(board).reduce((total, file) => total + of(file), 0);
  return {
    brotli: sum(({ brotli }) => brotli),
    gzip: sum(({ gzip }) => gzip),
    unchanged: sum(({ unchanged }) => unchanged),
    maxAge: board.values.maxAge,
  };
}

const rows: readonly (readonly [string, (sizes: Sizes, load: Load) => string])[] = [
  ['`nalssi.js` on the wire', ({ script }) => wire(script)],
  ['`ticker.json`', ({ ticker }) => wire(ticker)],
  ['the four files of a board of 충남', (sizes) => wire(boardOf(sizes))],
  [
    'requests of browsers: a page view, a day',
    (_, { requests }) => `${about(requests / readers.pageViews)}, ${about(requests / 1e9)} billion`,
  ],
  ['requests at the edge in the busiest hour, a second', (_, { peak }) => about(peak)],
  [
    'bytes from the edge: a page view, a day',
    (_, { bytes, gzipBytes }) =>
      `${kilobytes(bytes / readers.pageViews)}, ${about(bytes / 1e12)} TB (gzip ${about(gzipBytes / 1e12)} TB)`,
  ],
  [
    `requests at the origin behind ${edges} places of a CDN, a second`,
    (_, { originRequests }) => about(originRequests / day),
  ],
  ['bytes from the origin, a day', (_, { originBytes }) => `${about(originBytes / 1e9)} GB`],
  ...prices.map(
    ({ name }) =>
      [`${name}, a month`, (_: Sizes, { costs }: Load) => `$${about(costs[name] ?? 0)}`] as const,
  ),
];

test('what the readme says of a billion page views a day is what is counted', async () => {
  const few = await measureSizes('national list');
  const all = await measureSizes('all');
  const loads = readmeTable('scale', ['', 'the national list, 97 stations', 'all 740'], readme);
  for (const [name, of] of rows) loads.add([name, of(few, loadOf(few)), of(all, loadOf(all))]);
  const delay = readmeTable('delay', ['at its worst', 'seconds'], readme);
  for (const part of Object.entries(worstDelay(few.ticker.maxAge))) delay.add(part.map(String));

  expect(loads.isInReadme()).toBe(true);
  expect(delay.isInReadme()).toBe(true);
});

test('a million readers ask evenly after whatever brought them together', () => {
  const after = afterEvents(1_000_000, 20);
  const table = readmeTable(
    'crowd',
    ['', 'a second in the mean', 'any minute', 'busiest second', 'any minute behind a CDN'],
    readme,
  );
  for (const { name, direct, behind } of after) {
    const range = ({ fewest, most }: typeof direct) => `${percent(fewest)} to ${percent(most)}`;
    table.add([name, about(direct.mean), range(direct), percent(direct.peak), range(behind)]);
  }

  expect(unevenIn(after)).toEqual([]);
  expect(table.isInReadme()).toBe(true);
});
