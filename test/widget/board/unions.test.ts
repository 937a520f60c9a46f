import { placeCatalogue, type RegionCode, type Station, stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import type { Box } from '../../../widget/board/map-file.ts';
import { chipSize } from '../../../widget/board/overview/chips.ts';
import { onSheet, sheetOf } from '../../../widget/board/overview/sheet.ts';
import { mapFile, mapIds, ringsOf, unitsTo } from './map-files.ts';

// Several regions in one map: what each map has in its insets is in those of the union.

/** As papers have them that serve more than one, those with islands in the corners of their maps first. */
const unions: readonly (readonly [name: string, regions: readonly RegionCode[]])[] = [
  ['대구+경북', ['KR-27', 'KR-47']],
  ['경북+대구', ['KR-47', 'KR-27']],
  ['대구+경북+강원', ['KR-27', 'KR-47', 'KR-42']],
  ['서울+인천+경기', ['KR-11', 'KR-28', 'KR-41']],
  ['대전+충남+충북+세종', ['KR-30', 'KR-44', 'KR-43', 'KR-50']],
  ['광주+전남+제주', ['KR-29', 'KR-46', 'KR-49']],
  ['부산+울산+경남', ['KR-26', 'KR-31', 'KR-48']],
];

/** Where a union draws a station, and whether that is within the sheet and within its inset. */
function drawn(regions: readonly RegionCode[], { id, lat, lon, region }: Station) {
  const sheet = sheetOf(regions.map(mapFile));
  if (sheet === null || lat === null || lon === null) throw new Error(id);
  const point = onSheet(sheet, lat, lon, region ?? undefined);
  if (point === null) return { inset: undefined, isWithin: false };
  const { x, y, inset } = point;
  const own = sheet.maps.find(({ map }) => map.insets?.some((one) => one === inset));
  const at = (box: Box) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3];
  if (inset === null || own === undefined) return { inset: undefined, isWithin: at(sheet.box) };
  const [left, top, width, height] = inset.view.map((value) => value * own.scale);
  const frame: Box = [
    own.x + (left ?? 0),
    own.y + (top ?? 0),
    own.x + (left ?? 0) + (width ?? 0),
    own.y + (top ?? 0) + (height ?? 0),
  ];
  return { inset: inset.name.ko, isWithin: at(frame) && at(sheet.box) };
}

const stationsIn = (regions: readonly RegionCode[]) =>
  stationCatalogue.filter(({ region }) => region !== null && regions.includes(region));

describe.each(unions)('the map of %s', (_, regions) => {
  const stations = stationsIn(regions);

  test('has every station of its regions in its box or in the frame of an inset', () => {
    const astray = stations.filter((station) => !drawn(regions, station).isWithin);

    expect(stations.length).toBeGreaterThan(30);
    expect(astray).toEqual([]);
  });

  test('has each station in the inset that the map of its own region has it in', () => {
    const others = stations.filter((station) => {
      const own = drawn([station.region as RegionCode], station).inset;
      return drawn(regions, station).inset !== own;
    });

    expect(others).toEqual([]);
  });

  test('has the frames of all its insets within its box', () => {
    const sheet = sheetOf(regions.map(mapFile));
    if (sheet === null) throw new Error('no sheet');
    for (const { map, scale, x, y } of sheet.maps) {
      for (const { view, name } of map.insets ?? []) {
        const [left, top, width, height] = view;
        const frame = [
          x + left * scale - sheet.box[0],
          y + top * scale - sheet.box[1],
          sheet.box[2] - (x + (left + width) * scale),
          sheet.box[3] - (y + (top + height) * scale),
        ];
        expect([name.ko, Math.min(...frame) >= 0]).toEqual([name.ko, true]);
      }
    }
  });
});

test.each([
  ['대구+경북', ['KR-27', 'KR-47'], '115', '울릉도'],
  ['대구+경북', ['KR-27', 'KR-47'], '96', '독도'],
  ['서울+인천+경기', ['KR-11', 'KR-28', 'KR-41'], '102', '백령·대청'],
  ['대전+충남', ['KR-30', 'KR-44'], '229', '격렬비도'],
] as const)('of %s shows station %3$s in the inset of %4$s', (_, regions, id, inset) => {
  const station = stationCatalogue.find((one) => one.id === id);
  if (station === undefined) throw new Error(id);

  expect(drawn(regions, station)).toEqual({ inset, isWithin: true });
});

test('the land of an inset is among the places of its map, so that the union has it too', () => {
  const ulleung = placeCatalogue.find(({ name }) => name.ko === '울릉군');
  const sheet = sheetOf((['KR-27', 'KR-47'] as const).map(mapFile));
  const own = sheet?.maps.find(({ map }) => map.id === 'KR-47');

  expect(own?.map.places[ulleung?.code ?? '']).toMatch(/^M/);
  expect(own?.map.insets?.map(({ name }) => name.ko)).toEqual(['울릉도', '독도']);
});

describe.each(mapIds)('what lies around the places of %s', (id) => {
  const { box, insets = [], around = '', places } = mapFile(id);
  const rings = ringsOf(around);
  const land = Object.values(places).flatMap(ringsOf);
  const within = ([left, top, right, bottom]: Box, x: number, y: number) =>
    x > left && x < right && y > top && y < bottom;

  test('begins with its box, and has the boxes of its insets: they are sea where there is no land', () => {
    const corners = (rectangle: Box) => JSON.stringify(rectangle.map((one) => one.toFixed(1)));
    const drawn = rings.map((ring) => {
      const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
      return corners([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
    });

    expect(drawn[0]).toBe(corners(box));
    for (const inset of insets) expect(drawn).toContain(corners(inset.box));
  });

  // Such a border stood there twice, which draws nothing by the even-odd rule and took two in five of the points of 충남.
  test('has no border that two neighbours share', () => {
    const land = rings.filter((ring) => ring.length !== 4);
    const borders = land.flatMap((ring) =>
      ring.map((point, index) => [point, ring.at(index - 1)].toSorted().join(' ')),
    );

    expect(new Set(borders).size).toBe(borders.length);
  });

  test('leaves none of its own places to the land of others', () => {
    // Inside of every ring by the even-odd rule, as a browser fills it; the box counts once. The land north of the
    // border is of another source, and coarse: it reaches up to 19 units into 경기 and 강원, which lie on it.
    const points = land.flatMap((ring) => ring.filter((_, index) => index % 4 === 0));
    const others = points.filter(
      ([x, y]) => within(box, x, y) && unitsTo(rings, x, y) > 20 && unitsTo(land, x, y) === 0,
    );

    expect(others).toEqual([]);
  });
});

/** CSS px: as narrow as a column, and as wide as the map of the wide form. */
test.each([300, 338, 392, 566])(
  'no value lies on the name of an inset in a map of %d px',
  (width) => {
    const hidden = mapIds
      .filter((id) => /^KR-\d\d$/.test(id))
      .flatMap((id) => {
        const map = mapFile(id);
        const unit = (map.box[2] - map.box[0]) / width;
        const sheet = sheetOf([map]);
        const towns = placeCatalogue.filter(({ region, parent }) => region === id && !parent);
        const shown = new Set(towns.map(({ station }) => station));
        const spots = stationCatalogue
          .filter((station) => shown.has(station.id))
          .flatMap(({ name, lat, lon }) => {
            const point = sheet && onSheet(sheet, lat ?? 0, lon ?? 0, id);
            return point === null || point.inset !== null ? [] : [{ name, ...point }];
          });
        return (map.insets ?? []).flatMap(({ name, view: [left, top, wide] }) => {
          const isRight = left + wide / 2 > (map.box[0] + map.box[2]) / 2;
          const long = name.ko.length * 11 * unit;
          const start = isRight ? left - 3 * unit - long : left + wide + 3 * unit;
          const [halfWide, halfHigh] = [(chipSize.width / 2) * unit, (chipSize.height / 2) * unit];
          return spots
            .filter(
              ({ x, y }) =>
                x + halfWide > start &&
                x - halfWide < start + long &&
                y + halfHigh > top &&
                y - halfHigh < top + 12 * unit,
            )
            .map((spot) => `${spot.name.ko} on ${name.ko}`);
        });
      });

    expect(hidden).toEqual([]);
  },
);
