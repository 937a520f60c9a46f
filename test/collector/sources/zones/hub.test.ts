import { describe, expect, test } from 'vitest';
import { parseHubStationZones } from '../../../../collector/sources/zones/hub-station-zones.ts';
import { parseHubZones } from '../../../../collector/sources/zones/hub-zones.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';
import { formatHubStationZones, formatHubZones } from '../../../upstream/formats/zones.ts';
import { stationsOf2026, zonesOf2026 } from '../../../upstream/zones.ts';

describe('the zones of the hub', () => {
  // As captured on 2026-08-19.
  const rows = [
    'L1070100 200507010000 202605311329 00000013 L1140000 대구                                     대구광역시',
    'L1140100 202605311330 210012310000 00000013 L1140000 대구중부                                 대구중부',
  ];

  test('are read with their names, parents and validity', () => {
    expect(parseHubZones(encodeEucKr(rows.join('\n'))).zones).toEqual([
      {
        id: 'L1070100',
        name: { full: '대구광역시', short: '대구' },
        parent: 'L1140000',
        kind: 'land',
        isLeaf: true,
        validFrom: '2005-07-01T00:00:00+09:00',
        validTo: '2026-05-31T13:29:00+09:00',
        dates: 'captured',
      },
      {
        id: 'L1140100',
        name: { full: '대구중부', short: '대구중부' },
        parent: 'L1140000',
        kind: 'land',
        isLeaf: true,
        validFrom: '2026-05-31T13:30:00+09:00',
        validTo: null,
        dates: 'captured',
      },
    ]);
  });

  test.each([
    ['no full name', 'L1010200 200507010000 210012310000 00000013 L1010000 광명', '광명'],
    [
      'brackets and blanks in its name',
      'L1091300 200507010000 210012310000 00000013 L1090000 제주시(산지 제외)                       제주시 (산지 제외)',
      '제주시 (산지 제외)',
    ],
  ])('are read where a row has %s', (_what, row, full) => {
    expect(parseHubZones(encodeEucKr(row)).zones[0]?.name.full).toBe(full);
  });

  test.each([
    ['that is its own parent', 'S2000000 200507010000 210012310000 00000001 S2000000 전해상'],
    ['that is a part of none', 'L1000000 200507010000 210012310000 00000001 00000000 전국'],
  ])('have no parent for a zone %s', (_what, row) => {
    expect(parseHubZones(encodeEucKr(row)).zones[0]?.parent).toBeNull();
  });

  test('lose two rows of which a hole in the answer has made one, whose name no zone has', () => {
    const [first = '', second = ''] = rows;
    const one = `${first.slice(0, 60)}${'일'.repeat(60)}${second}`;
    const { zones, dropped } = parseHubZones(encodeEucKr([...rows, one].join('\n')));

    expect(zones).toHaveLength(2);
    expect(dropped).toEqual({ 'unreadable-row': 1 });
  });

  test('lose a row that is none, and count it', () => {
    const { zones, dropped } = parseHubZones(
      encodeEucKr([...rows, 'L1 what is this', ...rows.slice(1)].join('\n')),
    );

    expect(zones).toHaveLength(2);
    expect(dropped).toEqual({ 'unreadable-row': 1 });
  });

  test('are all 301 on land of June 2026', () => {
    const { zones } = parseHubZones(formatHubZones(zonesOf2026));

    expect(zones).toHaveLength(zonesOf2026.length);
    expect(zones.filter(({ isLeaf }) => isLeaf)).toHaveLength(
      zonesOf2026.filter(({ isLeaf }) => isLeaf).length,
    );
  });
});

test('more zones than KMA can have are not read', () => {
  const row = (number: number) =>
    `L${2_000_000 + number} 202605311330 210012310000 00000013 L1140000 구역`;
  const list = (length: number) =>
    parseHubZones(encodeEucKr(Array.from({ length }, (_, number) => row(number)).join('\n')));

  expect(list(4_000).zones).toHaveLength(4_000);
  expect(() => list(4_001)).toThrow(expect.objectContaining({ code: 'too-large' }));
});

describe('the zones of stations of the hub', () => {
  test('are not read of more stations than KMA can have', () => {
    const list = (length: number) =>
      parseHubStationZones(
        encodeEucKr(
          Array.from({ length }, (_, at) => `${at + 1},가,1,1,1,1,1,L1140100,대구중부,=`).join(
            '\n',
          ),
        ),
      );

    expect(Object.keys(list(2_000).stations)).toHaveLength(2_000);
    expect(() => list(2_001)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });

  test('are read by station', () => {
    const { stations } = parseHubStationZones(formatHubStationZones(stationsOf2026));

    expect(Object.keys(stations)).toHaveLength(stationsOf2026.length);
    expect(stations['143']).toEqual({ id: 'L1140100', name: '대구중부' });
  });

  test('lose a row with a name that no zone has, and count it', () => {
    const row = (station: number, name: string) => `${station},가,1,1,1,1,1,L1140100,${name},=`;
    const rows = [row(1, '대구중부'), row(2, '일'.repeat(60)), row(3, '일'.repeat(61))];
    const { stations, dropped } = parseHubStationZones(encodeEucKr(rows.join('\n')));

    expect(Object.keys(stations)).toEqual(['1', '2']);
    expect(dropped).toEqual({ 'unreadable-row': 1 });
  });

  test('are refused where the header names other columns', () => {
    const text = formatHubStationZones(stationsOf2026);
    const other = Buffer.from(
      Buffer.from(text).toString('latin1').replace('FCT_ID,WRN_ID', 'WRN_ID,FCT_ID'),
      'latin1',
    );

    expect(() => parseHubStationZones(other)).toThrow(expect.objectContaining({ code: 'shape' }));
  });
});

describe('rows of something else', () => {
  const zone = (number: number) =>
    `L${1_140_100 + number} 202605311330 210012310000 00000013 L1140000 대구중부 대구중부`;
  const station = (number: number) => `${number + 1},가,1,1,1,1,1,L1140100,대구중부,=`;

  test.each([
    ['of zones', parseHubZones, zone, 'L1 what is this'],
    ['of stations', parseHubStationZones, station, '9,what,is,this,='],
  ])('may be a tenth of a list %s, and not more', (_, parse, row, other) => {
    const listWith = (others: number) =>
      encodeEucKr(
        Array.from({ length: 20 }, (_, at) => (at < 20 - others ? row(at) : other)).join('\n'),
      );

    expect(parse(listWith(2)).dropped).toEqual({ 'unreadable-row': 2 });
    expect(() => parse(listWith(3))).toThrow(
      expect.objectContaining({ code: 'shape', detail: expect.stringContaining('3 of 20 rows') }),
    );
  });

  test('a station that is listed twice has its first zone, and the second is counted', () => {
    const rows = [station(1), station(1).replace('L1140100', 'L1070100')];
    const { stations, dropped } = parseHubStationZones(encodeEucKr(rows.join('\n')));

    expect(stations).toEqual({ '2': { id: 'L1140100', name: '대구중부' } });
    expect(dropped).toEqual({ 'duplicate-station': 1 });
  });
});

test.each([
  ['parseHubZones', parseHubZones],
  ['parseHubStationZones', parseHubStationZones],
])('%s takes an error of the hub for what it is', (_name, parse) => {
  const body = '{"result":{"status":403,"message":"활용신청이 필요한 API"}}';

  expect(() => parse(encodeEucKr(body))).toThrow(expect.objectContaining({ code: 'auth' }));
  expect(() => parse(encodeEucKr('<html>점검</html>'))).toThrow(
    expect.objectContaining({ code: 'html' }),
  );
  expect(() => parse(encodeEucKr('#START7777\n# nothing'))).toThrow(
    expect.objectContaining({ code: 'malformed' }),
  );
});
