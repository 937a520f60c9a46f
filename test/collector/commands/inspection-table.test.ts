import type { HealthFile, ObservationRow } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import type { Standing } from '../../../collector/commands/feed-standing.ts';
import type { InspectedFeed } from '../../../collector/commands/inspected-feed.ts';
import {
  clockOf,
  contradictionsOf,
  headOf,
  type Line,
  linesOf,
  outputsOf,
  sourcesOf,
  tableOf,
} from '../../../collector/commands/inspection-table.ts';

const now = Date.parse('2026-11-26T21:10:00+09:00');
const minute = 60_000;
const good: Standing = {
  status: 'ok',
  now,
  silence: null,
  ahead: null,
  serverAhead: null,
};

const value = (more: object = {}) => ({
  value: 2.84,
  observedAt: '2026-11-26T21:00:00+09:00',
  expiresAt: '2026-11-26T22:00:00+09:00',
  quality: 'pass',
  source: 'kma-map',
  ...more,
});

/** A feed with these rows, of which `summary` counts as many. */
function feedOf(rows: readonly object[], more: object = {}): InspectedFeed {
  return {
    observations: {
      observations: rows.map((row) => ({ station: '108', state: 'fresh', ...row })),
    },
    stations: { stations: [{ id: '108', name: { ko: '서울' }, region: 'KR-11' }] },
    summed: {
      mode: 'live',
      generatedAt: '2026-11-26T21:10:00+09:00',
      sequence: 7,
      status: 'ok',
      summary: { stations: 5, fresh: 3, carried: 1, expired: 1, never: 0 },
    },
    health: { coverage: {}, ...more },
  } as unknown as InspectedFeed;
}

const lineOf = (row: Partial<Record<keyof ObservationRow, unknown>>, at = now) =>
  linesOf(feedOf([row]), at)[0];

describe('a line of a station', () => {
  test('has its name, its value with a decimal, the age in minutes, and where it came from', () => {
    expect(lineOf({ temperature: value(), condition: value({ value: 'clear' }) })).toEqual({
      station: '108',
      name: '서울',
      region: 'KR-11',
      condition: 'clear',
      temperature: '2.8',
      age: 10,
      state: 'fresh',
      quality: 'pass',
      source: 'kma-map',
    });
  });

  test('of a station that no catalogue has is without a name', () => {
    expect(lineOf({ station: '999', temperature: value() })).toMatchObject({
      station: '999',
      name: '',
      region: '',
    });
  });

  test('tells age and quality of the condition where there is no temperature', () => {
    const condition = value({ value: 'clear*', quality: 'suspect', derived: undefined });

    expect(lineOf({ condition })).toMatchObject({ temperature: '', age: 10, quality: 'suspect' });
    expect(lineOf({})).toMatchObject({ condition: '', age: null, quality: 'missing', source: '' });
  });

  test('has the reason for a value that is missing, and a star at one that was derived', () => {
    expect(lineOf({ temperature: value({ value: null, reason: 'expired' }) })?.temperature).toBe(
      'expired',
    );
    expect(lineOf({ temperature: value({ value: null }) })?.temperature).toBe('-');
    expect(lineOf({ condition: value({ value: 'rain', derived: {} }) })?.condition).toBe('rain*');
  });

  test('is expired from the moment on at which its value is, whatever the file says', () => {
    const until = Date.parse('2026-11-26T22:00:00+09:00');

    expect(lineOf({ temperature: value() }, until - 1)?.state).toBe('fresh');
    expect(lineOf({ temperature: value() }, until)?.state).toBe('expired');
    expect(lineOf({ temperature: value({ expiresAt: null }) }, until)?.state).toBe('fresh');
  });
});

describe('the head', () => {
  const head = (standing: Partial<Standing> = {}, feed = feedOf([])) =>
    headOf(feed, { ...good, ...standing }, linesOf(feed, now));

  test('has the verdict and the counts, and nothing of what is in order', () => {
    expect(head()).toBe(
      'ok, 2026-11-26T21:10:00+09:00, sequence 7: 5 stations, 3 fresh, 1 carried, 1 expired, 0 never observed\n',
    );
  });

  test.each([
    [1, '1 station is not in the catalogue'],
    [2, '2 stations are not in the catalogue'],
  ])('counts %d stations that no catalogue has', (stations, text) => {
    expect(head({}, feedOf([], { coverage: { none: { stations } } }))).toContain(`; ${text}\n`);
  });

  test.each([
    [
      'silence',
      { silence: 600_000, status: 'stale' as const },
      /^Nothing was published for 10 min.*\. It said then: ok\.$/m,
    ],
    ['silence', { silence: 600_000 }, /this is a copy\.$/m],
    [
      'a time in the future',
      { ahead: 600_000 },
      /^It was made 10 min.* in the future: .*wrong\.$/m,
    ],
    [
      'a server ahead',
      { serverAhead: 600_000 },
      /^The server's clock is 10 min.* ahead of the one here/m,
    ],
    [
      'a server behind',
      { serverAhead: -600_000 },
      /^The server's clock is 10 min.* behind the one here/m,
    ],
  ])('tells of %s: %j', (_, standing, text) => {
    expect(head(standing)).toMatch(text);
  });

  test('counts as expired what has ended since the file was made, and never more than there were', () => {
    const over = value({ expiresAt: '2026-11-26T21:10:00+09:00' });
    const feed = feedOf([
      { temperature: over },
      { station: '109', temperature: over },
      { station: '110', temperature: value() },
      { station: '111', state: 'carried', temperature: over },
      { station: '112', state: 'carried', temperature: over },
      { station: '113', state: 'expired', temperature: over },
    ]);

    expect(head({}, feed)).toContain('5 stations, 1 fresh, 0 carried, 4 expired, 0 never');
  });
});

describe('a clock of the collector', () => {
  const clock = (more: object) =>
    clockOf({
      clock: { state: 'off', offset: 600, servers: 3, since: null, action: null, ...more },
    } as unknown as HealthFile);

  test('is told where it is off, since when and what to do', () => {
    expect(clock({})).toMatch(/^clock: the collector's is .*10 min[^,.]*\n$/);
    expect(clock({ since: '2026-11-26', action: 'Set it.' })).toMatch(
      /, known since 2026-11-26\. Set it\.\n$/,
    );
  });

  test('is told where it may be off, and by how many', () => {
    expect(clock({ state: 'unsure', servers: 1 })).toMatch(/, says one of them alone\n$/);
    expect(clock({ state: 'unsure', servers: 2 })).toMatch(/, says a part of them; /);
  });

  test('is not told where it is right, unknown, or may be off by no more than clocks are', () => {
    expect(clockOf({} as HealthFile)).toBe('');
    expect(clock({ state: 'ok' })).toBe('');
    expect(clock({ offset: null })).toBe('');
    expect(clock({ state: 'unsure', offset: 1 })).toBe('');
    expect(clock({ state: 'unsure', offset: -600 })).not.toBe('');
  });
});

describe('stations at which sources contradict each other', () => {
  const told = (many: number, shown = many) => {
    const ids = Array.from({ length: many }, (_, index) => String(100 + index));
    const disagreements = ids.map((station) => ({ station }));
    const lines = ids.slice(0, shown).map((station) => ({ station }) as Line);
    return contradictionsOf(feedOf([], { disagreements }), lines);
  };

  test('are named up to twenty, and counted', () => {
    expect(told(1)).toMatch(/^sources contradict each other at 1 of 5 stations: 100\. /);
    expect(told(20)).toMatch(/ at 20 of .*, 119\. /);
    expect(told(21)).toMatch(/ at 21 of .*, 119 …\. /);
  });

  test('are those that are shown, and none is no line', () => {
    expect(told(3, 2)).toMatch(/ at 2 of 5 stations: 100, 101\. /);
    expect(told(3, 0)).toBe('');
    expect(contradictionsOf(feedOf([]), [])).toBe('');
  });
});

test('an output that fails is told, with since when and what to do where that is known', () => {
  const output = (more: object) => ({
    id: 'redis',
    state: 'failing',
    since: null,
    action: null,
    ...more,
  });
  const outputs = [
    output({}),
    output({ since: '2026-11-26', action: 'Start it.' }),
    output({ state: 'ok' }),
  ];

  expect(outputsOf({ outputs } as unknown as HealthFile)).toBe(
    'output redis: failing\noutput redis: failing since 2026-11-26. Start it.\n',
  );
});

test('a source that is on is told: what is wrong where something is, and nothing else', () => {
  const error = { code: 'timeout', action: 'Wait.' };
  const source = (more: object) => ({ id: 'kma-map', blocked: null, lastError: null, ...more });
  const sources = [
    source({ state: 'ok', stateSince: '2026-11-26', lastError: error }),
    source({ state: 'failing', lastError: error }),
    source({ state: 'blocked', blocked: { until: '2026-11-27', code: 'quota' } }),
    source({ state: 'off', lastError: error }),
  ];

  expect(sourcesOf({ sources } as unknown as HealthFile)).toBe(
    [
      'kma-map: ok since 2026-11-26',
      'kma-map: failing, timeout. Wait.',
      'kma-map: blocked until 2026-11-27, quota',
      '',
    ].join('\n'),
  );
});

describe('the table', () => {
  const line = (more: Partial<Line> = {}): Line => ({
    station: '108',
    name: '서울',
    region: 'KR-11',
    condition: 'clear',
    temperature: '2.8',
    age: 10,
    state: 'fresh',
    quality: 'pass',
    source: 'kma-map',
    ...more,
  });

  test('has columns as wide as their widest, where Hangul takes two', () => {
    expect(tableOf([line(), line({ name: '북강릉', age: null, source: '' })], false)).toBe(
      [
        'station  name    region  condition  °C   age     state  quality  source',
        '108      서울    KR-11   clear      2.8  10 min  fresh  pass     kma-map',
        '108      북강릉  KR-11   clear      2.8          fresh  pass',
        '',
      ].join('\n'),
    );
  });

  test('says what a star is where there is one', () => {
    expect(tableOf([line({ condition: 'rain*' }), line()], false)).toMatch(/\n\* derived\n$/);
    expect(tableOf([line()], false)).not.toContain('derived');
  });

  test('a line break in a name makes no row', () => {
    expect(tableOf([line({ name: '서\n울' })], false).split('\n')).toHaveLength(3);
  });

  test.each([
    [{}, null],
    [{ state: 'expired' as const }, 31],
    [{ state: 'never' as const }, 31],
    [{ quality: 'fail' }, 31],
    [{ state: 'carried' as const }, 33],
    [{ quality: 'suspect' }, 33],
  ])('a line of %j has the colour %s on a terminal, and none elsewhere', (more, colour) => {
    const row = tableOf([line(more)], true).split('\n')[1] ?? '';

    expect(row.startsWith('\u001b')).toBe(colour !== null);
    if (colour !== null) expect(row).toContain(`\u001b[${colour}m`);
    expect(tableOf([line(more)], false)).not.toContain('\u001b');
  });
});

test('an age is that of whoever looks', () => {
  expect(lineOf({ temperature: value() }, now + 5 * minute)?.age).toBe(15);
});
