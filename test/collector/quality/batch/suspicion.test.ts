import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import { suspicionOf, takesBack } from '../../../../collector/quality/batch/suspicion.ts';
import type { Suspicion } from '../../../../collector/quality/judgement.ts';
import { november2024 } from '../../../upstream/recording.ts';
import { Follower, readingsOf } from './follow.ts';

const stations = november2024.observations.map(({ station }) => ({ id: station }));
const recorded = november2024.observations.map(({ temperature }) => temperature);
const seven = Date.parse(november2024.observedAt);
const hour = 3_600_000;

/** What is said of the recorded morning some hours later, `by` K warmer: believed, marked or refused. */
function tell(follower: Follower, hours: number, change: (value: number, index: number) => number) {
  // The morning warms as mornings do.
  const temperatures = recorded.map(
    (value, index) =>
      Math.round(10 * change(value + hours * 1.4 + Math.sin(hours + index) / 4, index)) / 10,
  );
  const at = seven + hours * hour;
  const error = follower.hear(readingsOf(stations, temperatures, at), at + 600_000);
  return error?.code ?? follower.suspicion?.kind ?? 'believed';
}

const honest = (value: number) => value;
const warmer = (by: number) => (value: number) => value + by;

describe('4 K that are added to all stations within limits', () => {
  test('mark them while it goes on, and no longer', () => {
    const follower = new Follower();
    const before = [0, 1, 2].map((at) => tell(follower, at, honest));
    const lie = [3, 4, 5].map((at) => tell(follower, at, warmer(4)));
    const after = [6, 7].map((at) => tell(follower, at, honest));

    expect(before).toEqual(['believed', 'believed', 'believed']);
    expect(lie).toEqual(['offset', 'offset', 'offset']);
    expect(after).toEqual(['believed', 'believed']);
  });

  test('mark them for a day at most: until then an old answer says something of now', () => {
    const follower = new Follower();
    for (const at of [0, 1, 2]) tell(follower, at, honest);
    const [first] = [3].map((at) => tell(follower, at, warmer(4)));
    const now = seven + 28 * hour;
    const readings = readingsOf(
      stations,
      recorded.map((value) => value + 4),
      now,
    );
    follower.hear(readings, now + 600_000);

    expect(first).toBe('offset');
    expect(follower.suspicion).toBeNull();
  });
});

test.each([
  [4, /^median \+\d\.\d K from what was to be expected after 2024-11-24T09:00/],
  [-4, /^median -\d\.\d K from what was to be expected after 2024-11-24T09:00/],
])('%d K at once are told with their sign and since when', (by, detail) => {
  const follower = new Follower();
  for (const at of [0, 1, 2]) tell(follower, at, honest);
  tell(follower, 3, warmer(by));

  expect(follower.suspicion?.detail).toMatch(detail);
});

test('of an hour before which nothing is known a country may cool by more than it may warm', () => {
  const marks = (by: number) => {
    const follower = new Follower();
    tell(follower, 0, honest);
    return tell(follower, 1, warmer(by)) === 'offset';
  };
  const steps = Array.from({ length: 60 }, (_, tenths) => tenths / 10);
  const most = (sign: 1 | -1) => steps.find((by) => marks(sign * by)) ?? Number.POSITIVE_INFINITY;

  // 2.5 and 3.2 K, and this morning warms by some 0.5 K more than is usual.
  expect([most(1), most(-1)]).toEqual([2.1, 3.7]);
});

test('a first answer that is rare at the season is marked until one is not', () => {
  const follower = new Follower();

  expect(tell(follower, 0, warmer(12))).toBe('unconfirmed');
  expect(tell(follower, 1, warmer(12))).toBe('unconfirmed');
});

test('10 K too warm from the first answer on are marked for as long as nothing bears them out', () => {
  const follower = new Follower();

  expect([0, 1, 2, 3].map((at) => tell(follower, at, warmer(10)))).toEqual(
    Array(4).fill('unconfirmed'),
  );
});

test('what is usual after a first answer that is not is shown and marked, whichever of them is right', () => {
  const wrongAtFirst = new Follower();
  expect(tell(wrongAtFirst, 0, warmer(10))).toBe('unconfirmed');
  expect(tell(wrongAtFirst, 1, honest)).toBe('offset');
  expect(tell(wrongAtFirst, 2, honest)).toBe('offset');

  const wrongThen = new Follower();
  expect(tell(wrongThen, 0, warmer(-12))).toBe('unconfirmed');
  expect(tell(wrongThen, 1, honest)).toBe('offset');
  expect(['believed', 'unconfirmed']).toContain(tell(wrongThen, 2, warmer(-12)));
});

test('a humidity and a dew point that fit bear a first answer out', () => {
  const follower = new Follower();
  // 8.5 K warmer is more than on nine of ten days, and less than on the other.
  const bare = readingsOf(stations, recorded.map(warmer(8.5)), seven);
  const borneOut = bare.map((reading, index) => {
    const value = Math.round(10 * (warmer(8.5)(recorded[index] ?? 0) - 3.3)) / 10;
    const elements = { ...reading.elements, dewPoint: { value }, humidity: { value: 79 } };
    return { ...reading, elements };
  });

  follower.hear(bare, seven + 600_000);
  expect(follower.suspicion?.kind).toBe('unconfirmed');
  const other = new Follower();
  other.hear(borneOut, seven + 600_000);
  expect(other.suspicion).toBeNull();
});

test('values that moved to the next row are refused for as long as they stand there', () => {
  const follower = new Follower();
  for (const at of [0, 1, 2]) tell(follower, at, honest);
  const moved = (hours: number) => (_value: number, index: number) =>
    (recorded[(index + 1) % recorded.length] ?? 0) + hours * 1.4;
  const heard = [3, 4, 5, 6, 7, 8].map((at) => tell(follower, at, moved(at)));

  expect(new Set(heard)).toEqual(new Set(['implausible-batch']));
  expect(tell(follower, 9, honest)).toBe('believed');
});

test.each([
  ['below zero', -0.6, null],
  ['hardly below it', -0.5, 'sign'],
])('lost signs are suspect until a station is %s', (_, coldest, kind) => {
  const values = new Map(
    recorded.map((value, index) => [stations[index]?.id ?? '', Math.abs(value)]),
  );
  values.set('100', coldest);
  const since = seven - hour;
  const suspicion: Suspicion = { kind: 'sign', since, detail: '', offset: 0, part: null };
  const evidence = {
    field: { observedAt: seven, values },
    isBorneOut: true,
    believed: null,
    change: null,
    testimony: null,
    suspicion,
    earlier: [],
  };

  expect(suspicionOf(evidence, new Catalogue(), seven)?.kind ?? null).toBe(kind);
});

test.each([
  [4, -3, true],
  [4, -2.9, false],
  [4, 3, false],
  [-4, 3, true],
  [-4, -3, false],
])(
  'a step of %d K with which a suspicion began is taken back by one of %d K: %s',
  (offset, step, isBack) => {
    expect(takesBack({ kind: 'offset', offset }, step)).toBe(isBack);
    expect(takesBack({ kind: 'sign', offset }, step)).toBe(false);
  },
);
