import { findStation, placeCatalogue, stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { representPlaces } from '../../../collector/catalogue/represent-places.ts';

const surface = stationCatalogue.filter(({ network }) => network === 'asos');
const ofSurface = representPlaces(placeCatalogue, surface, findStation);
const named = (code: string) => ofSurface.find((place) => place.code === code);

describe('where the sources have every station', () => {
  const represented = representPlaces(placeCatalogue, stationCatalogue, findStation);

  test('each place keeps its own', () => {
    expect(represented.map(({ station }) => station)).toEqual(
      placeCatalogue.map(({ station }) => station),
    );
    expect(represented.filter(({ insteadOf }) => insteadOf !== undefined)).toEqual([]);
  });

  test('the zones and the centre stay in the catalogue', () => {
    expect(represented.find(({ code }) => code === '41390')).toEqual({
      code: '41390',
      name: { ko: '시흥시', en: 'Siheung-si' },
      region: 'KR-41',
      lat: expect.any(Number),
      lon: expect.any(Number),
      station: '565',
      basis: 'official',
      km: 0.6,
    });
  });
});

describe('where the sources have the national list alone', () => {
  test('the nearest surface station stands for a place, and says so with its own distance', () => {
    expect(named('41390')).toMatchObject({ station: '112', basis: 'substitute', insteadOf: '565' });
    expect(named('41390')?.km).toBeGreaterThan(10);
  });

  test('a place whose station is there keeps it', () => {
    expect(named('44130')).toMatchObject({ station: '232', basis: 'official' });
    expect(named('44130')).not.toHaveProperty('insteadOf');
  });

  test('nobody gets a station that the sources do not have', () => {
    const ids = new Set(surface.map(({ id }) => id));

    expect(ofSurface.filter(({ station }) => !ids.has(station))).toEqual([]);
  });

  test('a station on a mountain does not stand for the town below it', () => {
    const summit = { ...must('100'), id: '9001', lat: 37.38, lon: 126.79, elevation: 900 };
    const [siheung] = representPlaces(
      placeCatalogue.filter(({ code }) => code === '41390'),
      [...surface, summit],
      findStation,
    );

    expect(siheung?.station).toBe('112');
  });
});

test('where there is no station at all, the table’s stay', () => {
  expect(representPlaces(placeCatalogue, [], findStation)[0]?.station).toBe('108');
});

function must(id: string) {
  const station = findStation(id);
  if (station === undefined) throw new Error(id);
  return station;
}
