import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  expandObservations,
  type ObservationRow,
  observationRow,
  observationsFile,
} from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withDefaults } from '../../../collector/feed/observation-defaults.ts';

const times = ['2024-11-24T07:00:00+09:00', '2024-11-24T07:38:00+09:00'];
const time = fc.constantFrom(...times);
const checks = fc.subarray(['range', 'step', 'spatial'] as const);
const derived = fc.constantFrom(
  { method: 'formula' as const },
  { method: 'nearest-sky' as const, from: ['112'] },
);
const judged = {
  value: fc.double({ min: -40, max: 40, noNaN: true }),
  checks,
  failed: checks,
  source: fc.constantFrom('kma-map', 'kma-aws'),
  observedAt: time,
  expiresAt: time,
};
const present = fc.record(
  {
    ...judged,
    quality: fc.constantFrom('pass', 'suspect', 'fail', 'unchecked'),
    state: fc.constantFrom('fresh', 'carried'),
    derived,
    reason: fc.constantFrom('upstream-late', 'upstream-error'),
    lastGood: fc.record({ ...judged, quality: fc.constant('pass') }),
  },
  { requiredKeys: [...(Object.keys(judged) as (keyof typeof judged)[]), 'quality', 'state'] },
);
const missing = fc.record(
  {
    value: fc.constant(null),
    quality: fc.constant('missing'),
    checks: fc.constant([]),
    failed: fc.constant([]),
    source: fc.constant(null),
    observedAt: fc.constant(null),
    expiresAt: fc.constant(null),
    state: fc.constantFrom('never', 'expired'),
    reason: fc.constantFrom('upstream-missing', 'expired'),
  },
  {
    requiredKeys: [
      ...(['value', 'quality', 'checks', 'failed', 'source', 'observedAt'] as const),
      ...(['expiresAt', 'state'] as const),
    ],
  },
);
const value = fc.oneof({ weight: 3, arbitrary: present }, missing);
const row = fc.record(
  {
    station: fc.constantFrom('90', '108', '565'),
    state: fc.constantFrom('fresh', 'carried', 'expired', 'never'),
    temperature: value,
    humidity: value,
    rain: value,
  },
  { requiredKeys: ['station', 'state'] },
);

describe('what most values have in common', () => {
  test('said once, gives every field of every value back', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const all = rows as unknown as ObservationRow[];
        for (const one of all) observationRow.parse(one);
        expect(expandObservations(withDefaults(all))).toEqual(all);
      }),
    );
  });

  test('is not repeated by the values', () => {
    const common = { quality: 'pass' as const, checks: ['range' as const], failed: [] };
    const clock = {
      observedAt: times[1] ?? '',
      expiresAt: times[1] ?? '',
      state: 'fresh',
    } as const;
    const temperature = { value: 1, ...common, ...clock, state: 'fresh' as const };
    const rows: ObservationRow[] = ['90', '108', '112'].map((station) => ({
      station,
      state: 'fresh',
      temperature: { ...temperature, source: station === '112' ? 'kma-map' : 'kma-aws' },
    }));
    const { defaults, observations } = withDefaults(rows);

    expect(defaults.values['kma-aws']?.temperature).toEqual({
      checks: ['range'],
      failed: [],
      ...clock,
    });
    expect(observations.map((one) => one.temperature)).toEqual([
      { value: 1, quality: 'pass', source: 'kma-aws' },
      { value: 1, quality: 'pass', source: 'kma-aws' },
      { value: 1, quality: 'pass', source: 'kma-map' },
    ]);
  });

  test.each(['suspect', 'fail'] as const)('is repeated by a value that is %s', (quality) => {
    const temperature = {
      value: 41.9,
      quality,
      checks: ['range' as const],
      failed: ['range' as const],
      source: 'kma-aws',
      observedAt: times[1] ?? '',
      expiresAt: times[1] ?? '',
      state: 'fresh' as const,
    };

    const { observations } = withDefaults([{ station: '442', state: 'fresh', temperature }]);

    expect(observations[0]?.temperature).toEqual(temperature);
  });

  test('is given back by the rule that the schema describes, without our code', async () => {
    const path = join(import.meta.dirname, '../../widget/operators/published/observations.json');
    const file = JSON.parse(await readFile(path, 'utf8'));
    const ours = expandObservations(observationsFile.parse(file));
    for (const [index, { station, state, ...values }] of file.observations.entries()) {
      const full = Object.entries(values as Record<string, { value: unknown; source: string }>).map(
        ([element, own]) => [
          element,
          {
            ...(own.value === null
              ? file.defaults.missing
              : file.defaults.values[own.source][element]),
            ...own,
          },
        ],
      );
      const expected = { station, state, ...Object.fromEntries(full) };
      expect(observationRow.parse(expected)).toEqual(ours[index]);
    }
  });
});
