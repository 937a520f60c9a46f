import { expect, test } from 'vitest';
import { gridCellOf } from '../../../../collector/sources/estimates/grid.ts';

test.each([
  ['서울', 37.5666, 126.9784, 60, 127],
  ['부산', 35.1801, 129.0754, 98, 76],
  ['대구', 35.87, 128.6, 89, 90],
  ['인천', 37.456, 126.7062, 55, 124],
  ['광주', 35.1598, 126.852, 58, 74],
  ['대전', 36.3502, 127.3848, 67, 100],
  ['울산', 35.5388, 129.3116, 102, 84],
  ['수원', 37.27, 127.01, 60, 120],
  ['춘천', 37.8814, 127.7302, 73, 134],
  ['청주', 36.6422, 127.4891, 69, 107],
  ['전주', 35.8243, 127.1478, 63, 89],
  ['창원', 35.2281, 128.682, 91, 77],
  ["KMA's own example", 35.0, 127.0, 61, 71],
])('%s lies in its cell', (_place, lat, lon, nx, ny) => {
  expect(gridCellOf(lat, lon)).toEqual({ nx, ny });
});

test.each([
  ['the south pole', -90, 126],
  ['the north pole', 90, 126],
  ['the equator', 0, 0],
  ['Tokyo', 35.68, 139.77],
  ['nowhere', Number.NaN, 127],
])('%s lies beyond the grid', (_place, lat, lon) => {
  expect(gridCellOf(lat, lon)).toBe(null);
});

test.each([
  ['west', 38, 123.51, 38, 123.5],
  ['east', 38, 132.24, 38, 132.25],
  ['south', 31.8, 126, 31.79, 126],
  ['north', 43.44, 126, 43.45, 126],
])(
  'the last cell in the %s has the places in it, and none beyond',
  (_edge, lat, lon, farLat, farLon) => {
    const { nx, ny } = gridCellOf(lat, lon) ?? { nx: 0, ny: 0 };

    expect([nx === 1, nx === 149, ny === 1, ny === 253].filter(Boolean)).toHaveLength(1);
    expect(gridCellOf(farLat, farLon)).toBe(null);
  },
);
