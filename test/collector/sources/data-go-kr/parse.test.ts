import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nowcastCells } from '../../../../collector/sources/data-go-kr/cells.ts';
import { parse } from '../../../../collector/sources/data-go-kr/parse.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';
import { formatPortalAnswer, type PortalFields } from '../../../upstream/formats/data-go-kr.ts';

const observedAt = Date.parse('2026-08-21T15:00:00+09:00');

function capture(name: string): string {
  return readFileSync(new URL(`captures/${name}`, import.meta.url), 'utf8');
}

const nowcast = capture('getUltraSrtNcst-20260821-1500-60-127.json');

/** Only station 408, Dongdaemun, stands in it. */
const dongdaemun = { nx: 61, ny: 127 };

function read(body: string | Uint8Array, cell = dongdaemun) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return parse(bytes, cell);
}

type Values = Readonly<Record<string, string | number>>;

const dry: Values = {
  PTY: '0',
  REH: '73',
  RN1: '0',
  T1H: '30.1',
  UUU: '1.2',
  VEC: '250',
  VVV: '0.4',
  WSD: '1.3',
};

function itemsOf(values: Values): PortalFields[] {
  const base = { baseDate: '20260821', baseTime: '1500', nx: 61, ny: 127 };
  return Object.entries(values).map(([category, obsrValue]) => ({ ...base, category, obsrValue }));
}

function answer(values: Values): string {
  return formatPortalAnswer(itemsOf(values), 'JSON');
}

function conditionOf(values: Values) {
  return read(answer(values)).readings.find(({ station }) => station === '408')?.elements.condition;
}

function derived(value: string) {
  return { value, derived: { method: 'grid-cell', from: ['408'] } };
}

test('a dry cell withdraws the condition of each automatic station in it', () => {
  const moved = nowcast.replaceAll('"nx": 60', '"nx": 61');

  expect(read(moved)).toEqual({
    readings: [
      {
        station: '408',
        name: null,
        observedAt,
        elements: { condition: { withdrawn: true } },
      },
    ],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  });
});

test('the capture of a cell without an automatic station is read and says nothing', () => {
  expect(read(nowcast, { nx: 60, ny: 127 })).toEqual({
    readings: [],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  });
});

test.each([
  ['1', 'rain'],
  ['2', 'sleet'],
  ['3', 'snow'],
  ['4', 'shower'],
  ['5', 'drizzle'],
  ['6', 'sleet'],
  ['7', 'snow'],
  [7, 'snow'],
  ['1.0', 'rain'],
])('kind of precipitation %j is %s', (PTY, condition) => {
  expect(conditionOf({ ...dry, PTY })).toEqual(derived(condition));
});

test.each(['-900', '-999', '-998.9', '900', '9999', '', '-', '.', 'null', '&nbsp;'])(
  'kind of precipitation %j is missing',
  (PTY) => {
    expect(conditionOf({ ...dry, PTY })).toEqual({ missing: 'upstream-missing' });
  },
);

test('null is missing', () => {
  const text = answer(dry).replace('"PTY","obsrValue":"0"', '"PTY","obsrValue":null');

  expect(read(text).readings[0]?.elements.condition).toEqual({ missing: 'upstream-missing' });
});

test.each(['-50', '-999', '-'])('nothing of a cell with temperature %j is believed', (T1H) => {
  expect(conditionOf({ ...dry, T1H })).toEqual({ missing: 'upstream-missing' });
});

test('a kind of precipitation that is not known is counted and not guessed', () => {
  const { readings, unknownWords } = read(answer({ ...dry, PTY: '8' }));

  expect(readings[0]?.elements.condition).toEqual({ missing: 'unknown-word' });
  expect(unknownWords).toEqual({ 'PTY 8': 1 });
});

test.each([
  ['1', 'clear'],
  ['3', 'mostly-cloudy'],
  ['4', 'overcast'],
])('a sky %s of a dry cell is %s', (SKY, condition) => {
  expect(conditionOf({ ...dry, SKY })).toEqual(derived(condition));
});

test('rain hides the sky', () => {
  expect(conditionOf({ ...dry, PTY: '1', SKY: '4' })).toEqual(derived('rain'));
});

test('a sky that is not known is counted and no sky', () => {
  const { readings, unknownWords } = read(answer({ ...dry, SKY: '2' }));

  expect(readings[0]?.elements.condition).toEqual({ withdrawn: true });
  expect(unknownWords).toEqual({ 'SKY 2': 1 });
});

test('the analysis of temperature, humidity, rain and wind is not taken for observations', () => {
  expect(Object.keys(read(answer(dry)).readings[0]?.elements ?? {})).toEqual(['condition']);
});

test('categories and keys that nobody knows are counted by name', () => {
  const items = itemsOf({ ...dry, LGT: '0' }).map((item) => ({ ...item, stn: 1 }));

  expect(read(formatPortalAnswer(items, 'JSON')).unknownKeys).toEqual({ LGT: 1, stn: 9 });
});

test('of two values of a category the first counts', () => {
  const items = [...itemsOf({ ...dry, PTY: '3' }), ...itemsOf({ PTY: '1' })];
  const { readings, dropped } = read(formatPortalAnswer(items, 'JSON'));

  expect(readings[0]?.elements.condition).toEqual(derived('snow'));
  expect(dropped).toEqual({ 'unreadable-row': 1 });
});

test.each(['JSON', 'XML'] as const)('%s in EUC-KR under the wrong claim is read', (form) => {
  const items = itemsOf(dry).map((item) => ({ ...item, place: '똠방각하' }));
  const batch = read(encodeEucKr(formatPortalAnswer(items, form)));

  expect(batch.readings).toHaveLength(1);
  expect(batch.unknownKeys).toEqual({ place: 8 });
});

test('numbers and texts are the same for every key', () => {
  const items = itemsOf(dry).map((item) => ({
    ...item,
    baseDate: 20260821,
    baseTime: 600,
    nx: '61',
    ny: '127',
  }));

  expect(read(formatPortalAnswer(items, 'JSON')).readings[0]?.observedAt).toBe(
    Date.parse('2026-08-21T06:00:00+09:00'),
  );
});

test('hour 24 is the next day', () => {
  const text = answer(dry).replaceAll('"1500"', '"2400"');

  expect(read(text).readings[0]?.observedAt).toBe(Date.parse('2026-08-22T00:00:00+09:00'));
});

describe('an answer is refused', () => {
  test.each([
    ['of another cell', answer(dry).replaceAll('"ny":127', '"ny":128'), 'shape'],
    ['with one item of another cell', answer(dry).replace('"nx":61', '"nx":60'), 'shape'],
    ['with a cell that is no number', answer(dry).replaceAll('"nx":61', '"nx":"x"'), 'shape'],
    ['without precipitation', answer({ T1H: '1' }), 'shape'],
    ['with a renamed key', answer(dry).replaceAll('obsrValue', 'value'), 'shape'],
    ['that is a forecast', capture('getUltraSrtFcst-20260821-1530-60-127.json'), 'shape'],
    ['of several hours', answer(dry).replace('"1500"', '"1600"'), 'shape'],
    ['that is cut at a page', answer(dry).replace('"totalCount":8', '"totalCount":9'), 'shape'],
    ['of day 32', answer(dry).replaceAll('20260821', '20260832'), 'stamp'],
    ['of hour 25', answer(dry).replaceAll('"1500"', '"2500"'), 'stamp'],
    ['of no time', answer(dry).replaceAll('"1500"', '"now"'), 'stamp'],
    ['without items', formatPortalAnswer([], 'JSON'), 'no-data'],
    ['that has no data', capture('no-data-20260821.json'), 'no-data'],
    ['that refuses the key', capture('error-30-2026.xml'), 'auth'],
    ['that breaks off', nowcast.slice(0, -20), 'malformed'],
    ['that is a page', '<!doctype html><html></html>', 'html'],
  ])('%s, with code %3$s', (_what, text, code) => {
    expect(() => read(text)).toThrow(SourceError);
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});

test('whatever happens to the bytes, only SourceError or a sound batch comes out', () => {
  const bytes = new TextEncoder().encode(answer({ ...dry, PTY: '1' }));
  const edits = fc.array(
    fc.tuple(fc.nat(bytes.length - 1), fc.constantFrom('set', 'cut', 'twice'), fc.nat(255)),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(edits, (list) => {
      let changed = [...bytes];
      for (const [at, edit, byte] of list) {
        if (edit === 'set') changed[at] = byte;
        else if (edit === 'cut') changed = changed.slice(0, at);
        else changed.splice(at, 0, ...changed.slice(at, at + byte));
      }
      try {
        const { readings } = read(Uint8Array.from(changed, (byte) => byte ?? 0));
        for (const { station, observedAt, elements } of readings) {
          expect(station).toBe('408');
          expect(Number.isFinite(observedAt)).toBe(true);
          expect(Object.keys(elements)).toEqual(['condition']);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(SourceError);
      }
    }),
    { numRuns: 500 },
  );
});

test('every cell that is asked for has a station that stands for its town', () => {
  expect(nowcastCells.length).toBeGreaterThan(80);
  expect(nowcastCells.every(({ stations }) => stations.length > 0)).toBe(true);
});
