import { regionCodes } from '@nalssi/schemas/facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addresses,
  boardParts,
  type Choice,
  choiceOf,
  elements,
  fields,
  languages,
  metrics,
  modes,
  queryOf,
  speeds,
  themes,
  usualChoice,
} from '../../demo/site/configurator/choice.ts';

const some = <Value>(values: readonly Value[]) =>
  fc.shuffledSubarray([...values], { minLength: 1 });

const choices: fc.Arbitrary<Choice> = fc.record({
  element: fc.constantFrom(...elements),
  regions: fc.subarray([...regionCodes]),
  place: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{5}$/)),
  theme: fc.constantFrom(...themes),
  language: fc.constantFrom(...languages),
  address: fc.constantFrom(...addresses),
  fields: some(fields),
  mode: fc.constantFrom(...modes),
  speed: fc.integer({ min: speeds.least, max: speeds.most }),
  unit: fc.constantFrom('c', 'f'),
  warnings: fc.boolean(),
  metric: fc.constantFrom(...metrics),
  rows: fc.constantFrom('places', 'stations'),
  parts: fc.subarray([...boardParts], { minLength: 1 }),
});

describe('a choice in the address of the page', () => {
  test('is read as it was written', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const address = new URL(`https://weather.example.com/?${queryOf(choice)}`);
        expect(choiceOf(address.searchParams)).toEqual(choice);
      }),
    );
  });

  test('leaves out what is as usual', () => {
    expect(queryOf(usualChoice).toString()).toBe('');
  });

  test('is a choice whatever the address says', () => {
    const words = fc.dictionary(
      fc.constantFrom(...Object.keys(usualChoice)),
      fc.oneof(
        fc.string(),
        fc.constantFrom('KR-44 KR-99', 'map nothing', 'name name', '-1', '1e9'),
      ),
    );
    fc.assert(
      fc.property(words, (query) => {
        const choice = choiceOf(new URLSearchParams(query));
        expect(choiceOf(queryOf(choice))).toEqual(choice);
        expect(choice.fields.length).toBeGreaterThan(0);
        expect(choice.parts.length).toBeGreaterThan(0);
        expect(choice.speed).toBeGreaterThanOrEqual(speeds.least);
        expect(choice.speed).toBeLessThanOrEqual(speeds.most);
      }),
    );
  });
});
