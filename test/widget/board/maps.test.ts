import { brotliCompressSync } from 'node:zlib';
import { placeCatalogue, regionCodes, type Station, stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { mapIn, mapsIn } from '../../../widget/board/overview/maps-in.ts';
import { project, unitsOf } from '../../../widget/board/overview/project.ts';
import { mapBytes, mapFile, mapIds, ringsOf, unitsTo } from './map-files.ts';

const maps = new Map(mapIds.map((id) => [id, mapFile(id)]));
const towns = placeCatalogue.filter(({ parent }) => parent === undefined);

function mapOf(id: string | null) {
  const map = maps.get(id ?? '');
  if (map === undefined) throw new Error(`no map ${id}`);
  return map;
}

const outlines = new Map(
  [...maps.values()].map((map) => [
    map.id,
    new Map(Object.entries(map.places).map(([code, path]) => [code, ringsOf(path)])),
  ]),
);

/** Kilometres from a point to a place as a map draws it; 0 in it. */
function kilometresTo(code: string, id: string | null, lat: number, lon: number): number {
  const map = mapOf(id);
  const [x, y] = unitsOf(lat, lon, map);
  const outline = outlines.get(map.id)?.get(code);
  if (outline === undefined) throw new Error(`no ${code} in ${id}`);
  return (unitsTo(outline, x, y) * map.step * Math.cos((lat * Math.PI) / 180)) / 1_000;
}

const placed = stationCatalogue.map(({ lat, lon, ...station }: Station) => {
  if (lat === null || lon === null) throw new Error(station.id);
  return { ...station, lat, lon };
});

describe('the map files', () => {
  test('are one of each region, and two of the country', () => {
    expect(mapIds.toSorted()).toEqual([...regionCodes, 'KR', 'KR-all'].toSorted());
  });

  test('have the 230 시군구 of the table, each in its region, and with the 39 일반구 in them 269', () => {
    const drawn = regionCodes.flatMap((code) =>
      Object.keys(mapOf(code).places).map((place) => `${place} ${code}`),
    );
    const districts = placeCatalogue.filter(
      ({ parent, region }) => parent !== undefined && parent in mapOf(region).places,
    );

    expect(drawn.toSorted()).toEqual(
      towns.map(({ code, region }) => `${code} ${region}`).toSorted(),
    );
    expect(drawn.length + districts.length).toBe(269);
  });

  test('of the country have all regions, and all 시군구', () => {
    expect(Object.keys(mapOf('KR').places).toSorted()).toEqual([...regionCodes].toSorted());
    expect(Object.keys(mapOf('KR-all').places)).toEqual(towns.map(({ code }) => code));
  });

  test.each(mapIds)('of %s says who must be named, and is drawn by relative lines alone', (id) => {
    const { source, projection, around = '' } = mapOf(id);

    expect(source).toContain('통계청 SGIS');
    expect(source).toContain('공공누리 제1유형');
    expect(projection).toBe('EPSG:3857');
    expect(() => ringsOf(around)).not.toThrow();
  });

  test.each(mapIds)('of %s has insets with the proportions of where they are drawn', (id) => {
    for (const { view, box } of mapOf(id).insets ?? []) {
      const [width, height] = [box[2] - box[0], box[3] - box[1]];
      expect(width / height / (view[2] / view[3])).toBeCloseTo(1, 1);
    }
  });

  // Where borders of neighbours run in different directions, which no picture shows, they are longer.
  test.each(mapIds)('of %s takes at most 5 kB, the country 5.5 and 13', (id) => {
    const most = { KR: 5_500, 'KR-all': 13_000 }[id] ?? 5_000;

    expect(brotliCompressSync(mapBytes(id)).length).toBeLessThanOrEqual(most);
  });
});

describe('every station', () => {
  test('is shown by the map of its region, but for 목덕도 far out at sea, which is at its edge', () => {
    const outside = placed.filter(
      ({ lat, lon, region }) => project(lat, lon, mapOf(region)).isOutside,
    );

    expect(outside.map(({ id }) => id)).toEqual(['663']);
    expect(project(36.93883, 125.78955, mapOf('KR-28'))).toMatchObject({
      y: mapOf('KR-28').box[3],
    });
  });

  test.each(['KR', 'KR-all'])('is shown by the map %s of the country', (id) => {
    const outside = placed.filter(({ lat, lon }) => project(lat, lon, mapOf(id)).isOutside);

    expect(outside).toEqual([]);
  });

  test('stands in its 시군구, or within 1.5 km of it, but for 안도, an islet that the outline does not have', () => {
    const astray = placed.filter(
      ({ lat, lon, region, place = '' }) => kilometresTo(place, region, lat, lon) > 1.5,
    );

    expect(astray.map(({ id, name }) => id + name.ko)).toEqual(['666안도']);
  });

  // KMA counts them to another town than they stand in: 속초's station is in 고성군, 원동 in 화천군,
  // 스키점프 in 평창군.
  const strangers = ['90', '666', '681', '879'];

  test('stands in a 시군구 of its zone, or within 1.5 km of it, but for three and 안도', () => {
    const astray = placed.filter(({ lat, lon, region, warningZone }) => {
      const own = towns.filter(
        (town) => town.region === region && town.zones?.includes(warningZone?.id ?? ''),
      );
      return !own.some(({ code }) => kilometresTo(code, region, lat, lon) <= 1.5);
    });

    expect(astray.map(({ id }) => id)).toEqual(strangers);
  });
});

test.each([
  ['115', '울릉도', '47940'],
  ['96', '독도', '47940'],
  ['102', '백령도', '28720'],
  ['663', '목덕도', '28720'],
  ['513', '덕적도', '28720'],
  ['169', '흑산도', '12870'],
  ['229', '북격렬비도', '44825'],
  ['723', '거문도', '12130'],
])('the map has the island of station %s, %s', (id, _, code) => {
  const station = placed.find((one) => one.id === id);
  if (station === undefined) throw new Error(id);

  expect(kilometresTo(code, station.region, station.lat, station.lon)).toBeLessThanOrEqual(1.5);
});

test('the name of every 시군구 is written inside it', () => {
  const astray = towns.filter(
    ({ code, region, lat, lon }) => kilometresTo(code, region, lat, lon) > 0,
  );

  expect(astray).toEqual([]);
});

describe('a place is drawn', () => {
  const map = mapOf('KR-47');

  test('where it lies', () => {
    const { x, y, inset, isOutside } = project(35.8714, 128.6014, mapOf('KR-27'));
    const [left, top, right, bottom] = mapOf('KR-27').box;

    expect({ inset, isOutside }).toEqual({ inset: null, isOutside: false });
    expect(x > left && x < right && y > top && y < bottom).toBe(true);
  });

  test('in the inset that has it', () => {
    const [ulleung, dokdo] = [project(37.4813, 130.8986, map), project(37.2395, 131.8697, map)];

    expect([ulleung.inset?.name.ko, dokdo.inset?.name.ko]).toEqual(['울릉도', '독도']);
    for (const { x, y, inset } of [ulleung, dokdo]) {
      const [left = 0, top = 0, width = 0, height = 0] = inset?.view ?? [];
      expect(x).toBeGreaterThan(left);
      expect(x).toBeLessThan(left + width);
      expect(y).toBeGreaterThan(top);
      expect(y).toBeLessThan(top + height);
    }
  });

  test('at the edge, on its side, where the map does not show it', () => {
    const [left, top, right, bottom] = map.box;

    expect(project(36.5, 120, map)).toMatchObject({ x: left, isOutside: true });
    expect(project(36.5, 140, map)).toMatchObject({ x: right, isOutside: true });
    expect(project(45, 128.5, map)).toMatchObject({ y: top, isOutside: true });
    expect(project(30, 128.5, map)).toMatchObject({ y: bottom, isOutside: true });
  });

  test('at the same place by two maps that are put together', () => {
    const metres = (id: string) => {
      const { origin, step } = mapOf(id);
      const [x, y] = unitsOf(36.4875, 127.2816, mapOf(id));
      return [origin[0] + x * step, origin[1] + y * step].map(Math.round);
    };

    expect(metres('KR-50')).toEqual(metres('KR-44'));
  });
});

const insetOf = (ko: unknown) => ({
  name: { ko, en: 'Ulleung' },
  view: [0, 0, 9, 9],
  box: [0, 0, 9, 9],
});

describe('a file that was not made here', () => {
  const good = {
    origin: [0, 0],
    step: 200,
    box: [0, 0, 100, 100],
    places: { 44130: 'M0 0l1 1' },
  };

  test('is a map where something can be placed on it', () => {
    expect(mapIn(good)).toBe(good);
  });

  test('is none with more places than the country has', () => {
    const places = Object.fromEntries(Array.from({ length: 301 }, (_, index) => [index, 'M0 0']));
    expect(mapIn({ ...good, places })).toBeNull();
  });

  test('is none with too many places, however little each draws', () => {
    const places = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [at, '']));
    expect(mapIn({ ...good, places })).toBeNull();
  });

  test('is none with longer paths than the country has, in one place or in the sea around', () => {
    const path = `M0 0l${'1 -1 '.repeat(10_000)}z`;
    expect(mapIn({ ...good, places: { 44130: path } })).toBeNull();
    expect(mapIn({ ...good, around: path })).toBeNull();
  });

  test('is none where a path cannot be made a text, which drawing it would throw at', () => {
    expect(mapIn({ ...good, places: { 44130: { toString: 1, valueOf: 2 } } })).toBeNull();
    expect(mapIn({ ...good, around: { toString: 1, valueOf: 2 } })).toBeNull();
  });

  test('is none with more insets than the country has islands, each of which is all of it once more', () => {
    const inset = insetOf('울릉');
    expect(mapIn({ ...good, insets: Array(5).fill(inset) })).not.toBeNull();
    expect(mapIn({ ...good, insets: Array(6).fill(inset) })).toBeNull();
  });

  test('is left out of a union that is too much together, as all regions are not', () => {
    const inset = insetOf('울릉');
    const large = { ...good, around: ' '.repeat(49_000), insets: Array(2).fill(inset) };
    const regions = mapIds.filter((id) => /^KR-\d\d$/.test(id)).map(mapFile);
    expect(mapsIn(Array(17).fill(large))).toHaveLength(5);
    expect(mapsIn([large, null, ...regions.slice(0, 3)])).toEqual([large, ...regions.slice(0, 3)]);
    expect(mapsIn(regions)).toEqual(regions);
  });

  test.each(mapIds)('is a map as it is published: %s', (id) => {
    expect(mapIn(mapFile(id))).not.toBeNull();
  });

  test.each([
    ['null', null],
    ['a list', []],
    ['insets that are no list', { ...good, insets: { length: 5 } }],
    ['an inset without a box', { ...good, insets: [{}] }],
    ['no box', { ...good, box: undefined }],
    ['no origin', { ...good, origin: null }],
    ['an origin beyond all numbers', { ...good, origin: JSON.parse('[1e999, 0]') }],
    ['a step of nothing', { ...good, step: 0 }],
    ['a box beyond all numbers', { ...good, box: JSON.parse('[0, 0, 1e999, 100]') }],
    ['a box of three numbers', { ...good, box: [0, 0, 100] }],
    ['an inset of texts', { ...good, insets: [{ view: ['0', 0, 9, 9], box: [0, 0, 9, 9] }] }],
    ['no places', { ...good, places: null }],
    ['an inset with a long name', { ...good, insets: [insetOf('긴'.repeat(200))] }],
    ['a name that turns the text around', { ...good, insets: [insetOf('독도\u202e')] }],
    [
      'a name of marks that stand on each other',
      { ...good, insets: [insetOf(`격${'\u0301'.repeat(30)}`)] },
    ],
    ['half a letter in a name', { ...good, insets: [insetOf('\ud800')] }],
  ])('is refused with %s', (_what, file) => {
    expect(mapIn(file)).toBeNull();
  });
});
