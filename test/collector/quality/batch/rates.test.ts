import { expect, test } from 'vitest';
import { hearHonest, lies, tellLie } from './rates.ts';

// A short form of `npm run rates`, which takes a thousand spells.

test('of honest weather with fronts, Föhn, typhoons, fog and gaps nothing is refused', {
  timeout: 240_000,
}, () => {
  const heard = Array.from({ length: 18 }, (_, seed) => hearHonest(seed));

  expect(heard.flatMap(({ alarms }) => alarms)).toEqual([]);
});

test.each([
  ['a hollow that warms early after a front', 55],
  ['a cold wave whose coldest place stays above zero', 159],
  ['a sea breeze that brings five stations to one value', 184],
  ['Föhn beside stations near zero', 452],
  ['a front beside stations that keep their signs', 739],
])('%s is not marked', (_, seed) => {
  const { marked, marks } = hearHonest(seed);

  expect(marked.inService, JSON.stringify(marks)).toBe(0);
});

const caught = [
  '+10',
  '-10',
  '+6',
  'all zeros',
  'Fahrenheit',
  'Kelvin',
  'ten times',
  'a tenth',
  'the sign turned',
] as const;

test.each(caught)(
  '%s is never believed after honest hours, and the truth comes back',
  { timeout: 120_000 },
  (name) => {
    const seeds = Array.from({ length: 18 }, (_, seed) => seed);
    const { told, believed, notBack } = tellLie(name, seeds, false);

    expect(lies).toHaveProperty([name]);
    expect(told).toBeGreaterThan(0);
    expect({ believed, notBack }).toEqual({ believed: 0, notBack: 0 });
  },
);
