import { expect, test } from 'vitest';
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
