import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/kma-aws/parse.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';
import { awsHeader, formatAwsPage, formatAwsText } from '../../../upstream/formats/kma-aws.ts';
import type { UpstreamStation, Weather } from '../../../upstream/weather.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function station(id: string, more: Partial<UpstreamStation> = {}): UpstreamStation {
  const place = { name: `지점${id}`, lat: 37, lon: 127, elevation: 91.4, manned: false };
  const values = {
    temperature: 12.3,
    humidity: 71,
    pressure: 1016.4,
    rain: 0,
    rainDay: 1.5,
    windDirection: 337.5,
    windSpeed: 6.3,
  };
  return { id, ...place, network: 'aws', word: null, condition: null, values, ...more };
}

const stations = Array.from({ length: 40 }, (_, index) => station(String(400 + index)));
const weather: Weather = { observedAt: '2026-09-25T22:12:00+09:00', stations };
const page = formatAwsText(weather);

/** The page with the row of a station changed. */
function withRow(id: string, change: (row: string) => string): string {
  const start = page.lastIndexOf('<tr', page.indexOf(`stn_select(${id})`));
  const end = page.indexOf('</tr>', start);
  return page.slice(0, start) + change(page.slice(start, end)) + page.slice(end);
}

const withFirst = (change: (row: string) => string) => withRow('400', change);

test('the row of 2013 is read as a person reads it, without any heading', () => {
  const row = readFileSync(
    new URL('captures/nph-aws_txt_min-2013-row.txt', import.meta.url),
    'utf8',
  );
  const text = formatAwsText({ ...weather, stations: [] }, { header: '' }).replace(
    'bordercolor=#FFFFFF>',
    `$&${row}`,
  );

  expect(parse(encodeEucKr(text))).toEqual({
    readings: [
      {
        station: '957',
        name: '십이동파',
        observedAt: Date.parse('2026-09-25T22:12:00+09:00'),
        elements: {
          temperature: { value: 0.6 },
          windSpeed: { missing: 'upstream-missing' },
          windDirection: { missing: 'upstream-missing' },
          pressure: { value: 1016.4 },
        },
      },
    ],
    dropped: {},
    unknownWords: {},
    unknownKeys: {},
  });
});

test('the wind is that of ten minutes, not that of one', () => {
  const text = withFirst((row) => row.replaceAll('textg>6.3', 'textg>9.9'));

  expect(parse(bytes(text)).readings[0]?.elements.windSpeed).toEqual({ value: 6.3 });
});

test.each([
  ['●', '1.5', { value: 'rain', derived: { method: 'gauge', from: ['400'] } }],
  ['●', '.', { value: 'rain', derived: { method: 'gauge', from: ['400'] } }],
  ['○', '12.5', { value: 'rain', derived: { method: 'gauge', from: ['400'] } }],
  ['○', '0.5', { withdrawn: true }],
  ['○', '0.0', { withdrawn: true }],
  ['○', '.', { withdrawn: true }],
  ['-', '0.0', { withdrawn: true }],
])('flag %s and %s mm in 15 minutes', (flag, amount, condition) => {
  const text = withFirst((row) =>
    row.replace('○', flag).replace('<td>0.0</td>', `<td>${amount}</td>`),
  );

  expect(parse(bytes(text)).readings[0]?.elements.condition).toEqual(condition);
});

test('a station without a gauge has no rain and no condition', () => {
  const text = withFirst((row) =>
    row
      .replace(/<font[^>]*>○<\/font>/, '-')
      .replaceAll('<td>0.0</td>', '<td>.</td>')
      .replaceAll('<td>1.5</td>', '<td>.</td>'),
  );
  const { elements } = parse(bytes(text)).readings[0] ?? {};

  expect(Object.keys(elements ?? {}).toSorted()).toEqual([
    'humidity',
    'pressure',
    'temperature',
    'windDirection',
    'windSpeed',
  ]);
});

test.each([
  ['0.0', 'N', '0.2', 0],
  ['0.0', '', '0.0', 0],
  ['0.0', 'N', '3.1', 360],
  ['360.0', 'N', '3.1', 360],
])('wind from %s (%s) at %s m/s is %d degrees', (degrees, name, speed, direction) => {
  const wind = `<td class=textb>${degrees}</td><td class=textb>${name}</td><td class=textb>${speed}</td>`;
  const text = withFirst((row) => row.replace(/(<td class=textb>[^<]*<\/td>){3}/, wind));

  expect(parse(bytes(text)).readings[0]?.elements.windDirection).toEqual({ value: direction });
});

test('an asterisk is no part of a name', () => {
  expect(parse(bytes(page.replace('>지점400<', '>지점400*<'))).readings[0]?.name).toBe('지점400');
});

test.each(['쀍', '똠', '햏'])('the syllable %s is read in both encodings', (syllable) => {
  const text = page.replace('>지점400<', `>${syllable}<`);

  expect(parse(bytes(text)).readings[0]?.name).toBe(syllable);
  expect(parse(encodeEucKr(text)).readings[0]?.name).toBe(syllable);
});

test('a row of zeros is a station that sent nothing', () => {
  const zeros = {
    temperature: 0,
    humidity: 0,
    pressure: 0,
    rain: 0,
    rainDay: 0,
    windDirection: 0,
    windSpeed: 0,
  };
  const silent = [...stations.slice(1), station('300', { values: zeros })];
  const batch = parse(formatAwsPage({ ...weather, stations: silent }));

  expect(batch.dropped).toEqual({ 'unreadable-row': 1 });
  expect(batch.readings.some((reading) => reading.station === '300')).toBe(false);
});

test.each(['.', '-', '&nbsp;', '', '-50.0', '-99.9', '-999', '999.9'])(
  'a temperature of %j is missing',
  (text) => {
    const input = withFirst((row) => row.replace('<td>12.3</td>', `<td>${text}</td>`));

    expect(parse(bytes(input)).readings[0]?.elements.temperature).toEqual({
      missing: 'upstream-missing',
    });
  },
);

test('a humidity of -9 is none', () => {
  const input = withFirst((row) => row.replace('<td>71</td>', '<td>-9</td>'));

  expect(parse(bytes(input)).readings[0]?.elements.humidity).toBe(undefined);
});

const th = (text: string) => text.replaceAll('td', 'th');
const twoRows = [
  '<td rowspan=2>지점<br>번호</td><td rowspan=2>지점명</td><td rowspan=2>해발<br>높이</td>',
  '<td colspan=7>강수량(mm)</td><td rowspan=2>기온<br>(℃)</td><td colspan=3>1분 풍향/풍속</td>',
  '<td colspan=3>10분 풍향/풍속</td><td rowspan=2>습도</td><td rowspan=2>해면기압</td><td rowspan=2>주소</td></tr>',
  '<tr><td>여부</td><td>15분</td><td>60분</td><td>3시간</td><td>6시간</td><td>12시간</td><td>일</td>',
  '<td>도</td><td>방위</td><td>m/s</td><td>도</td><td>방위</td><td>m/s</td>',
].join('');

test.each([
  ['header cells', th(awsHeader)],
  ['two header rows', twoRows],
  ['a title above', `<td colspan=20>전국 매분 관측</td></tr><tr>${awsHeader}`],
  ['no heading', ''],
  ['another word for the number', awsHeader.replace('번호', 'No.')],
  [
    '지점 for number and name',
    awsHeader.replace('번호', '지점').replace('지점</td><td width=40', '지점명</td><td width=40'),
  ],
  [
    'three columns of wind under one heading',
    awsHeader
      .replace('colspan=2>풍향1</td><td>풍속1<br>(m/s)', 'colspan=3>풍향풍속1분')
      .replace('colspan=2>풍향10</td><td>풍속10<br>(m/s)', 'colspan=3>풍향풍속10분'),
  ],
])('a table with %s is read', (_what, header) => {
  const batch = parse(bytes(formatAwsText(weather, { header })));

  expect(batch).toEqual(parse(bytes(page)));
});

test('a column that nobody knows is counted by name', () => {
  const text = formatAwsText(weather, { header: awsHeader.replace('위치', '지면온도') });

  expect(parse(bytes(text)).unknownKeys).toEqual({ 지면온도: 1 });
});

test('the columns may stand in another order', () => {
  const text = formatAwsText(weather, {
    header: awsHeader
      .replace('습도', '?')
      .replace(/해면<br>\n?기압/, '습도')
      .replace('?', '해면기압'),
  }).replaceAll('<td>71</td><td>1016.4</td>', '<td>1016.4</td><td>71</td>');

  expect(parse(bytes(text))).toEqual(parse(bytes(page)));
});

test('a header that is repeated between the rows is passed over', () => {
  const header = `<tr class=name>${awsHeader}</tr>`;
  const text = page.replace(/<tr [^>]*><td[^>]*><a[^>]*\(410\)/, `${header}$&`);

  expect(parse(bytes(text))).toEqual(parse(bytes(page)));
});

test('other tables and numbers on the page are passed over', () => {
  const cells = Array.from({ length: 16 }, (_, index) => `<td>${index}</td>`).join('');
  const menu = `<table><tr>${cells}</tr></table><table><tr><td>108<td>서울</table>`;
  const text = page.replace('<body', `<body>${menu}<p`).replace('</body>', `${menu}</body>`);

  expect(parse(bytes(text))).toEqual(parse(bytes(page)));
});

test('a station that comes twice counts once', () => {
  const batch = parse(bytes(page.replace('>401<', '>400<')));

  expect(batch.dropped).toEqual({ 'duplicate-station': 1 });
  expect(batch.readings[0]?.name).toBe('지점400');
});

test.each([
  ['without a number', (row: string) => row.replace('>410<', '><'), 'no-station-number'],
  ['that is too short', (row: string) => row.replace('<td>12.3</td>', ''), 'unreadable-row'],
  ['of one cell', () => '<tr><td colspan=20>자료 없음</td>', 'no-station-number'],
  ['whose directions disagree', (row: string) => row.replaceAll('NNW', 'SE'), 'unreadable-row'],
])('a row %s is left out alone', (_what, change, reason) => {
  const batch = parse(bytes(withRow('410', change)));

  expect(batch.dropped).toEqual({ [reason]: 1 });
  expect(batch.readings).toHaveLength(39);
});

test('a first row without a number is no header', () => {
  const batch = parse(bytes(withFirst((row) => row.replace('>400<', '><'))));

  expect(batch.dropped).toEqual({ 'no-station-number': 1 });
  expect(batch.readings).toHaveLength(39);
});

test('hour 24 is the next day', () => {
  const text = formatAwsText(weather, { stamp: '2026.09.25.24:00' });

  expect(parse(bytes(text)).readings[0]?.observedAt).toBe(Date.parse('2026-09-26T00:00:00+09:00'));
});

const blank = '<td>&nbsp;</td>';
const heading = (from: string, to: string) =>
  formatAwsText(weather, { header: awsHeader.replace(from, to) });

test.each([
  ['a stamp that there is not', page.replace('22:12<', '25:12<'), 'stamp'],
  ['a title without a stamp', page.replace(' 2026.09.25.22:12<', '<'), 'stamp'],
  ['no title', page.replace('ehead>', 'other>'), 'shape'],
  ['another table', page.replace('매분관측자료 ]', '일관측자료 ]'), 'shape'],
  ['a renamed column', heading('기온', '지면'), 'shape'],
  ['a column that is there twice', heading('강수60', '강수15'), 'shape'],
  ['a column too many in the header', heading('<td>기온', '<td>일사</td><td>기온'), 'shape'],
  ['a cell too many in the rows', page.replaceAll('어느동</td>', `$&${blank}`), 'shape'],
  ['rows without the number of the header', page.replaceAll('<td>12.3</td>', ''), 'shape'],
  [
    'rows shifted by one after the gauge',
    page
      .replaceAll('<td>12.3</td>', `${blank}<td>12.3</td>`)
      .replaceAll(/<td align=left[^/]*<\/td>/g, ''),
    'shape',
  ],
  [
    'rows shifted by one from the height on, without a heading',
    formatAwsText(weather, { header: '' })
      .replaceAll('<td align=right', `${blank}<td align=right`)
      .replaceAll(/<td align=left[^/]*<\/td>/g, ''),
    'shape',
  ],
  [
    'humidity and pressure swapped',
    page.replaceAll('<td>71</td><td>1016.4</td>', '<td>1016.4</td><td>71</td>'),
    'shape',
  ],
  [
    'no heading and no proof',
    formatAwsText(weather, { header: '' }).replaceAll('NNW', '&nbsp;'),
    'shape',
  ],
  [
    'no heading and another number of cells',
    formatAwsText(weather, { header: '' }).replaceAll(
      '<td>12.3</td><td class=textg>337.5</td>',
      '',
    ),
    'shape',
  ],
  [
    'another header further down',
    page.replace(
      /<tr [^>]*><td[^>]*><a[^>]*\(410\)/,
      `<tr>${awsHeader.replace('습도', '강수24')}</tr>$&`,
    ),
    'shape',
  ],
  [
    'a running number in the place of the station number',
    heading('번호', '순번').replaceAll(/>(\d+)<\/a>/g, '>1$1</a>'),
    'shape',
  ],
  ['no stations', formatAwsText({ ...weather, stations: [] }), 'empty'],
  ['half a page', page.slice(0, page.length / 2), 'malformed'],
  ['a page that ends before the list', page.slice(0, page.indexOf('<table border=1')), 'malformed'],
  ['a page of maintenance', '<html><body>점검</body></html>', 'html'],
  ['an error as text', 'Unexpected errors', 'shape'],
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
