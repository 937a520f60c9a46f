import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import type { JudgedBatch } from '../../../collector/quality/judgement.ts';
import {
  holdBatch,
  holdUnconfirmed,
  type SourceHoldings,
} from '../../../collector/snapshot/holdings.ts';
import { takeSnapshot } from '../../../collector/snapshot/snapshot.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';

const catalogue = new Catalogue();
const hour = 3_600_000;
const start = Date.parse('2024-11-24T00:00:00+09:00');

interface Answer {
  readonly hour: number;
  readonly temperature: number | null;
  readonly quality: 'pass' | 'fail';
}

const answer: fc.Arbitrary<Answer> = fc.record({
  hour: fc.integer({ min: 0, max: 6 }),
  temperature: fc.option(fc.integer({ min: -20, max: 40 })),
  quality: fc.constantFrom('pass', 'pass', 'pass', 'fail'),
});

function batchOf({ hour: at, temperature, quality }: Answer): JudgedBatch {
  return {
    source: 'kma-map',
    suspicion: null,
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
    readings: [
      {
        station: '108',
        name: '서울',
        observedAt: start + at * hour,
        elements: {
          temperature:
            temperature === null
              ? { missing: 'upstream-missing' }
              : {
                  value: temperature,
                  quality,
                  checks: ['range'],
                  failed: quality === 'fail' ? ['range'] : [],
                },
        },
      },
    ],
  };
}

function holdAll(answers: readonly Answer[]): SourceHoldings {
  return answers.reduce<SourceHoldings>((held, next) => holdBatch(held, batchOf(next)), new Map());
}

function shownAt(holdings: SourceHoldings, now: number) {
  const { stations } = takeSnapshot([{ source: kmaMap, holdings }], catalogue, now);
  return stations.find(({ station }) => station.id === '108')?.elements.temperature;
}

describe('whatever a source says, in whatever order', () => {
  test('hearing the same answer twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(answer), answer, (answers, last) => {
        const once = holdAll([...answers, last]);
        expect(holdBatch(once, batchOf(last))).toEqual(once);
      }),
    );
  });

  test('the value that is shown is the newest that passed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(answer, { selector: (one) => one.hour }), (answers) => {
        const passed = answers.filter((one) => one.temperature !== null && one.quality === 'pass');
        const newest = passed.toSorted((a, b) => b.hour - a.hour)[0];
        const shown = shownAt(holdAll(answers), start);
        expect(shown?.shown?.value).toBe(newest?.temperature ?? undefined);
      }),
    );
  });

  test('no value is shown at or after its time', () => {
    fc.assert(
      fc.property(fc.array(answer), fc.integer({ min: 0, max: 12 * hour }), (answers, after) => {
        const shown = shownAt(holdAll(answers), start + after)?.shown;
        expect(shown === null || shown === undefined || shown.expiresAt > start + after).toBe(true);
      }),
    );
  });

  test('a failure of the source changes no value and no time', () => {
    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        const held = holdAll(answers);
        const before = shownAt(held, start)?.shown;
        expect(shownAt(holdUnconfirmed(held, 'upstream-error'), start)?.shown).toEqual(before);
      }),
    );
  });
});

test('the same time with another value is an amendment and wins', () => {
  const held = holdAll([
    { hour: 1, temperature: 5, quality: 'pass' },
    { hour: 1, temperature: 6, quality: 'pass' },
  ]);

  expect(shownAt(held, start + hour)?.shown?.value).toBe(6);
});

test('an amendment that fails withdraws the value it amends', () => {
  const held = holdAll([
    { hour: 1, temperature: 5, quality: 'pass' },
    { hour: 1, temperature: 60, quality: 'fail' },
  ]);

  expect(shownAt(held, start + hour)).toMatchObject({ shown: null, failed: { value: 60 } });
});

test('a value that the source confirms again and again is carried once it is late', () => {
  const held = holdAll([{ hour: 1, temperature: 5, quality: 'pass' }]);

  expect(shownAt(held, start + 2 * hour)).toMatchObject({ state: 'fresh', reason: null });
  expect(shownAt(held, start + 3 * hour)).toMatchObject({
    state: 'carried',
    reason: 'upstream-late',
  });
});
