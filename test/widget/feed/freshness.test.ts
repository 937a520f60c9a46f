import fc from 'fast-check';
import { expect, test } from 'vitest';
import { living, nextExpiry } from '../../../widget/feed/freshness.ts';
import type { Observation } from '../../../widget/feed/ticker-snapshot.ts';

const timed = <Value>(value: Value, expiresAt: number) => ({ value, observedAt: 0, expiresAt });

function observation(temperatureExpiry: number, conditionExpiry: number): Observation {
  return {
    station: '108',
    name: { ko: '서울', en: 'Seoul' },
    scope: 'all' as const,
    region: 'KR-11',
    temperature: timed(2.8, temperatureExpiry),
    condition: timed('clear', conditionExpiry),
    row: {},
  };
}

test('a value dies at its own time, to the millisecond', () => {
  expect(living(timed(2.8, 1000), 999)?.value).toBe(2.8);
  expect(living(timed(2.8, 1000), 1000)).toBeNull();
});

test('a value lives no longer than its time on any clock, and does not die twice', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000)), { maxLength: 20 }),
      fc.nat(10_000),
      (expiries, now) => {
        const observations = expiries.map(([one, other]) => observation(one, other));
        const next = nextExpiry(observations, now);
        const later = expiries.flat().filter((time) => time > now);
        expect(next).toBe(later.length === 0 ? null : Math.min(...later));
      },
    ),
  );
});

test('a condition of another hour than the temperature brings its own death', () => {
  const observations = [observation(2000, 1000)];
  expect(nextExpiry(observations, 0)).toBe(1000);
  expect(nextExpiry(observations, 1000)).toBe(2000);
  expect(nextExpiry(observations, 2000)).toBeNull();
});
