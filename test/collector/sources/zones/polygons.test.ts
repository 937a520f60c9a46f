import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeStations } from '../../../../collector/sources/zones/place-stations.ts';
import { parseZoneAreas } from '../../../../collector/sources/zones/polygons.ts';
import { formatPolygons } from '../../../upstream/formats/zones.ts';
import { stationsOf2026, zonesOf2026 } from '../../../upstream/zones.ts';

const parents = new Set(zonesOf2026.filter(({ isLeaf }) => !isLeaf).map(({ id }) => id));
const bytes = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));
const polygons = (...features: unknown[]) => bytes({ name: '260601_wrnArea', features });

function zone(regid: string, rings: unknown, level = 2) {
  return {
    properties: { regid, regko: regid, level },
    geometry: { type: 'Polygon', coordinates: rings },
  };
}

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
];

test('each station is placed in the zone that it stands in', () => {
  const text = new TextEncoder().encode(formatPolygons(stationsOf2026, zonesOf2026));
  const { areas, edition } = parseZoneAreas(text, parents);
  const placed = placeStations(stationsOf2026, areas);
  const wrong = stationsOf2026.filter(({ id, zone: { id: own } }) => placed[id]?.id !== own);

  expect(edition).toBe('260601_wrnArea');
  expect(wrong).toEqual([]);
});

test('provinces, and towns whose parts are there, are left out without knowing of them', () => {
  const { areas } = parseZoneAreas(
    polygons(
      zone('L1140000', [square(128, 35, 2)], 1),
      zone('L1022500', [square(128, 35, 2)]),
      zone('L1022510', [square(128, 35, 1)]),
      zone('L1010200', [square(126, 37, 1)]),
    ),
    new Set(),
  );

  expect(areas.map(({ id }) => id)).toEqual(['L1022510', 'L1010200']);
});

test.each([
  ['a hole', { lat: 36.5, lon: 128.5 }, undefined],
  ['the area around it', { lat: 36.1, lon: 128.1 }, 'L1010200'],
  ['an island 1 km off', { lat: 36.5, lon: 127.989 }, 'L1010200'],
  ['a buoy 3 km off', { lat: 36.5, lon: 127.966 }, undefined],
])('a station in %s is placed as the rings say', (_where, place, expected) => {
  const { areas } = parseZoneAreas(
    polygons(zone('L1010200', [square(128, 36, 1), square(128.3, 36.3, 0.4)])),
    new Set(),
  );

  expect(placeStations([{ id: '1', ...place }], areas)['1']?.id).toBe(expected);
});

test('rings that are none throw nothing and take only themselves away', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (rings) => {
      const { areas } = parseZoneAreas(
        polygons(zone('L1010200', [square(128, 36, 1), ...rings]), zone('L1010300', rings), rings),
        new Set(),
      );

      expect(areas[0]?.id).toBe('L1010200');
    }),
  );
});

test.each([
  ['cut', formatPolygons(stationsOf2026, zonesOf2026).slice(0, 90_000), 'malformed'],
  ['a page', '<html>점검 중</html>', 'html'],
  ['another document', '{"type":"Topology"}', 'shape'],
])('an answer that is %s is refused', (_what, text, code) => {
  expect(() => parseZoneAreas(new TextEncoder().encode(text), parents)).toThrow(
    expect.objectContaining({ code }),
  );
});

test('4 MB are read within the time that any answer has, and stations placed', () => {
  const corners = Array.from({ length: 700 }, (_, index) => {
    const angle = (index / 700) * 2 * Math.PI;
    return [Math.cos(angle) * 0.2, Math.sin(angle) * 0.2] as const;
  });
  const circles = stationsOf2026
    .slice(0, 235)
    .map(({ lon, lat }, index) =>
      zone(`L1${String(200_000 + index).padStart(6, '0')}`.slice(0, 8), [
        corners.map(([east, north]) => [lon + east, lat + north]),
      ]),
    );
  const document = polygons(...circles);

  expect(document.length).toBeGreaterThan(4_000_000);
  expect(
    Object.keys(placeStations(stationsOf2026, parseZoneAreas(document, parents).areas)).length,
  ).toBeGreaterThan(200);
});

test('an answer of more features than KMA has zones is not read', () => {
  const answer = new TextEncoder().encode(`{"features":[${'{},'.repeat(5_000)}{}]}`);

  expect(() => parseZoneAreas(answer, parents)).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});

test('an answer of more numbers than KMA has corners is not read', () => {
  const answer = new TextEncoder().encode(
    `{"features":[{"geometry":{"coordinates":[${'1,'.repeat(600_000)}1]}}]}`,
  );

  expect(() => parseZoneAreas(answer, parents)).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});

test('an answer of more objects, lists and texts than KMA has corners is not read', () => {
  const answer = new TextEncoder().encode(`{"features":[${'{},'.repeat(600_000)}{}]}`);

  expect(() => parseZoneAreas(answer, parents)).toThrow(
    expect.objectContaining({ code: 'too-large' }),
  );
});
