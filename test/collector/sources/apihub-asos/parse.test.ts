import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/apihub-asos/parse.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';

function capture(name: string): string {
  return readFileSync(new URL(`captures/${name}`, import.meta.url), 'utf8');
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Rows that were kept without the lines around them. */
function answer(rows: string): Uint8Array {
  return bytes(`#START7777\n${rows.trimEnd()}\n#7777END\n`);
}

const whole = capture('kma_sfctm2-202511130800.txt');
const [row = ''] = whole.match(/^2025.*$/m) ?? [];

/** The row of Seoul with other cells. */
function withCells(cells: Record<number, string>): string {
  return row
    .split(/\s+/)
    .map((cell, place) => cells[place] ?? cell)
    .join(' ');
}

const derived = (method: string, station: string) => ({ method, from: [station] });
const withdrawn = { withdrawn: true };
const missing = { missing: 'upstream-missing' };

function code(expected: string) {
  return expect.objectContaining({ name: 'SourceError', code: expected });
}

describe('a capture is read as a person reads it:', () => {
  test('Seoul on a November morning', () => {
    expect(parse(bytes(whole))).toEqual({
      readings: [
        {
          station: '108',
          name: null,
          observedAt: Date.parse('2025-11-13T08:00:00+09:00'),
          elements: {
            condition: { value: 'overcast', derived: derived('cloud-amount', '108') },
            temperature: { value: 8.1 },
            dewPoint: { value: 5 },
            humidity: { value: 81 },
            windSpeed: { value: 2.6 },
            windDirection: { value: 50 },
            pressure: { value: 1021 },
            rain: { value: 0 },
            rainDay: withdrawn,
            snowDepth: withdrawn,
            visibility: { value: 10.74 },
            cloud: { value: 9 },
          },
        },
      ],
      dropped: {},
      unknownWords: {},
      unknownKeys: {},
    });
  });

  test('two automatic stations on an August afternoon', () => {
    const { readings } = parse(answer(capture('kma_sfctm2-202608031500-rows.txt')));

    expect(readings.map(({ station, elements }) => [station, elements])).toEqual([
      [
        '90',
        {
          condition: { value: 'mostly-cloudy', derived: derived('cloud-amount', '90') },
          temperature: { value: 28.4 },
          dewPoint: { value: 25.6 },
          humidity: { value: 85 },
          windSpeed: { value: 2.1 },
          windDirection: { value: 20 },
          pressure: { value: 1012.1 },
          rain: { value: 0 },
          rainDay: withdrawn,
          snowDepth: withdrawn,
          visibility: { value: 33 },
          cloud: { value: 6 },
        },
      ],
      [
        '100',
        {
          condition: { value: 'partly-cloudy', derived: derived('cloud-amount', '100') },
          temperature: { value: 27.3 },
          dewPoint: { value: 23.9 },
          humidity: { value: 82 },
          windSpeed: { value: 3.5 },
          windDirection: { value: 70 },
          pressure: { value: 1010.7 },
          rain: { value: 0 },
          rainDay: withdrawn,
          snowDepth: withdrawn,
          visibility: { value: 25.39 },
          cloud: { value: 5 },
        },
      ],
    ]);
  });

  test('a dry hour of a day with rain', () => {
    const { readings } = parse(answer(capture('kma_sfctm2-202509282000-rows.txt')));

    expect(readings[0]?.elements).toMatchObject({
      temperature: { value: 19.8 },
      windDirection: { value: 320 },
      rain: { value: 0 },
      rainDay: { value: 44.5 },
      visibility: { value: 29.07 },
      condition: { value: 'mostly-cloudy' },
    });
  });

  test('eleven hours of Seoul, six of them in mist', () => {
    const text = capture('kma_sfctm3-20151211-rows.txt');
    const { readings } = parse(bytes(`${text.trimEnd()}\n#7777END\n`));

    const mist = { value: 'mist', derived: derived('present-weather', '108') };
    const sky = (value: string) => ({ value, derived: derived('cloud-amount', '108') });
    expect(readings.map(({ elements }) => elements.condition)).toEqual([
      ...Array(6).fill(mist),
      sky('mostly-cloudy'),
      sky('mostly-cloudy'),
      sky('mostly-cloudy'),
      sky('clear'),
      sky('clear'),
    ]);
    expect(readings.map(({ elements }) => elements.cloud)).toEqual(
      [-9, -9, 3, 4, 3, 6, 6, 6, 6, 1, 0].map((value) => (value < 0 ? missing : { value })),
    );
    expect(readings.map(({ observedAt }) => new Date(observedAt).getUTCHours())).toEqual([
      16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2,
    ]);
  });
});

describe('a mark for a missing value never becomes a value:', () => {
  test.each([
    ['a temperature of -99.0', { 11: '-99.0' }, 'temperature', missing],
    [
      'a temperature of -9.0 beside other values is real',
      { 11: '-9.0' },
      'temperature',
      { value: -9 },
    ],
    ['a dew point of -9.0 beside a humidity is real', { 12: '-9.0' }, 'dewPoint', { value: -9 }],
    ['a dew point of -9.0 without humidity', { 12: '-9.0', 13: '-9.0' }, 'dewPoint', missing],
    [
      'a temperature of -9.0 where the whole instrument is silent',
      { 11: '-9.0', 12: '-9.0', 13: '-9.0' },
      'temperature',
      missing,
    ],
    ['a humidity of -9.0', { 13: '-9.0' }, 'humidity', missing],
    ['a wind of -9.0', { 3: '-9.0' }, 'windSpeed', missing],
    ['a wind direction of -9', { 2: '-9' }, 'windDirection', missing],
    ['a calm wind', { 2: '0' }, 'windDirection', { value: 0 }],
    ['a wind from the north', { 2: '36' }, 'windDirection', { value: 360 }],
    ['a pressure of -9.0', { 8: '-9.0' }, 'pressure', missing],
    ['a visibility of -9', { 32: '-9' }, 'visibility', missing],
    ['a visibility of 9999, which no sensor sees', { 32: '9999' }, 'visibility', missing],
    ['the best visibility', { 32: '5000' }, 'visibility', { value: 50 }],
    ['a cloud amount of -9', { 25: '-9' }, 'cloud', missing],
    [
      'rain of an hour in summer',
      { 0: '202507010800', 15: '1.5', 44: '1' },
      'rain',
      { value: 1.5 },
    ],
    ['rain of three hours in winter', { 15: '4.5', 16: '6.0', 44: '1' }, 'rain', withdrawn],
    ['a summer without any mark', { 0: '202507010800', 44: '-9' }, 'rain', withdrawn],
    ['no rain, as IR says', { 44: '3' }, 'rain', { value: 0 }],
    ['a gauge that IR calls silent', { 44: '4' }, 'rain', missing],
    ['a gauge that IR calls silent on a wet day', { 16: '3.0', 44: '4' }, 'rain', missing],
    ['a temperature with a sign of minus', { 11: '−2.8' }, 'temperature', { value: -2.8 }],
    ['a temperature with a comma', { 11: '2,8' }, 'temperature', { value: 2.8 }],
    ['a temperature with its unit', { 11: '2.8℃' }, 'temperature', { value: 2.8 }],
    ['a trace of rain', { 15: '0.0', 16: '0.0' }, 'rain', { value: 0 }],
    ['a gauge of -99.0', { 15: '-99.0' }, 'rain', missing],
    ['snow', { 21: '12.3' }, 'snowDepth', { value: 12.3 }],
    ['minus zero', { 11: '-0.0' }, 'temperature', { value: 0 }],
  ] as const)('%s', (_what, cells, element, expected) => {
    const { readings } = parse(answer(withCells(cells)));

    expect(readings[0]?.elements[element]).toEqual(expected);
  });
});

describe('the condition', () => {
  test.each([
    ['mist', '19'],
    ['rain', '1901'],
    ['snow-shower', '050840'],
    ['sleet', '0601'],
    ['hail', '0113'],
    ['dust', '4042'],
    ['haze', '40'],
    ['drizzle', '02'],
    ['shower', '04'],
    ['snow-grains', '11'],
  ])('%s is what matters most in %s', (value, numbers) => {
    const { readings } = parse(answer(withCells({ 24: numbers })));

    expect(readings[0]?.elements.condition).toEqual({
      value,
      derived: derived('present-weather', '108'),
    });
  });

  test('of numbers that nobody knows is the sky, and they are counted', () => {
    const batch = parse(answer(withCells({ 24: '7788' })));

    expect(batch.unknownWords).toEqual({ 'WW 77': 1, 'WW 88': 1 });
    expect(batch.readings[0]?.elements.condition).toMatchObject({ value: 'overcast' });
  });

  test('of numbers that nobody knows is not the sky where nobody can see it', () => {
    const { readings } = parse(answer(withCells({ 24: '77', 32: '20' })));

    expect(readings[0]?.elements.condition).toEqual({ missing: 'unknown-word' });
  });

  test('is missing without present weather and cloud', () => {
    const { readings } = parse(answer(withCells({ 25: '-9' })));

    expect(readings[0]?.elements.condition).toEqual(missing);
  });
});

describe('a bad row is left out alone:', () => {
  const other = withCells({ 1: '90' });

  test('one with a cell too few', () => {
    const batch = parse(answer(`${row}\n${other.split(' ').slice(0, 45).join(' ')}`));

    expect(batch.readings.map(({ station }) => station)).toEqual(['108']);
    expect(batch.dropped).toEqual({ 'unreadable-row': 1 });
  });

  test('one without a station number', () => {
    expect(parse(answer(`${row}\n${withCells({ 1: 'abc' })}`)).dropped).toEqual({
      'no-station-number': 1,
    });
  });

  test('the second of a station', () => {
    const batch = parse(answer(`${row}\n${withCells({ 11: '40.0' })}`));

    expect(batch.readings.map(({ elements }) => elements.temperature)).toEqual([{ value: 8.1 }]);
    expect(batch.dropped).toEqual({ 'duplicate-station': 1 });
  });

  test('one with a time that does not exist', () => {
    expect(parse(answer(`${other}\n${withCells({ 0: '202511310800' })}`)).dropped).toEqual({
      'unreadable-row': 1,
    });
  });
});

test('hour 24 is the next day', () => {
  const { readings } = parse(answer(withCells({ 0: '202511132400' })));

  expect(readings[0]?.observedAt).toBe(Date.parse('2025-11-14T00:00:00+09:00'));
});

test('rows with commas are the same rows', () => {
  const { readings } = parse(answer(`${row.split(/\s+/).join(', ')},=`));

  expect(readings).toEqual(parse(bytes(whole)).readings);
});

test.each([
  ['a column less in every row', answer(row.replace(/ 2\.6 /, ' ')), 'shape'],
  ['a column more in every row', answer(row.replace(/ 2\.6 /, ' 2.6 1 ')), 'shape'],
  [
    'values one column to the right',
    answer(row.replace(' 108 ', ' 108 7 ').replace(/ \d$/, '')),
    'shape',
  ],
  ['values one column to the left', answer(`${row.replace('  2.6 ', ' ')} 1`), 'shape'],
  ['a renamed column', bytes(whole.replace('    TA ', '    TX ')), 'shape'],
  ['two columns exchanged in the header', bytes(whole.replace('TA    TD', 'TD    TA')), 'shape'],
  ['a header without the last column', bytes(whole.replace(' IR IX', ' IR')), 'shape'],
  ['another unit', bytes(whole.replace('m/s', ' kt')), 'shape'],
  ['sums of rain exchanged', bytes(whole.replace('DAY    JUN', 'JUN    DAY')), 'shape'],
  ['times that do not exist', answer(withCells({ 0: '202513130800' })), 'stamp'],
  ['no row', bytes(whole.replace(row, '')), 'no-data'],
  ['no row and no end line', bytes(whole.replace(/2025[\s\S]*/, '')), 'no-data'],
  [
    'no value',
    answer(
      row
        .replace(/\d{2}\.\d|\d{3,4}\.\d| \d+\.\d\d?/g, ' -9.0')
        .replace(/ 9 {3}9/, ' -9 -9')
        .replace('1074', '-9')
        .replace(/ 108 +5/, ' 108 -9')
        .replace(/ 8\.1| 5\.0/g, ' -99.0'),
    ),
    'no-data',
  ],
  ['no station number', answer(withCells({ 1: '-' })), 'empty'],
  ['a missing end line', bytes(whole.replace('#7777END', '')), 'malformed'],
  ['half an answer', bytes(whole.slice(0, whole.length - 40)), 'malformed'],
  ['rows after the end', bytes(`${whole}${row}\n`), 'malformed'],
  ['nothing', bytes(' \n'), 'malformed'],
  ['bytes of no encoding', Uint8Array.of(0x23, 0xff, 0xff, 0x0a), 'encoding'],
  ['a page', bytes('<!DOCTYPE html>\n<html><body>…</body></html>'), 'html'],
  ['a page about maintenance', encodeEucKr('<html>시스템 점검 중입니다</html>'), 'upstream-fault'],
  ['a document type', bytes('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'), 'doctype'],
  ['other XML', bytes('<OpenAPI_ServiceResponse/>'), 'shape'],
  ['prose', bytes('Unexpected errors'), 'shape'],
  ['half an error', bytes('{"result":{"status":4'), 'malformed'],
  ['an object that is no error', bytes('{"result":{"status":200}}'), 'shape'],
  ['a bad key', bytes(capture('error-401.json')), 'auth'],
  ['a service not applied for', encodeEucKr(capture('error-403.json')), 'auth'],
  ['an unknown service', bytes(capture('error-404.json')), 'gone'],
])('%s is refused', (_what, input, expected) => {
  expect(() => parse(input)).toThrow(code(expected));
});

test.each([
  ['UTF-8', (text: string) => new TextEncoder().encode(text)],
  ['EUC-KR', encodeEucKr],
])('comments in %s may hold any syllable', (_encoding, encode) => {
  const { readings } = parse(encode(whole.replace('# YY', '# 관측소 쀍 똠 햏\n# YY')));

  expect(readings).toHaveLength(1);
});
