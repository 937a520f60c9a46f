import fc from 'fast-check';
import { distance } from 'geokdbush';
import { expect, test } from 'vitest';
import { Neighbourhood } from '../../../collector/quality/neighbourhood.ts';

const point = fc.record({
  lat: fc.double({ min: 33, max: 38.5, noNaN: true }),
  lon: fc.double({ min: 124.5, max: 131, noNaN: true }),
});

test('the nearest that are found are the nearest there are, in their order', () => {
  fc.assert(
    fc.property(
      fc.array(point, { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 5, max: 400 }),
      (points, most, radius) => {
        const [first = { lat: 0, lon: 0 }, ...others] = points;
        const far = ({ lat, lon }: typeof first) => distance(first.lon, first.lat, lon, lat);
        const found = new Neighbourhood(points).around(first, radius, most);
        const nearest = others
          .map(far)
          .filter((km) => km <= radius)
          .sort((a, b) => a - b)
          .slice(0, most);

        expect(found.map((index) => far(points[index] ?? first))).toEqual(nearest);
      },
    ),
  );
});

test('a degree of latitude is 111 km and one of longitude in Seoul 88', () => {
  const seoul = { lat: 37.5, lon: 127 };
  const within = (other: typeof seoul, km: number) =>
    new Neighbourhood([seoul, other]).around(seoul, km, 5);

  expect(within({ lat: 38.5, lon: 127 }, 110.5)).toEqual([]);
  expect(within({ lat: 38.5, lon: 127 }, 111.5)).toEqual([1]);
  expect(within({ lat: 37.5, lon: 128 }, 87.5)).toEqual([]);
  expect(within({ lat: 37.5, lon: 128 }, 88.5)).toEqual([1]);
});

test('points at the same place are neighbours', () => {
  const points = [
    { lat: 37, lon: 127 },
    { lat: 37, lon: 127 },
  ];

  expect(new Neighbourhood(points).around(points[0] ?? { lat: 0, lon: 0 }, 30, 5)).toEqual([1]);
});
