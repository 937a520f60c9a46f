import { findStation, regionCodes, regionNames, stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { station } from '../../schemas/feed/stations.ts';
import { november2024 } from '../upstream/recording.ts';

test('every station of the capture is in the catalogue, in the same order, under KMA’s name', () => {
  const surface = stationCatalogue.filter(({ network }) => network === 'asos');

  expect(surface.map(({ id, name }) => [id, name.ko])).toEqual(
    november2024.observations.map((observation) => [observation.station, observation.name]),
  );
});

test('every entry keeps the contract', () => {
  for (const entry of stationCatalogue) expect(station.parse(entry)).toEqual(entry);
});

test('every entry has a place on the map of Korea', () => {
  const nowhere = stationCatalogue.filter(({ lat, lon, region }) => !lat || !lon || !region);

  expect(nowhere).toEqual([]);
});

test('a station is found by its number, and an unknown one is not', () => {
  expect(findStation('108')?.name).toEqual({ ko: '서울', en: 'Seoul' });
  expect(findStation('9999')).toBeUndefined();
});

test('every region has a Korean and an English name', () => {
  expect(Object.keys(regionNames).toSorted()).toEqual([...regionCodes].toSorted());
});
