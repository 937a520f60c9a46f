import { formatKst } from '@nalssi/collector';
import { describe, expect, test } from 'vitest';
import type { UpstreamStation } from '../../upstream/weather.ts';
import { Workbench } from '../workbench.ts';
import {
  doubled,
  doubledItems,
  losses,
  shifts,
  tenfold,
  withHumidity,
  zerosAt,
  zerosInCell,
} from './spoil.ts';
import {
  answering,
  apihubAsos,
  apihubAws,
  dataGoKr,
  hubWarnings,
  kmaAws,
  kmaCity,
  kmaMap,
  observing,
  portalWarnings,
  type Subject,
  subjects,
  warningsInForce,
  weatherOf,
} from './subjects.ts';
import { type Aftermath, expectKept, startBench, statesOf, suffer } from './suffer.ts';

/** For the titles of tables of tests. */
function named<Row extends { readonly subject: Subject }>(rows: readonly Row[]) {
  return rows.map((row) => ({ name: row.subject.name, ...row }));
}

/** What is told of a fault; that a list of thirty stations is not the whole country is told as well. */
const oddities = ({ warnings }: Workbench) =>
  warnings.filter(({ code }) => code !== 'missing-temperatures');

describe('columns shifted by one', () => {
  test.concurrent.each(named(shifts))(
    'to the $way: $name keeps its last good values and says so once',
    async ({ subject, spoil }) => {
      expectKept(await suffer(subject, answering(subject, { change: spoil })), subject, 'shape');
    },
  );
});

describe('a column lost', () => {
  test.concurrent.each(named(losses))(
    '$name keeps its last good values and says so once',
    async ({ subject, spoil }) => {
      expectKept(await suffer(subject, answering(subject, { change: spoil })), subject, 'shape');
    },
  );
});

describe('units ten times too big', () => {
  test.concurrent.each(
    named([
      { subject: kmaMap, code: 'mass-failure' },
      { subject: kmaCity, code: 'shape' },
      { subject: kmaAws, code: 'shape' },
      { subject: apihubAsos, code: 'shape' },
      { subject: apihubAws, code: 'shape' },
      { subject: dataGoKr, code: 'shape' },
    ]),
  )('$name keeps its last good values and says so once', async ({ subject, code }) => {
    // KMA's own marks for a missing value begin at 900, where a high humidity would come to lie.
    const weather = tenfold(withHumidity(weatherOf(subject), 60));
    expectKept(await suffer(subject, answering(subject, { weather })), subject, code);
  });
});

/** The source goes on; of what it shows nothing has changed, and one line says what was odd. */
function expectOneOddity({ before, after, outcomes, lines, health }: Aftermath): void {
  expect(outcomes).toEqual([true, true]);
  expect(after.ticker).toEqual(before.ticker);
  expect(lines).toEqual([
    expect.objectContaining({ level: 'warn', action: expect.stringMatching(/\w{4}/) }),
  ]);
  expect(health).toMatchObject({ state: 'ok' });
}

describe('all zeros for a station', () => {
  const minute = 60_000;

  /** By a tenth: in no two hours is the country exactly as warm. */
  const warmer = (station: UpstreamStation): UpstreamStation => {
    const { temperature = null } = station.values;
    if (temperature === null) return station;
    return { ...station, values: { ...station.values, temperature: temperature + 0.1 } };
  };

  /** Five minutes later, or an hour, with all zeros for the first station. */
  async function pullZeros(
    bench: Workbench,
    subject: Subject,
    spoil: (text: string) => string,
  ): Promise<void> {
    const later = subject.newest.endsWith('07:00:00+09:00') ? 60 : 5;
    bench.clock.advance(later);
    const observedAt = formatKst(Date.parse(subject.newest) + later * minute);
    const weather = { observedAt, stations: weatherOf(subject).stations.map(warmer) };
    bench.upstream.answer(subject.id, answering(subject, { weather, change: spoil }));
    await bench.pull(subject.id);
  }

  test.concurrent.each(named(zerosAt('90')))(
    '$name keeps its last good values, says so once, and takes the others',
    async ({ subject, spoil }) => {
      await using bench = await startBench(subject);
      await bench.pull(subject.id);
      const before = await bench.tickerRow('90');
      await pullZeros(bench, subject, spoil);
      const [first, second] = weatherOf(subject).stations;

      expect(before?.temperature).toBe(first?.values.temperature);
      expect(await bench.tickerRow('90')).toEqual({ ...before, state: 'carried' });
      expect((await bench.tickerRow(second?.id ?? ''))?.state).toBe('fresh');
      expect(oddities(bench)).toEqual([
        expect.objectContaining({ level: 'warn', action: expect.stringMatching(/\w{4}/) }),
      ]);
    },
  );

  test.concurrent('data-go-kr takes zeros in all of a cell for no value', async () => {
    const aftermath = await suffer(dataGoKr, answering(dataGoKr, { change: zerosInCell }));

    expect(aftermath.outcomes).toEqual([true, true]);
    expect(aftermath.after).toEqual(aftermath.before);
    expect(aftermath.states).toEqual(['carried']);
  });
});

describe('half the stations missing', () => {
  test.concurrent.each(observing)(
    '$name keeps the last values of the others with their own times, and says so once',
    async (subject) => {
      const weather = weatherOf(subject);
      const half = weather.stations.filter((_station, index) => index % 2 === 0);
      const aftermath = await suffer(
        subject,
        answering(subject, { weather: { ...weather, stations: half } }),
      );
      expect(aftermath.after).toEqual(aftermath.before);
      expect(aftermath.states).toEqual(['carried', 'fresh']);
      // Of a cell of the grid without observations the portal says that there is nothing yet.
      if (subject !== dataGoKr) expectOneOddity(aftermath);
    },
  );

  test.concurrent.each([hubWarnings, portalWarnings])(
    '$name: what is no longer on the list is no longer in force',
    async (subject) => {
      const warnings = warningsInForce.slice(0, 1);
      const aftermath = await suffer(subject, answering(subject, { warnings }));

      expect(aftermath.after.warnings).toEqual(aftermath.before.warnings.slice(0, 1));
      expect(aftermath.lines).toEqual([]);
    },
  );
});

describe('duplicate rows', () => {
  test.concurrent.each(
    named([
      { subject: kmaMap, dropped: { 'duplicate-station': 30 } },
      { subject: kmaCity, dropped: { 'duplicate-station': 30 } },
      { subject: kmaAws, dropped: { 'duplicate-station': 60 } },
      { subject: apihubAsos, dropped: { 'duplicate-station': 60 } },
      { subject: apihubAws, dropped: { 'duplicate-station': 60 } },
    ]),
  )('$name keeps the first of them and counts the others', async ({ subject, dropped }) => {
    const weather = doubled(weatherOf(subject));
    const aftermath = await suffer(subject, answering(subject, { weather }));
    expectOneOddity(aftermath);
    expect(aftermath.after).toEqual(aftermath.before);
    expect(aftermath.health?.batch.dropped).toEqual(dropped);
  });

  test.concurrent('data-go-kr keeps the first of them and counts the others', async () => {
    const aftermath = await suffer(dataGoKr, answering(dataGoKr, { change: doubledItems }));
    expectOneOddity(aftermath);
    expect(aftermath.after).toEqual(aftermath.before);
    expect(aftermath.health?.batch.dropped['unreadable-row']).toBeGreaterThan(0);
  });

  test.concurrent.each([hubWarnings, portalWarnings])(
    '$name keeps the first of them and counts the others',
    async (subject) => {
      const warnings = [...warningsInForce, ...warningsInForce];
      const aftermath = await suffer(subject, answering(subject, { warnings }));
      expectOneOddity(aftermath);
      expect(aftermath.after.warnings).toEqual(aftermath.before.warnings);
      expect(aftermath.health?.batch.dropped).toEqual({ 'duplicate-warning': 2 });
    },
  );
});

describe('stamps in the future', () => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      const weather = { ...weatherOf(subject), observedAt: '2024-11-24T10:00:00+09:00' };
      const aftermath = await suffer(subject, answering(subject, { weather }));
      expectKept(aftermath, subject, 'future-stamp');
    },
  );
});

describe('stamps of no time at all', () => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      const weather = { ...weatherOf(subject), observedAt: '2024-11-31T07:00:00+09:00' };
      expectKept(await suffer(subject, answering(subject, { weather })), subject, 'stamp');
    },
  );
});

describe('hour 24', () => {
  const midnight = '2024-11-24T00:00:00+09:00';

  async function pullAtHour24(subject: Subject): Promise<Workbench> {
    const bench = await Workbench.start(
      { ...weatherOf(subject), observedAt: midnight },
      { sources: [subject.id], keys: subject.keys, startAt: '2024-11-24T00:04:30+09:00' },
    );
    const weather = { ...weatherOf(subject), observedAt: '2024-11-23T24:00:00+09:00' };
    const warnings = warningsInForce.map((one) => ({
      ...one,
      issuedAt: '2024-11-23T20:00:00+09:00',
    }));
    bench.upstream.answer(subject.id, answering(subject, { weather, warnings }));
    await bench.pull(subject.id);
    return bench;
  }

  test.concurrent.each(subjects)('$name reads it as the next day’s 0', async (subject) => {
    await using bench = await pullAtHour24(subject);
    const health = await bench.health();

    expect(oddities(bench)).toEqual([]);
    expect(await statesOf(bench)).toEqual(['fresh']);
    // The status of the portal speaks of the time of the request.
    expect(health.sources[0]?.newestObservedAt).toBe(
      subject === portalWarnings ? '2024-11-24T00:04:00+09:00' : midnight,
    );
  });
});

test('of the two hours that apihub-asos asks for, the newer one is shown', async () => {
  await using bench = await startBench(apihubAsos);
  await bench.pull('apihub-asos');

  const newest = { observedAt: '2024-11-24T07:00:00+09:00', state: 'fresh' };

  expect(await bench.observation('90')).toMatchObject({ temperature: newest, condition: newest });
});
