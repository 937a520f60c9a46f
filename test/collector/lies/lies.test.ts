import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatKst, type SourceId } from '@nalssi/collector';
import { expect, test } from 'vitest';
import type { Weather } from '../../upstream/weather.ts';
import { testKeys, Workbench } from '../workbench.ts';
import { type Lie, lies, weatherAt } from './lies.ts';

// What each lie of an upstream comes to, from the wire to the feed and the log: the table in
// collector/quality/README.md, which `NALSSI_WRITE_TABLES=1` writes anew.

const readme = join(import.meta.dirname, '../../../collector/quality/README.md');

/** The sources of temperatures. The other two hold none. */
const telling = ['kma-map', 'kma-city', 'kma-aws', 'apihub-asos', 'apihub-aws'] as const;

const startAt = '2024-11-24T07:38:30+09:00';
const minute = 60_000;

interface Outcome {
  /** Stations whose temperature in the ticker no honest list ever had, and those of them marked suspect. */
  readonly wrong: number;
  readonly suspect: number;
  readonly status: string;
  readonly codes: readonly string[];
}

/** Two honest hours, then a lie for four answers: what is shown after the first and after the last. */
async function suffer({ tell, after }: Lie, source: SourceId): Promise<[Outcome, Outcome]> {
  await using bench = await Workbench.start(weatherAt(formatKst(Date.parse(startAt))), {
    sources: [source],
    keys: testKeys,
    startAt,
  });
  const honest = new Map<string, Set<number>>();
  let before = weatherAt(minuteOf(bench));
  /** What nobody looks at is heard without being published. */
  const hear = async (weather: Weather, truth: Weather, isLookedAt = false) => {
    for (const { id, values } of truth.stations) {
      const known = honest.get(id) ?? new Set();
      honest.set(id, known.add(values.temperature ?? Number.NaN));
    }
    bench.upstream.serve(weather);
    return isLookedAt ? bench.pull(source) : bench.hear(source);
  };
  for (const wait of [0, 60]) {
    bench.clock.advance(wait);
    before = weatherAt(minuteOf(bench));
    // A machine with much else to do may take longer than the deadline.
    for (let tries = 0; tries < 5 && !(await hear(before, before)); tries += 1);
  }
  const told = bench.log.length;
  const outcomes: Outcome[] = [];
  for (const [at, wait] of [after, 60, 60, 60].entries()) {
    bench.clock.advance(wait);
    const truth = weatherAt(minuteOf(bench));
    const isLookedAt = at === 0 || at === 3;
    await hear(tell(truth, before), truth, isLookedAt);
    if (!isLookedAt) continue;
    const { observations, status } = await bench.ticker();
    const wrong = observations.filter(
      ({ station, temperature }) =>
        temperature !== null && honest.get(station)?.has(temperature) !== true,
    );
    const quality = new Map(
      (await bench.observations()).observations.map((row) => [
        row.station,
        row.temperature?.quality,
      ]),
    );
    const suspect = wrong.filter(({ station }) => quality.get(station) === 'suspect').length;
    const codes = bench.log
      .slice(told)
      .flatMap(({ level, code }) => (level === 'warn' || level === 'error' ? [String(code)] : []));
    outcomes.push({ wrong: wrong.length, suspect, status, codes: [...new Set(codes)] });
  }
  return [outcomes[0] as Outcome, outcomes.at(-1) as Outcome];
}

/** The minute of the bench's clock, RFC 3339. */
function minuteOf(bench: Workbench): string {
  return formatKst(Math.floor(bench.clock.now() / minute) * minute);
}

function cellOf([first, last]: readonly [Outcome, Outcome]): string {
  const codes = [...new Set([...first.codes, ...last.codes])].filter(
    (code) => code !== 'unknown-station',
  );
  const worst = Math.max(first.wrong, last.wrong);
  const marked = Math.max(first.suspect, last.suspect);
  const shown =
    worst === 0 ? 'not shown' : worst === marked ? `${worst} suspect` : `**${worst} shown**`;
  return `${shown}; ${first.status}, ${last.status}; ${codes.join(', ') || 'nothing'}`;
}

/** The formatter of the repository pads the cells of a table. */
const cells = (text: string) =>
  text
    .replace(/ +/g, ' ')
    .replace(/-{3,}/g, '---')
    .replace(/\| ?---/g, '|---')
    .replace(/--- ?\|/g, '---|');

const rows: string[] = [];

/** Lies of which something is shown, in the sources that cannot know better: see the readme. */
const beyond: Readonly<Record<string, readonly SourceId[]>> = {
  // It has no names. What is shown of strange numbers stands under them, in a feed that is stale.
  'strange numbers': ['apihub-aws'],
};

test.each(lies)('$name shows no wrong number', { timeout: 240_000 }, async (lie) => {
  const cells: string[] = [];
  const wrong: SourceId[] = [];
  for (const source of telling) {
    const outcomes = await suffer(lie, source);
    // What is marked, in a feed that says that something is wrong, is no lie of ours.
    const isHonest = ({ wrong, suspect, status }: Outcome) =>
      wrong === 0 || (wrong === suspect && status !== 'ok');
    if (!outcomes.every(isHonest)) wrong.push(source);
    cells.push(cellOf(outcomes));
  }
  rows.push(`| ${lie.name} | ${cells.join(' | ')} | · | · |`);

  expect(wrong).toEqual(beyond[lie.name] ?? []);
});

test('the readme has the table of what each lie comes to', () => {
  const head = `| lie | ${telling.join(' | ')} | data-go-kr | warnings |`;
  const table = [head, `|${'---|'.repeat(8)}`, ...rows].join('\n');
  const text = readFileSync(readme, 'utf8');
  const [, start = '', , end = ''] =
    /^([\s\S]*<!-- lies -->\n)([\s\S]*)(\n<!-- \/lies -->[\s\S]*)$/.exec(text) ?? [];
  if (process.env['NALSSI_WRITE_TABLES']) writeFileSync(readme, `${start}${table}${end}`);

  expect(cells(readFileSync(readme, 'utf8'))).toContain(cells(table));
});
