import { placeCatalogue, stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { sorted } from '../../../widget/board/answers/order.ts';
import { warnedPlaces } from '../../../widget/board/answers/warned-places.ts';
import { readBoardFile } from '../../../widget/board/feed/board-file.ts';
import { readStationsFile } from '../../../widget/board/feed/stations-file.ts';
import { regionChoice, tabsOf, titleOf } from '../../../widget/board/model/regions.ts';
import {
  livingOf,
  nextExpiryOf,
  placeRows,
  stationRows,
} from '../../../widget/board/model/rows.ts';
import { extremesOf } from '../../../widget/board/overview/extremes.ts';
import { warnedOf } from '../../../widget/board/overview/warned.ts';
import { ko } from '../../../widget/board/overview/words-ko.ts';
import { sparklineBox, sparklinesOf } from '../../../widget/chart/sparkline.ts';
import { parseWarnings } from '../../../widget/feed/warnings-client.ts';
import { boardFileOf, boardStationsFileOf, boardWarningsFile, madeAt } from './board-files.ts';

// What a board says of its files: rows, their order, extremes, lines and warnings.

const now = Date.parse(madeAt);

function dataOf(ids: readonly string[], changes: Parameters<typeof boardFileOf>[1] = {}) {
  return ids.map((id) => ({
    id,
    board: readBoardFile(boardFileOf(id, changes)),
    stations: readStationsFile(boardStationsFileOf(id)),
  }));
}

describe('rows', () => {
  test('are the places of a region by their numbers, each by its station', () => {
    const rows = placeRows(dataOf(['KR-44']), 'ko') ?? [];

    expect(rows.map(({ name }) => name).slice(0, 3)).toEqual(['천안시', '공주시', '보령시']);
    expect(rows[0]).toMatchObject({ key: '44130', station: '232' });
    expect(livingOf(rows[0] ?? { now: null }, 'temperature', now)).not.toBeNull();
  });

  test('are those of all regions that are shown together', () => {
    expect(placeRows(dataOf(['KR-44', 'KR-30', 'KR-50']), 'ko')).toHaveLength(15 + 5 + 1);
  });

  test('are stations where there is one place: 세종 has several', () => {
    const data = dataOf(['KR-50']);

    expect(placeRows(data, 'ko')).toBeNull();
    expect(stationRows(data, 'ko').length).toBeGreaterThan(1);
  });

  test('are of the stations that are asked for alone, in their order', () => {
    const rows = stationRows(dataOf(['KR-44']), 'ko', ['235', '108', '129']);

    expect(rows.map(({ key }) => key)).toEqual(['235', '129']);
  });

  test('are told apart by their regions where two have the same name', () => {
    const names = placeRows(dataOf(['KR-30', 'KR-11']), 'ko')?.map(({ name }) => name);

    expect(names).toContain('대전 중구');
    expect(names).toContain('서울 중구');
    expect(placeRows(dataOf(['KR-30']), 'ko')?.map(({ name }) => name)).toContain('중구');
  });

  test('say how far a station is that stands far away', () => {
    const [cheonan] = placeRows(dataOf(['KR-44']), 'ko') ?? [];

    expect(cheonan?.km).toBeGreaterThan(10);
  });

  test('name nothing of a station that is in another region', () => {
    const [own] = dataOf(['KR-44']);
    if (own === undefined) throw new Error('no files');
    const stations = { ...own.stations, stations: new Map() };
    const [first] = placeRows([{ ...own, stations }], 'ko') ?? [];

    expect(first).toMatchObject({ stationName: '', km: null });
  });

  test('have no value that is past its time, and tell when the next will be', () => {
    const [row] = placeRows(dataOf(['KR-44']), 'ko') ?? [];
    const dies = Date.parse('2026-11-27T16:30:00+09:00');
    if (row === undefined) throw new Error('no row');

    expect(livingOf(row, 'temperature', dies - 1)).not.toBeNull();
    expect(livingOf(row, 'temperature', dies)).toBeNull();
    expect(nextExpiryOf([row], now)).toBe(dies);
    expect(nextExpiryOf([row], dies)).toBeNull();
  });
});

describe('the order', () => {
  const rows =
    placeRows(
      dataOf(['KR-44'], {
        temperature: boardFileOf('KR-44').temperature?.map((value, index) =>
          index % 5 === 0 ? null : value,
        ),
      }),
      'ko',
    ) ?? [];

  test('by a value has those without it last, up and down', () => {
    for (const isDescending of [true, false]) {
      const values = sorted(rows, { by: 'temperature', isDescending }, now).map(
        (row) => livingOf(row, 'temperature', now)?.value ?? null,
      );
      const there = values.filter((value) => value !== null);

      expect(values.slice(0, there.length)).toEqual(there);
      expect(there).toEqual(there.toSorted((a, b) => (isDescending ? b - a : a - b)));
    }
  });
});

describe('extremes', () => {
  const rows = placeRows(dataOf(['KR-44']), 'ko') ?? [];

  test('are of now, and of today with their minute', () => {
    const [warmest, coldest] = extremesOf(rows, now, true);
    const values = rows.map((row) => livingOf(row, 'temperature', now)?.value ?? Number.NaN);

    expect(warmest?.now?.value).toBe(Math.max(...values));
    expect(coldest?.now?.value).toBe(Math.min(...values));
    expect(warmest?.today?.at).toBe('13:42');
  });

  test('are none of a day that is over', () => {
    expect(extremesOf(rows, now, false).every(({ today }) => today === null)).toBe(true);
  });

  test('are none of one place', () => {
    expect(extremesOf(rows.slice(0, 1), now, true)).toEqual([]);
  });

  test('say that it is dry where that is known, and nothing where it is not', () => {
    const wettest = (rain: number | null) => {
      const data = dataOf(['KR-44'], {
        rainDay: boardFileOf('KR-44').stations.map(() => rain),
      });
      return extremesOf(placeRows(data, 'ko') ?? [], now, true)[2];
    };

    expect(wettest(0)).toMatchObject({ now: null, isDry: true });
    expect(wettest(null)).toMatchObject({ now: null, isDry: false });
    expect(wettest(3)?.now?.value).toBe(3);
  });
});

describe('lines of a day', () => {
  const lineOf = (values: readonly (number | null)[]) =>
    sparklinesOf(new Map([['239', values]]))('239');

  test('look flat where the temperature is', () => {
    const line = lineOf(Array.from({ length: 24 }, (_, index) => 5 + (index % 2) / 10));

    expect(Math.abs((line?.high[1] ?? 0) - (line?.low[1] ?? 99))).toBeLessThan(1);
  });

  test('stay in their box, and break where nothing was measured', () => {
    const line = lineOf(Array.from({ length: 24 }, (_, index) => (index === 9 ? null : index * 2)));
    const numbers = (line?.path.match(/-?[\d.]+/g) ?? []).map(Number);

    expect(line?.path.match(/M/g)).toHaveLength(2);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(sparklineBox.width);
  });

  test('are none of a single hour', () => {
    expect(
      lineOf(Array.from({ length: 24 }, (_, index) => (index === 3 ? 1 : null))),
    ).toBeUndefined();
  });
});

describe('warnings', () => {
  const rows = stationRows(dataOf(['KR-44']), 'ko');
  const latest = parseWarnings(boardWarningsFile());

  test('are one for each kind and level, the most serious first', () => {
    const warned = warnedOf(latest, now, ['KR-44'], 'ko', ko);

    expect(warned?.groups.map(({ name }) => name)).toEqual(['강풍경보', '건조주의보']);
    expect(warned?.groups[1]?.zones).toEqual(['천안시', '아산시']);
  });

  test('hold in the places of their stations, in all of a place or in a part', () => {
    const { groups = [] } = warnedOf(latest, now, ['KR-44'], 'ko', ko) ?? {};
    const places = warnedPlaces(groups, rows, placeRows(dataOf(['KR-44']), 'ko') ?? []);

    expect(places?.get('44130')).toEqual({ names: ['건조주의보'], isWhole: true });
    expect(places?.get('44825')).toEqual({ names: ['강풍경보'], isWhole: false });
  });

  /** Names of the places of a board that are warned of, of all of a place alone, where a zone is. */
  function warnedBy(zone: string, region: string) {
    const [warning] = boardWarningsFile().warnings;
    if (warning === undefined) throw new Error('no warning');
    const stations = stationCatalogue.filter(({ warningZone }) => warningZone?.id === zone);
    const own = { ...warning, stations: stations.map(({ id }) => id), regions: [region] };
    const list = parseWarnings({ ...boardWarningsFile(), warnings: [own] });
    const { groups = [] } = warnedOf(list, now, [region], 'ko', ko) ?? {};
    const data = dataOf([region]);
    const places = placeRows(data, 'ko') ?? [];
    const warned = warnedPlaces(groups, stationRows(data, 'ko'), places);
    return places.flatMap(({ key, name }) => (warned.get(key)?.isWhole ? [name] : []));
  }

  const inhabited = new Set(stationCatalogue.map(({ place }) => place));
  const without = placeCatalogue.filter(
    ({ code, parent }) => parent === undefined && !inhabited.has(code),
  );

  test('hold in places without a station of their own, which the next tests are of', () => {
    expect(without.map(({ region, name }) => `${region} ${name.ko}`)).toEqual([
      ...['동구', '영도구', '연제구', '수영구'].map((name) => `KR-26 ${name}`),
      ...['중구', '남구', '수성구', '달서구'].map((name) => `KR-27 ${name}`),
      ...['미추홀구', '남동구', '계양구'].map((name) => `KR-28 ${name}`),
      'KR-30 서구',
      'KR-31 남구',
    ]);
  });

  test.each(without)('hold in $region $name.ko where its zone is warned of', (place) => {
    const { name, region, zones: [zone = ''] = [] } = place;

    expect(warnedBy(zone, region)).toContain(name.ko);
  });

  test('do not hold in a place for the zone of the station that stands for it, if that is another', () => {
    const [south, north] = ['L1110120', 'L1110130'].map((zone) => warnedBy(zone, 'KR-28'));

    expect(south).toContain('남동구');
    expect(north).not.toContain('남동구');
  });

  test('hold in a place with stations by these, whatever stands for it', () => {
    expect(warnedBy('L1140100', 'KR-27')).toEqual([
      ...['중구', '동구', '서구', '남구', '북구', '수성구', '달서구'],
    ]);
  });

  test('are none of other regions, nor past their time', () => {
    expect(warnedOf(latest, now, ['KR-30'], 'ko', ko)?.groups).toEqual([]);
    expect(
      warnedOf(latest, Date.parse('2026-11-27T16:00:00+09:00'), ['KR-44'], 'ko', ko),
    ).toBeNull();
  });
});

describe('regions', () => {
  const words = { country: '전국' };

  test('are named by codes, names and several together', () => {
    expect(regionChoice('충남·대전 KR-50').codes).toEqual(['KR-44', 'KR-30', 'KR-50']);
    expect(titleOf(regionChoice('44').codes, words)).toBe('충청남도');
    expect(titleOf(regionChoice('대구 경북').codes, words)).toBe('대구·경북');
  });

  test('are the country without any, and for 전국', () => {
    expect(regionChoice('')).toEqual({ codes: [], unknown: [] });
    expect(titleOf(regionChoice('전국').codes, words)).toBe('전국');
  });

  test('that nobody knows are kept to be told', () => {
    expect(regionChoice('충낭 대전')).toEqual({ codes: ['KR-30'], unknown: ['충낭'] });
  });

  test('of a tab may be several', () => {
    expect(tabsOf('충남, 대구+경북 전국')).toEqual(['충남', '대구+경북', '전국']);
  });
});
