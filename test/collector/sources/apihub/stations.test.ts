import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { regionOfStation } from '../../../../collector/catalogue/regions.ts';
import {
  type HubStation,
  hubStationRequest,
  parseHubStations,
} from '../../../../collector/sources/apihub/stations.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';
import { formatHubStations } from '../../../upstream/formats/apihub-stations.ts';

function capture(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8').trimEnd();
}

const surfaceRow = capture('../apihub-asos/captures/stn_inf-SFC-rows.txt');
const automaticRow = capture('../apihub-aws/captures/stn_inf-AWS-202410-rows.txt');
const list = `${capture('../apihub-aws/captures/stn_inf-AWS-20260821.txt')}\n`;

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function answer(...rows: string[]): Uint8Array {
  return bytes(`#START7777\n${rows.join('\n')}\n#7777END\n`);
}

const sokcho = { id: '90', lat: 38.25085, lon: 128.56473, elevation: 17.53 };

test('a surface station is read as a person reads it', () => {
  expect(parseHubStations(answer(surfaceRow), 'SFC')).toEqual({
    stations: [{ ...sokcho, name: { ko: '속초', en: 'Sokcho' }, lawId: '4282033035' }],
    dropped: {},
  });
});

test('an automatic station is read as a person reads it', () => {
  expect(parseHubStations(answer(automaticRow), 'AWS').stations).toEqual([
    { ...sokcho, name: { ko: '속초', en: null }, lawId: '5182033035' },
  ]);
});

test.each([
  ['UTF-8', bytes],
  ['EUC-KR', encodeEucKr],
])('a list in %s, with blanks in the addresses', (_encoding, encode) => {
  expect(parseHubStations(encode(list), 'AWS').stations).toEqual([
    {
      id: '400',
      name: { ko: '양천구', en: null },
      lat: 37.522,
      lon: 126.876,
      elevation: 10.5,
      lawId: '1147000000',
      address: '서울특별시 양천구 목동',
    },
    {
      id: '401',
      name: { ko: '종로', en: null },
      lat: 37.578,
      lon: 127.015,
      elevation: 25,
      lawId: '1111000000',
      address: '서울특별시 종로구 송월동',
    },
    {
      id: '887',
      name: { ko: '관악', en: null },
      lat: 37.495,
      lon: 126.945,
      elevation: 33,
      lawId: '1162000000',
      address: '서울특별시 관악구 신림동',
    },
  ]);
});

describe('a name', () => {
  test.each([
    ['쀍똠햏', 'Ppwelkttomhaet'],
    ['서울 (공)', 'Seoul Air Base'],
    ['북격렬비도', null],
  ])('%s is kept', (ko, en) => {
    const station: HubStation = { ...sokcho, name: { ko, en }, lawId: '1111000000' };

    for (const which of ['SFC', 'AWS'] as const) {
      expect(parseHubStations(formatHubStations([station], which), which).stations).toEqual([
        station,
      ]);
    }
  });

  test('with markup is none, and the row is left out', () => {
    const bad = surfaceRow.replace('속초', '<b>속초</b>').replace('   90', '   91');

    expect(parseHubStations(answer(surfaceRow, bad), 'SFC').dropped).toEqual({
      'unreadable-row': 1,
    });
  });
});

test('a station whose elevation and district are not given has none', () => {
  const station: HubStation = {
    ...sokcho,
    name: { ko: '속초', en: null },
    elevation: null,
    lawId: null,
  };

  expect(parseHubStations(formatHubStations([station], 'AWS'), 'AWS').stations).toEqual([station]);
});

test('the address is read where there is no number of a district', () => {
  const row = automaticRow.replace(/5182033035.*/, '---- ---- 전남광주통합특별시 북구 운암동');
  const [station] = parseHubStations(answer(row), 'AWS').stations;

  expect(station).toMatchObject({ lawId: null, address: '전남광주통합특별시 북구 운암동' });
  expect(station && regionOfStation(station)).toBe('KR-29');
});

test('a second row of a station is left out', () => {
  expect(parseHubStations(answer(surfaceRow, surfaceRow), 'SFC').dropped).toEqual({
    'duplicate-station': 1,
  });
});

test('a station without a place is left out', () => {
  const nowhere = surfaceRow.replace('128.56473000', '  0.00000000');

  expect(parseHubStations(answer(surfaceRow, nowhere), 'SFC').dropped).toEqual({
    'unreadable-row': 1,
  });
});

test.each([
  ['west', [119.99, 37], [120, 37]],
  ['east', [135.01, 37], [135, 37]],
  ['south', [127, 29.99], [127, 30]],
  ['north', [127, 45.01], [127, 45]],
])(
  'a station farther %s than Korea reaches is left out, and one at its edge is not',
  (_, far, edge) => {
    const row = (id: number, place: readonly number[]) =>
      `${id} ${place.join(' ')} 1 1 1 1 1 가 A * *`;
    const { stations } = parseHubStations(answer(row(1, far), row(2, edge)), 'AWS');

    expect(stations.map(({ id }) => id)).toEqual(['2']);
  },
);

test.each([
  [
    'latitude before longitude',
    answer(surfaceRow.replace('128.56473000   38.25085000', ' 38.25085000  128.56473000')),
    'SFC',
    'shape',
  ],
  ['one list for the other', answer(automaticRow), 'SFC', 'shape'],
  [
    'a header with columns exchanged',
    bytes(list.replace('LON           LAT', 'LAT           LON')),
    'AWS',
    'shape',
  ],
  ['a header of the other list', bytes(list), 'SFC', 'shape'],
  ['no row', bytes('#START7777\n#7777END\n'), 'SFC', 'empty'],
  ['half a list', bytes(list.slice(0, -30)), 'AWS', 'malformed'],
  ['an unknown service', bytes('{"result":{"status":404,"message":""}}'), 'AWS', 'gone'],
] as const)('%s is refused', (_what, input, which, code) => {
  expect(() => parseHubStations(input, which)).toThrow(
    expect.objectContaining({ name: 'SourceError', code }),
  );
});

test('the request asks for all stations that there are now', () => {
  const now = Date.parse('2026-08-21T18:10:30+09:00');

  expect(hubStationRequest('AWS', { now, keys: { 'kma-apihub': 'a+b' } })?.path).toBe(
    '/api/typ01/url/stn_inf.php?inf=AWS&stn=0&tm=202608211810&help=1&authKey=a%2Bb',
  );
  expect(hubStationRequest('AWS', { now, keys: {} })).toBe(null);
});

test('a list of more stations than KMA can have is not read', () => {
  const rows = (length: number) =>
    Array.from({ length }, (_, at) => `${at + 1} 127 37 1 1 1 1 1 가 A * *`);

  expect(parseHubStations(answer(...rows(2_000)), 'AWS').stations).toHaveLength(2_000);
  expect(() => parseHubStations(answer(...rows(2_001)), 'AWS')).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});
