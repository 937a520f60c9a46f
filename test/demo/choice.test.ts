import { regionCodes } from '@nalssi/schemas/facts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesOf, type Known } from '../../demo/site/configurator/attributes.ts';
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
  mostStations,
  queryOf,
  scopes,
  speeds,
  themes,
  usualChoice,
} from '../../demo/site/configurator/choice.ts';

const some = <Value>(values: readonly Value[]) =>
  fc.shuffledSubarray([...values], { minLength: 1 });

const choices: fc.Arbitrary<Choice> = fc.record({
  element: fc.constantFrom(...elements),
  scope: fc.constantFrom(...scopes),
  regions: fc.subarray([...regionCodes]),
  place: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{5}$/)),
  stations: fc.uniqueArray(fc.integer({ min: 90, max: 999 }).map(String), {
    maxLength: mostStations,
  }),
  unit: fc.constantFrom('c', 'f'),
  theme: fc.constantFrom(...themes),
  language: fc.constantFrom(...languages),
  address: fc.constantFrom(...addresses),
  fields: some(fields),
  mode: fc.constantFrom(...modes),
  speed: fc.integer({ min: speeds.least, max: speeds.most }),
  warnings: fc.boolean(),
  metric: fc.constantFrom(...metrics),
  rows: fc.constantFrom('places', 'stations'),
  parts: fc.subarray([...boardParts], { minLength: 1 }),
  hasTabs: fc.boolean(),
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
        fc.constantFrom(
          'KR-44 KR-99',
          'map nothing',
          'name name',
          '-1',
          '1e9',
          '108 x 9 12345 108',
        ),
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
        expect(choice.stations.length).toBeLessThanOrEqual(mostStations);
      }),
    );
  });
});

describe('the attributes of a choice', () => {
  const known: Known = {
    places: [],
    stations: [
      { id: '232', name: { ko: '천안', en: 'Cheonan' }, region: 'KR-44', network: 'asos' },
      { id: '565', name: { ko: '시흥', en: 'Siheung' }, region: 'KR-41', network: 'aws' },
    ],
  };
  const chosen: Choice = { ...usualChoice, scope: 'stations', stations: ['565', '232'] };

  test('name stations in their order, and leave out what was chosen of regions', () => {
    const choice: Choice = { ...chosen, regions: ['KR-11'], place: '41390' };

    expect(attributesOf(choice, known)).toEqual({ stations: '565 232' });
  });

  test('name for a board the regions that have its stations, for it knows no others', () => {
    const board: Choice = { ...chosen, element: 'board', rows: 'stations' };

    expect(attributesOf(board, known)).toEqual({ region: '경기 충남', stations: '565 232' });
  });

  test('say of a unit what is not usual, of both elements', () => {
    for (const element of elements) {
      expect(attributesOf({ ...usualChoice, element, unit: 'f' }, known)).toEqual({ unit: 'f' });
    }
  });

  test.each([
    [
      [],
      '전국 서울 부산 대구 인천 광주 대전 울산 경기 강원 충북 충남 전북 전남 경북 경남 제주 세종',
    ],
    [['KR-44'], '충남 전국'],
    [['KR-27', 'KR-47'], '대구+경북 대구 경북 전국'],
  ] as const)('give a board of %j tabs, from which readers come back', (regions, tabs) => {
    const board: Choice = { ...usualChoice, element: 'board', regions, hasTabs: true };

    expect(attributesOf(board, known)).toEqual({ tabs });
    expect(attributesOf({ ...board, element: 'ticker' }, known)).not.toHaveProperty('tabs');
    expect(attributesOf({ ...board, place: '41390' }, known)).not.toHaveProperty('tabs');
  });

  test('forget stations where regions are chosen', () => {
    const choice: Choice = { ...chosen, scope: 'regions', regions: ['KR-44'] };

    expect(attributesOf(choice, known)).toEqual({ region: '충남' });
  });
});
