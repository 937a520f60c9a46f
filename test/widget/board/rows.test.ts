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
    const places = warnedPlaces(groups, rows);

    expect(places?.get('44130')).toEqual({ names: ['건조주의보'], isWhole: true });
    expect(places?.get('44825')).toEqual({ names: ['강풍경보'], isWhole: false });
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
