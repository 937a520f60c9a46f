import { type Station, stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { representedPlacesOf } from '../../../collector/feed/places-file.ts';
import type { StationSnapshot } from '../../../collector/snapshot/element-snapshot.ts';
import { sourceIds } from '../../../collector/sources/source-id.ts';
import { country } from '../../upstream/country.ts';
import { testKeys, Workbench } from '../workbench.ts';

test('with automatic stations every place has its own, and a reader comes back after a day', async () => {
  await using bench = await Workbench.start(country('2024-11-24T07:38:00+09:00'), {
    sources: sourceIds,
    keys: testKeys,
    startAt: '2024-11-24T07:38:30+09:00',
  });
  await bench.pullAll();
  const { places, ttl } = await bench.places();

  expect(places).toHaveLength(269);
  expect(places.filter(({ insteadOf }) => insteadOf !== undefined)).toEqual([]);
  expect(ttl).toBe(86_400);
});

test('from the national list alone others stand for places, which say so, and it is asked for again soon', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const { places, ttl, summary, status } = await bench.places();

  expect(places.find(({ code }) => code === '41390')).toMatchObject({
    station: '112',
    basis: 'substitute',
    insteadOf: '565',
  });
  expect(ttl).toBe(600);
  expect({ status, stations: summary.stations }).toEqual({ status: 'ok', stations: 0 });
});

test('the list of feeds names it with its own ttl', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const { feeds } = await bench.index();

  expect(feeds['places']).toMatchObject({ url: 'places.json', ttl: 86_400 });
  expect(feeds['ticker']).toMatchObject({ ttl: 60 });
});

test('other stations stand for places as soon as others are in use, as many or fewer', () => {
  const placesOf = (stations: readonly Station[]) =>
    representedPlacesOf({
      snapshot: {
        at: 0,
        summary: { stations: 0, fresh: 0, carried: 0, expired: 0, never: 0 },
        stations: stations.map(
          (station): StationSnapshot => ({
            station,
            standing: 'expected',
            state: 'fresh',
            elements: {},
          }),
        ),
      },
    });
  const standing = (stations: readonly Station[]) => [
    ...new Set(placesOf(stations).map(({ station }) => station)),
  ];
  const [seoul, busan] = ['108', '159'].map((id) =>
    stationCatalogue.filter((one) => one.id === id),
  );
  const both = [...(seoul ?? []), ...(busan ?? [])];

  expect(standing(seoul ?? [])).toEqual(['108']);
  expect(standing(busan ?? [])).toEqual(['159']);
  expect(standing(both).toSorted()).toEqual(['108', '159']);
  expect(standing(seoul ?? [])).toEqual(['108']);
  expect(standing([]).length).toBeGreaterThan(100);
});
