import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Neighbourhood } from '../../../collector/quality/neighbourhood.ts';

const point = fc.record({
  lat: fc.double({ min: 33, max: 38.5, noNaN: true }),
  lon: fc.double({ min: 124.5, max: 131, noNaN: true }),
});

/** km, on the same plane as the neighbourhood's. */
function distances(
  points: readonly { lat: number; lon: number }[],
  from: { lat: number; lon: number },
) {
  const lats = points.map(({ lat }) => lat);
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2;
  const perLongitude = 111.2 * Math.cos((middle * Math.PI) / 180);
  return points
    .filter((other) => other !== from)
    .map(({ lat, lon }) => Math.hypot((lon - from.lon) * perLongitude, (lat - from.lat) * 111.2));
}

test('the nearest that are found are the nearest there are, of any number of points', () => {
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 5, max: 400 }),
      (points, most, radius) => {
        const [first] = points;
        if (first === undefined) return;
        const found = new Neighbourhood(points, radius, most).around(first);
        const nearest = distances(points, first)
          .filter((distance) => distance <= radius)
          .sort((a, b) => a - b)
          .slice(0, most);
        expect(found).toHaveLength(nearest.length);
        const got = distances([first, ...found], first);
        const middle = distances(points, first).length;
        expect(middle).toBeGreaterThanOrEqual(got.length);
      },
    ),
  );
});

test('points at the same place are neighbours', () => {
  const points = [
    { lat: 37, lon: 127 },
    { lat: 37, lon: 127 },
  ];

  expect(new Neighbourhood(points, 30, 5).around(points[0] ?? { lat: 0, lon: 0 })).toEqual([
    points[1],
  ]);
});
