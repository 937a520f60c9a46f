import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/kma-map/parse.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';

function capture(name: string): Uint8Array {
  return readFileSync(new URL(`captures/${name}`, import.meta.url));
}

test('a line of 2022 is read as a person reads it', () => {
  const { readings } = parse(capture('sfc_web_map-20220818-15-fragment.xml'));

  expect(readings).toEqual([
    {
      station: '90',
      name: '속초',
      observedAt: Date.parse('2022-08-18T15:00:00+09:00'),
      elements: { condition: { value: 'mostly-cloudy' }, temperature: { value: 25.7 } },
    },
  ]);
});

test('unmanned stations of 2017 have a temperature and no condition', () => {
  const { readings } = parse(capture('sfc_web_map-20170804-15-fragment.xml'));

  expect(readings).toHaveLength(6);
  expect(readings[0]?.elements).toEqual({
    condition: { missing: 'upstream-missing' },
    temperature: { value: 28.2 },
  });
  expect(readings[1]?.elements.condition).toEqual({ value: 'partly-cloudy' });
});

test('attributes that come only with rain or snow are neither used nor unknown', () => {
  const batch = parse(capture('sfc_web_map-20160126-16-fragment.xml'));

  expect(batch.unknownKeys).toEqual({});
  expect(batch.readings[0]?.elements.temperature).toEqual({ value: -0.7 });
});

function list(body: string): Uint8Array {
  return new TextEncoder().encode(
    `<current xmlns="current"><weather year="2024" month="11" day="24" hour="07">${body}</weather></current>`,
  );
}

test('an attribute that nobody knows is counted by name', () => {
  expect(
    parse(list('<local stn_id="90" desc="맑음" ta="1.0" uv="3">속초</local>')).unknownKeys,
  ).toEqual({
    uv: 1,
  });
});

test('minus zero is zero', () => {
  const { readings } = parse(list('<local stn_id="90" desc="맑음" ta="-0.0">속초</local>'));

  expect(readings[0]?.elements.temperature).toEqual({ value: 0 });
});

test('blanks around numbers are none of them', () => {
  const text = Buffer.from(capture('sfc_web_map-20220818-15-fragment.xml')).toString('utf8');
  const spaced = text.replace(/(stn_id|year|month|day|hour)="(\d+)"/g, '$1=" $2 "');

  expect(parse(new TextEncoder().encode(spaced))).toEqual(
    parse(capture('sfc_web_map-20220818-15-fragment.xml')),
  );
});

test('a name of a planned station loses its mark', () => {
  expect(parse(list('<local stn_id="177" ta="1.0">홍성(예)</local>')).readings[0]?.name).toBe(
    '홍성',
  );
});

test.each(['NaN', '-', '108', 'null'])('%s is no name', (name) => {
  const { readings } = parse(list(`<local stn_id="90" desc="맑음" ta="1.0">${name}</local>`));

  expect(readings[0]).toMatchObject({ station: '90', name: null });
});

test('markup in a name is no name', () => {
  const { readings } = parse(list('<local stn_id="1" ta="1.0">&lt;script&gt;</local>'));

  expect(readings[0]?.name).toBe(null);
});

test('a row without a station number is left out alone', () => {
  const batch = parse(
    list('<local desc="맑음" ta="1.0">어디</local><local stn_id="90" ta="1.0"/>'),
  );

  expect(batch.readings.map(({ station }) => station)).toEqual(['90']);
  expect(batch.dropped).toEqual({ 'no-station-number': 1 });
});

test('a row stands in the list itself, and nowhere deeper', () => {
  const row = (id: string) => `<local stn_id="${id}" desc="맑음" ta="1.0">속초</local>`;
  const { readings } = parse(list(`${row('90')}<old>${row('95')}</old>`));

  expect(readings.map(({ station }) => station)).toEqual(['90']);
});

test.each([
  ['another document', '<rss/>', 'shape'],
  ['two lists', '<current><weather/><weather/></current>', 'shape'],
  ['an unknown entity', '<current>&nbsp;</current>', 'malformed'],
  ['text without a document', 'Unexpected errors', 'shape'],
  ['a page in upper case', '<HTML><BODY>점검</BODY></HTML>', 'html'],
  ['a nest of elements', '<current>'.repeat(500), 'shape'],
])('%s is refused with code %3$s', (_what, text, code) => {
  const read = () => parse(new TextEncoder().encode(text));

  expect(read).toThrow(SourceError);
  expect(read).toThrow(expect.objectContaining({ code }));
});

describe('rows that are not well-formed', () => {
  const good = (id: number) => `<local stn_id="${id}" desc="맑음" ta="1.0">속초</local>\n`;
  const broken = '<local stn_id="1" desc="맑음 ta="1.0">속초</local>\n';
  const rows = (count: number) => Array.from({ length: count }, (_, at) => good(90 + at)).join('');

  test('a few of them are left out and counted, and the others are read', () => {
    const batch = parse(list(rows(9) + broken));

    expect(batch.readings).toHaveLength(9);
    expect(batch.dropped).toEqual({ 'unreadable-row': 1 });
  });

  test('where they are more than half, the whole list is refused, and how many they are is told', () => {
    expect(() => parse(list(rows(1) + broken.repeat(2)))).toThrow(
      expect.objectContaining({
        code: 'malformed',
        detail: '2 of 3 <local> are not well-formed',
      }),
    );
  });

  test('what is wrong in another way is told as that, and not as rows that are not well-formed', () => {
    const text = '<current><weather year="2024" month="13" day="1" hour="7"/></current>';

    expect(() => parse(new TextEncoder().encode(text))).toThrow(
      expect.objectContaining({ code: 'stamp' }),
    );
  });
});
