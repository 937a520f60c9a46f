import { conditionCodes, type TickerFile, tickerFile } from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTickerFile } from '../../../widget/feed/parse-ticker-file.ts';
import type { TickerSnapshot } from '../../../widget/feed/ticker-snapshot.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

const file = recordedTickerFile();

/** The file with the row of Seoul changed. */
function withSeoul(changes: Readonly<Record<string, unknown>>): unknown {
  return {
    ...file,
    observations: file.observations.map((row) =>
      row.station === '108' ? { ...row, ...changes } : row,
    ),
  };
}

const seoulOf = (value: unknown) =>
  parseTickerFile(value).observations.find(({ station }) => station === '108');

test('the file that these tests are made with is one the schema of the feed accepts', () => {
  expect(tickerFile.safeParse(file).error).toBeUndefined();
});

test('every row of the recording is taken, in its order', () => {
  const { observations } = parseTickerFile(file);
  expect(observations.map(({ station }) => station)).toEqual(
    file.observations.map(({ station }) => station),
  );
  expect(observations.map(({ temperature }) => temperature?.value)).toEqual(
    file.observations.map(({ temperature }) => temperature),
  );
  expect(observations.map(({ condition }) => condition?.value)).toEqual(
    file.observations.map(({ condition }) => condition),
  );
});

test('every condition of the schema is known', () => {
  for (const condition of conditionCodes) {
    expect(seoulOf(withSeoul({ condition }))?.condition?.value).toBe(condition);
  }
});

test('a condition of a later version is no condition, and the temperature stays', () => {
  const seoul = seoulOf(withSeoul({ condition: 'raining-frogs' }));
  expect(seoul?.condition).toBeNull();
  expect(seoul?.temperature?.value).toBe(2.8);
});

test('names of object members are no conditions', () => {
  expect(seoulOf(withSeoul({ condition: 'constructor' }))?.condition).toBeNull();
});

test('a condition keeps the times of its own hour', () => {
  const seoul = seoulOf(
    withSeoul({
      conditionObservedAt: '2024-11-24T06:00:00+09:00',
      conditionExpiresAt: '2024-11-24T08:30:00+09:00',
    }),
  );
  expect(seoul?.condition?.expiresAt).toBe(Date.parse('2024-11-24T08:30:00+09:00'));
  expect(seoul?.temperature?.expiresAt).toBe(Date.parse('2024-11-24T09:30:00+09:00'));
});

describe('a bad row is dropped alone', () => {
  test.each([
    ['a temperature in words', { temperature: '2.8' }],
    ['a sentinel', { temperature: -99.9 }],
    ['a temperature no place on Earth has', { temperature: 70 }],
    ['a temperature that is not finite', { temperature: Number.NaN }],
    ['a condition that is a number', { condition: 3 }],
    ['a value that never expires', { expiresAt: null }],
    ['a value that was never observed', { observedAt: null }],
    ['a value that expires before it is observed', { expiresAt: '2024-11-24T06:00:00+09:00' }],
    ['a value that expires when it is observed', { expiresAt: '2024-11-24T07:00:00+09:00' }],
    ['a time without an offset', { expiresAt: '2024-11-24T09:30:00' }],
    ['a time that is none', { observedAt: 'soon' }],
    ['a station number of letters', { station: 'SEOUL' }],
    ['no name', { name: null }],
    ['an empty name', { name: { ko: ' ', en: 'Seoul' } }],
    ['a name that nobody sees', { name: { ko: '\u200f', en: 'Seoul' } }],
    ['a name as long as a page', { name: { ko: '서'.repeat(41), en: 'Seoul' } }],
    ['an English name as long as a page', { name: { ko: '서울', en: 'S'.repeat(61) } }],
    ['a station number of six digits', { station: '108108' }],
    ['a region that is a number', { region: 11 }],
    ['a region longer than any', { region: 'KR-1111' }],
  ])('%s', (_, changes) => {
    expect(seoulOf(withSeoul(changes))).toBeUndefined();
    expect(parseTickerFile(withSeoul(changes)).observations).toHaveLength(96);
  });
});

test('of more rows than can be, the first are kept', () => {
  const rows = Array.from({ length: 1501 }, (_, index) => ({
    ...file.observations[0],
    station: String(10_000 + index),
  }));
  const { observations } = parseTickerFile({ ...file, observations: rows });
  expect(observations).toHaveLength(1500);
  expect(observations.at(-1)?.station).toBe('11499');
});

test.each([
  ['half of a surrogate pair, which no page can encode', '\ud800'],
  ['what turns the text around', '\u202e'],
  ['a mark of direction', '\u200f'],
  ['a letter of a script that runs to the left', '\u05d0'],
  ['a space without width', '\u200b'],
  ['marks upon a letter', '\u0301'.repeat(30)],
])('%s is left out of a name, and of who made the observations', (_, letters) => {
  const seoul = seoulOf(withSeoul({ name: { ko: `서울${letters}`, en: `${letters}Seoul` } }));
  expect(seoul?.name).toEqual({ ko: '서울', en: 'Seoul' });
  const told = { ...file, attribution: { text: `기상청 제공${letters}`, url: null } };
  expect(parseTickerFile(told).attribution.text).toBe('기상청 제공');
});

test('the names of all stations of the recording stay as they are', () => {
  const names = parseTickerFile(file).observations.map(({ name }) => name);
  expect(names).toEqual(file.observations.map(({ name }) => name));
});

test('times are to the second, so that not every value wakes the page on its own', () => {
  const seoul = seoulOf(withSeoul({ expiresAt: '2024-11-24T09:30:00.999+09:00' }));
  expect(seoul?.temperature?.expiresAt).toBe(Date.parse('2024-11-24T09:30:00+09:00'));
});

test('of two rows of one station the first is kept', () => {
  const twice = {
    ...file,
    observations: [...file.observations, { ...file.observations[0], temperature: 9 }],
  };
  const { observations } = parseTickerFile(twice);
  expect(observations).toHaveLength(97);
  expect(observations[0]?.temperature?.value).toBe(file.observations[0]?.temperature);
});

describe('a bad file is refused with the name of the field', () => {
  test.each<[string, unknown]>([
    ['object', null],
    ['object', 'hello'],
    ['version', { ...file, version: '2.0' }],
    ['mode', { ...file, mode: 'dream' }],
    ['generatedAt', { ...file, generatedAt: 0 }],
    ['ttl', { ...file, ttl: 0 }],
    ['sequence', { ...file, sequence: -1 }],
    ['attribution', { ...file, attribution: { url: 'https://www.weather.go.kr' } }],
    ['observations', { ...file, observations: { length: 97 } }],
    ['sequence', { ...file, sequence: 1e308 }],
    ['version', { ...file, version: [['1.0']] }],
  ])('%s', (field, value) => {
    expect(() => parseTickerFile(value)).toThrow(`not a ticker file: ${field}`);
  });
});

test('a link that does not lead to the web is no link', () => {
  const attribution = { text: '기상청 제공', url: 'javascript:alert(1)' };
  expect(parseTickerFile({ ...file, attribution }).attribution.url).toBeNull();
});

test('a status of a later version hides nothing and promises nothing', () => {
  expect(parseTickerFile({ ...file, status: 'splendid' }).status).toBe('degraded');
});

test('fields of later versions are ignored', () => {
  const later = {
    ...file,
    moon: 'full',
    observations: file.observations.map((row) => ({ ...row, wind: 3 })),
  };
  // Besides what was understood, a snapshot has the file as it came.
  const understood = ({ observations, ...snapshot }: TickerSnapshot) => ({
    ...snapshot,
    file: null,
    observations: observations.map((observation) => ({ ...observation, row: null })),
  });
  expect(understood(parseTickerFile(later))).toEqual(understood(parseTickerFile(file)));
});

test('whatever comes is taken or refused, and nothing else happens', () => {
  const keys = Object.keys(file) as (keyof TickerFile)[];
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.anything(), (key, value) => {
      try {
        parseTickerFile({ ...file, [key]: value });
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
  );
});
