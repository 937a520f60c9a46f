import { readFileSync } from 'node:fs';
import { conditionOfKmaWord } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { decodeText } from '../../../../collector/sources/formats/decode-text.ts';
import { parse } from '../../../../collector/sources/kma-city/parse.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';

function capture(name: string): Uint8Array {
  return readFileSync(new URL(`captures/${name}`, import.meta.url));
}

const table = capture('city-obs-20260925-1900.table.txt');
const page = decodeText('kma-city', table);
const bytes = (text: string) => new TextEncoder().encode(text);
const change = (from: string | RegExp, to: string) => bytes(page.replace(from, to));
const seoul = (input: Uint8Array) => parse(input).readings.find(({ station }) => station === '108');

const directions = new Map(
  '정온 북북동 북동 동북동 동 동남동 남동 남남동 남 남남서 남서 서남서 서 서북서 북서 북북서 북'
    .split(' ')
    .map((word, index) => [word, index * 22.5]),
);

test('every row of 2026-09-25 19:00 is read as a person reads it', () => {
  const lines = decodeText('kma-city', capture('city-obs-20260925-1900.csv')).trim().split('\n');
  const missing = { missing: 'upstream-missing' };
  const value = (text: string | undefined) => (text ? { value: Number.parseFloat(text) } : missing);

  const expected = lines.slice(1).map((line) => {
    const [station = '', name = '', word = '', ...cells] = line.trim().split(',');
    const [visibility, cloud, , temperature, dewPoint, feelsLike, rain, humidity, ...rest] = cells;
    const [direction = '', speed, pressure] = rest;
    return {
      station,
      name,
      observedAt: Date.parse('2026-09-25T19:00:00+09:00'),
      elements: {
        visibility: value(visibility),
        temperature: value(temperature),
        dewPoint: value(dewPoint),
        feelsLike: value(feelsLike),
        humidity: value(humidity),
        windDirection: direction === '' ? missing : { value: directions.get(direction) },
        windSpeed: value(speed),
        pressure: value(pressure),
        rainDay: rain ? value(rain) : { withdrawn: true },
        ...(cloud ? { cloud: value(cloud) } : {}),
        ...(word ? { condition: { value: conditionOfKmaWord(word) } } : {}),
      },
    };
  });

  expect(expected).toHaveLength(97);
  expect(parse(table)).toEqual({
    readings: expected,
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  });
});

test('a blank of the day rain is neither zero nor the rain of before', () => {
  const gosan = parse(table).readings.find(({ station }) => station === '185');

  expect(gosan?.elements.rainDay).toEqual({ withdrawn: true });
});

test('cloud without a word gives the sky, marked as derived', () => {
  const input = change(
    /(stn=108">서울<\/a><\/td>\s*<td>)약한 비 연속적(<[\s\S]*?<td>)10</,
    '$1&nbsp;$2 4<',
  );

  const { condition, cloud } = seoul(input)?.elements ?? {};

  expect(cloud).toEqual({ value: 4 });
  expect(condition).toEqual({
    value: 'partly-cloudy',
    derived: { method: 'cloud-amount', from: ['108'] },
  });
});

test('an unknown word is counted and is no condition, whatever the cloud', () => {
  const batch = parse(change(/약한 비 연속적/g, '유성우'));

  expect(batch.unknownWords).toEqual({ 유성우: 9 });
  expect(batch.readings.find(({ station }) => station === '108')?.elements.condition).toEqual({
    missing: 'unknown-word',
  });
});

test('the page in EUC-KR is read as well', () => {
  expect(parse(encodeEucKr(page))).toEqual(parse(table));
});

test.each(['쀍', '똠', '햏'])('the syllable %s is read in both encodings', (syllable) => {
  const text = page.replace('>서울<', `>${syllable}<`);

  expect(seoul(bytes(text))?.name).toBe(syllable);
  expect(seoul(encodeEucKr(text))?.name).toBe(syllable);
});

test('hour 24 is the next day', () => {
  expect(seoul(change('2026.09.25.19:00', '2026.09.25.24:00'))?.observedAt).toBe(
    Date.parse('2026-09-26T00:00:00+09:00'),
  );
});

test.each(['2026.02.30.19:00', '2026.09.25.25:00', '2026.09.25.', '', '----.--.--.--:--'])(
  'the time %j is refused',
  (stamp) => {
    expect(() => parse(change('2026.09.25.19:00', stamp))).toThrow(
      expect.objectContaining({ code: 'stamp' }),
    );
  },
);

test('the discomfort index of old summers is no feels-like temperature', () => {
  const batch = parse(change('체감<br/>온도', '불쾌<br/>지수'));

  expect(batch.unknownKeys).toEqual({});
  expect(batch.readings.some(({ elements }) => elements.feelsLike !== undefined)).toBe(false);
});

test('a column that nobody knows is counted by name', () => {
  const text = page
    .replace('<th scope="col" headers="headers-press">', '<th>일사</th>$&')
    .replace(/(<script>writeWindSpeed\([^<]*<\/script><\/td>)/g, '$1<td>1.2</td>');

  const batch = parse(bytes(text));

  expect(batch.unknownKeys).toEqual({ 일사: 1 });
  expect(batch.readings).toEqual(parse(table).readings);
});

test('rows whose station is named in a header cell are read', () => {
  const text = page.replace(/<td>(<a href="city-obs[^<]*<\/a>)<\/td>/g, '<th scope="row">$1</th>');

  expect(parse(bytes(text))).toEqual(parse(table));
});

test('a header that is repeated between the rows is passed over', () => {
  const header = /<tr id="table_header2"[\s\S]*?<\/tr>/.exec(page)?.[0] ?? '';
  const text = page.replace(/<tr>\s*<td><a[^>]*stn=108"/, `${header}$&`);

  expect(header).not.toBe('');
  expect(parse(bytes(text))).toEqual(parse(table));
});

test('a station that comes twice counts once', () => {
  const batch = parse(change('stn=138"', 'stn=108"'));

  expect(batch.dropped).toEqual({ 'duplicate-station': 1 });
  expect(batch.readings.find(({ station }) => station === '108')?.name).toBe('서울');
});

test('a row without a station number is left out alone', () => {
  const batch = parse(change('&amp;stn=108"', '"'));

  expect(batch.dropped).toEqual({ 'no-station-number': 1 });
  expect(batch.readings).toHaveLength(96);
});

test.each([
  ['words where a number belongs', '<td>19.3</td>', '<td>점검중</td>'],
  ['a cell too few', '<td>19.3</td>', ''],
  ['a direction that there is not', '<td>동남동</td>', '<td>동동동</td>'],
  ['a script that is another', /writeWindSpeed\('1.3'/.source, "write('1.3'"],
])('a row with %s is left out alone', (_what, from, to) => {
  const start = page.indexOf('stn=108"');
  const row = page.slice(start).replace(new RegExp(from), to);
  const batch = parse(bytes(page.slice(0, start) + row));

  expect(batch.dropped).toEqual({ 'unreadable-row': 1 });
  expect(batch.readings).toHaveLength(96);
});

test.each(['-', '.', '&nbsp;', '', '-99.9', '-999', '-99', '999.9'])(
  'a temperature of %j is missing',
  (text) => {
    const start = page.indexOf('stn=108"');
    const row = page.slice(start).replace('<td>19.3</td>', `<td>${text}</td>`);

    expect(seoul(bytes(page.slice(0, start) + row))?.elements.temperature).toEqual({
      missing: 'upstream-missing',
    });
  },
);

test.each(['999', '999.0', '9999'])('a rain of the day of %s is a mark for none', (text) => {
  const start = page.indexOf('stn=108"');
  const row = page
    .slice(start)
    .replace(/(<td>19\.3<\/td>(?:\s*<td>[^<]*<\/td>){2}\s*<td>)[^<]*/, `$1${text}`);

  expect(row).toContain(`<td>${text}</td>`);
  expect(seoul(bytes(page.slice(0, start) + row))?.elements.rainDay).toEqual({ withdrawn: true });
});

test('a heading between the rows is no row', () => {
  const heading = '<tr><th>중부지방</th></tr>';

  const row = page.lastIndexOf('<tr', page.indexOf('stn=108"'));

  expect(parse(bytes(page.slice(0, row) + heading + page.slice(row)))).toEqual(parse(bytes(page)));
});

test('a temperature of -9.0 is a temperature', () => {
  const start = page.indexOf('stn=108"');
  const row = page.slice(start).replace('<td>19.3</td>', '<td>-9.0</td>');

  expect(seoul(bytes(page.slice(0, start) + row))?.elements.temperature).toEqual({ value: -9 });
});

test.each([
  ['a renamed column', page.replace('현재<br/>기온', '최고<br/>기온'), 'shape'],
  ['another unit', page.replace('일강수<br/>mm', '일강수<br/>inch'), 'shape'],
  ['a column that is there twice', page.replace('이슬점<br/>온도', '현재<br/>기온'), 'shape'],
  ['rows a cell longer', page.replace(/<td>(\d)/g, '<td>&nbsp;</td><td>$1'), 'shape'],
  [
    'rows that are shifted to the left',
    page.replace(/(<\/a><\/td>)\s*<td>[^<]*<\/td>([\s\S]*?)<\/tr>/g, '$1$2<td></td></tr>'),
    'shape',
  ],
  ['no table of that name', page.replace('weather_table', 'other'), 'shape'],
  ['two such tables', page + page.slice(page.indexOf('<table')), 'shape'],
  ['no title', page.replace('기상실황표</strong>', '</strong>'), 'shape'],
  ['no rows', page.replace(/<tbody>[\s\S]*<\/tbody>/, ''), 'empty'],
  ['half a page', page.slice(0, page.length / 2), 'malformed'],
  ['a page that ends before the table', '<!DOCTYPE html><html><body><p>', 'malformed'],
  ['a page of maintenance', '<!DOCTYPE html><html><body>점검</body></html>', 'html'],
  ['an error as JSON', '{"result":{"status":401}}', 'shape'],
  ['nothing', '', 'shape'],
  ['a document type with entities', `<!DOCTYPE html [<!ENTITY a "a">]>${page}`, 'doctype'],
])('%s is refused', (_what, text, code) => {
  expect(() => parse(bytes(text))).toThrow(SourceError);
  expect(() => parse(bytes(text))).toThrow(expect.objectContaining({ code }));
});

test('bytes in no encoding are refused', () => {
  expect(() => parse(Uint8Array.of(0x3c, 0xff, 0xff))).toThrow(
    expect.objectContaining({ code: 'encoding' }),
  );
});
