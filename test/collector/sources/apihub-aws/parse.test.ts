import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/apihub-aws/parse.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';

const whole = capture('nph-aws2_min-202608211810.txt');

function capture(name: string): string {
  return readFileSync(new URL(`captures/${name}`, import.meta.url), 'utf8');
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const [row = ''] = whole.match(/^\d+,401.*$/m) ?? [];

/** The row of 401 with other cells, alone in an answer without header. */
function answer(cells: Record<number, string>): Uint8Array {
  return bytes(`#START7777\n${withCells(cells)}\n#7777END\n`);
}

function withCells(cells: Record<number, string>): string {
  return row
    .split(',')
    .map((cell, place) => cells[place] ?? cell)
    .join(',');
}

const missing = { missing: 'upstream-missing' };
const noElement = {
  temperature: missing,
  dewPoint: missing,
  humidity: missing,
  windSpeed: missing,
  windDirection: missing,
  pressure: missing,
  rain: missing,
  rainDay: missing,
};

test('a capture is read as a person reads it', () => {
  const observedAt = Date.parse('2026-08-21T18:10:00+09:00');

  expect(parse(bytes(whole))).toEqual({
    readings: [
      {
        station: '400',
        name: null,
        observedAt,
        elements: {
          condition: { withdrawn: true },
          temperature: { value: 27.4 },
          dewPoint: { value: 21.6 },
          humidity: { value: 70 },
          windSpeed: { value: 1.4 },
          windDirection: { value: 227 },
          pressure: { value: 1005.5 },
          rain: { value: 0 },
          rainDay: { value: 3.5 },
        },
      },
      {
        station: '401',
        name: null,
        observedAt,
        elements: {
          condition: { value: 'rain', derived: { method: 'gauge', from: ['401'] } },
          temperature: { value: 27.9 },
          dewPoint: { value: 22.5 },
          humidity: { value: 73 },
          windSpeed: { value: 0.9 },
          windDirection: { value: 185 },
          pressure: { value: 1005 },
          rain: { value: 1.5 },
          rainDay: { value: 5 },
        },
      },
      { station: '887', name: null, observedAt, elements: noElement },
    ],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  });
});

test('a minute that is not in yet is no data', () => {
  expect(() => parse(bytes(capture('nph-aws2_min-202608211810-placeholder.txt')))).toThrow(
    expect.objectContaining({ code: 'no-data' }),
  );
});

test('rows of fixed width are the same rows', () => {
  const spaced = whole.replace(/^\d.*$/gm, (line) =>
    line
      .replace(',=', '')
      .split(',')
      .map((cell) => cell.padStart(7))
      .join(''),
  );

  expect(parse(bytes(spaced))).toEqual(parse(bytes(whole)));
});

describe('the header', () => {
  test('may call the direction of the wind WS10, as it did until 2023', () => {
    expect(parse(bytes(whole.replace('WD10', 'WS10')))).toEqual(parse(bytes(whole)));
  });

  test('may be missing', () => {
    expect(parse(bytes(whole.replace(/^# .*\n/gm, '')))).toEqual(parse(bytes(whole)));
  });

  test('may name a new column, which is counted', () => {
    const wider = whole
      .replace(/^# YY.*$/m, '$&     UV')
      .replace(/^# {8}KST.*$/m, '$&      1')
      .replace(/,=$/gm, ',3.0,=');
    const batch = parse(bytes(wider));

    expect(batch.unknownKeys).toEqual({ UV: 1 });
    expect(batch.readings).toEqual(parse(bytes(whole)).readings);
  });

  test('may name the columns in another order, which the rows follow', () => {
    const turned = whole
      .replace('PS     TD', 'TD     PS')
      .replace('hPa    hPa     C', 'hPa     C    hPa')
      .replace(/,([^,]*),([^,]*),=$/gm, ',$2,$1,=');

    expect(parse(bytes(turned))).toEqual(parse(bytes(whole)));
  });
});

describe('the gauge', () => {
  test.each([
    ['sensor says so', { 9: '1.0', 10: '0.0' }, { value: 'rain' }],
    ['sensor counts', { 9: '53', 10: '0.0' }, { value: 'rain' }],
    ['sensor is silent and it rained', { 9: '-99.9', 10: '0.5' }, { value: 'rain' }],
    ['sensor is dry, though it rained before', { 9: '0.0', 10: '0.5' }, { withdrawn: true }],
    ['sensor is stuck at dry', { 9: '0.0', 10: '12.5', 11: '31.0' }, { value: 'rain' }],
    ['sensor is stuck at wet', { 9: '1.0', 10: '0.0', 11: '0.0', 14: '35.0' }, { withdrawn: true }],
    ['sensor is silent and it was dry', { 9: '-99.9', 10: '0.0' }, { withdrawn: true }],
    ['nothing is known', { 9: '-99.9', 10: '-99.9' }, undefined],
    ['it is cold', { 8: '-3.0' }, { value: 'snow' }],
    ['it is cold and the air unmeasured', { 8: '2.0', 14: '-99.9' }, { value: 'sleet' }],
  ])('where the %s', (_what, cells, expected) => {
    const [reading] = parse(answer(cells)).readings;

    if (expected === undefined) expect(reading?.elements).not.toHaveProperty('condition');
    else expect(reading?.elements.condition).toMatchObject(expected);
  });
});

describe('the value of', () => {
  test.each([
    ['a frosty night', { 8: '-9.0' }, 'temperature', { value: -9 }],
    ['the lowest temperature', { 8: '-49.9' }, 'temperature', { value: -49.9 }],
    ['-50, as KMA says', { 8: '-50.0' }, 'temperature', missing],
    ['a mark of pressure', { 16: '-99.7' }, 'pressure', missing],
    ['a pressure of zero', { 16: '0.0' }, 'pressure', missing],
    ['a negative humidity', { 14: '-9.9' }, 'humidity', missing],
    ['a negative rain', { 11: '-9.0' }, 'rain', missing],
    ['a blank', { 8: '' }, 'temperature', missing],
    ['a dash', { 8: '-' }, 'temperature', missing],
    ['a point', { 8: '.' }, 'temperature', missing],
    ['a sign of minus', { 8: '−2.8' }, 'temperature', { value: -2.8 }],
    ['digits of full width', { 8: '２．８' }, 'temperature', { value: 2.8 }],
    ['a unit', { 8: '2.8℃' }, 'temperature', { value: 2.8 }],
    ['wind from 0', { 6: '0.0' }, 'windDirection', { value: 360 }],
    ['wind from 360', { 6: '360.0' }, 'windDirection', { value: 360 }],
    ['calm at 0', { 6: '0.0', 7: '0.0' }, 'windDirection', { value: 0 }],
    ['calm at 360', { 6: '360.0', 7: '0.1' }, 'windDirection', { value: 0 }],
    ['minus zero', { 8: '-0.0' }, 'temperature', { value: 0 }],
  ] as const)('%s', (_what, cells, element, expected) => {
    expect(parse(answer(cells)).readings[0]?.elements[element]).toEqual(expected);
  });
});

test('a station without barometer at freezing point in calm, dry air keeps its values', () => {
  const cells = Object.fromEntries(Array.from({ length: 16 }, (_, place) => [place + 2, '0.0']));
  const { readings } = parse(answer({ ...cells, 15: '-999.0', 16: '-999.0' }));

  expect(readings[0]?.elements.temperature).toEqual({ value: 0 });
});

describe('a bad row is left out alone:', () => {
  test.each([
    ['one with a cell too few', row.replace(',0.5', ''), 'unreadable-row'],
    ['one with an exponent', row.replace(/27\.9|26\.\d/, '1e5'), 'unreadable-row'],
    ['one with a comma in a number', row.replace(',27.9,', ',27,9,'), 'unreadable-row'],
    ['one without a number', row.replace(',401,', ',,'), 'no-station-number'],
    ['the second of a station', row, 'duplicate-station'],
    ['one that a page breaks into', '<html><body>', 'unreadable-row'],
    [
      'one of nothing but zeros, as broken loggers send',
      `202608211810,402,${Array(16).fill('0.0').join(',')},=`,
      'unreadable-row',
    ],
  ])('%s', (_what, bad, reason) => {
    const batch = parse(bytes(whole.replace('#7777END', `${bad}\n#7777END`)));

    expect(batch.readings).toEqual(parse(bytes(whole)).readings);
    expect(batch.dropped).toEqual({ [reason]: 1 });
  });
});

test.each([
  ['a column less in every row', bytes(whole.replace(/,70\.0|,73\.0|,-99\.9/g, '')), 'shape'],
  ['a column more in every row', bytes(whole.replace(/^(\d+,\d+)/gm, '$1,0.0')), 'shape'],
  [
    'values one column to the right',
    bytes(whole.replace(/^(\d+,\d+)(.*),[^,]*,=/gm, '$1,0.0$2,=')),
    'shape',
  ],
  ['a renamed column', bytes(whole.replace('     TA', '    T1M')), 'shape'],
  ['a column named twice', bytes(whole.replace('   WSS', '    TA')), 'shape'],
  ['another unit', bytes(whole.replace('      C      1', '      F      1')), 'shape'],
  [
    'rows that begin with something else',
    bytes(whole.replace('YYMMDDHHMI   STN', 'STN   YYMMDDHHMI')),
    'shape',
  ],
  ['a time that does not exist', answer({ 0: '202608212560' }), 'stamp'],
  ['no row', bytes(whole.replace(/^\d.*\n/gm, '')), 'no-data'],
  ['half an answer', bytes(whole.slice(0, 600)), 'malformed'],
  ['a page', bytes('<html></html>'), 'html'],
  [
    'a used-up quota',
    encodeEucKr('{"result":{"status":403,"message":"일일 최대 호출 건수 제한"}}'),
    'quota',
  ],
])('%s is refused', (_what, input, expected) => {
  expect(() => parse(input)).toThrow(
    expect.objectContaining({ name: 'SourceError', code: expected }),
  );
});
