import type { ObservedValue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { type SourceId, sourceIds } from '../../collector/sources/source-id.ts';
import { country } from '../upstream/country.ts';
import * as faults from '../upstream/faults.ts';
import { testKeys, Workbench } from './workbench.ts';

const startAt = '2024-11-24T07:38:30+09:00';
const weather = country('2024-11-24T07:38:00+09:00');
const warning = {
  kind: 'heavy-snow',
  level: 'advisory',
  zone: { id: 'L1010500', name: '시흥시' },
  parent: { id: 'L1010000', name: '경기도' },
  command: '발표',
  issuedAt: '2024-11-24T05:00:00+09:00',
  effectiveAt: '2024-11-24T06:00:00+09:00',
} as const;

/** What the log tells of data that can be used all the same. */
const oddities = ['unknown-station', 'dropped-rows', 'failed-value'];

function start(sources: readonly SourceId[] = sourceIds) {
  return Workbench.start(weather, { sources, keys: testKeys, startAt });
}

describe('all sources together', () => {
  test('give about 740 stations, each fresh, in an ok feed', async () => {
    await using bench = await start();
    await bench.pullAll();
    const { summary, status } = await bench.ticker();

    expect(bench.warnings.filter(({ code }) => !oddities.includes(String(code)))).toEqual([]);
    // Of the 740 the catalogue does not know 63: they are shown, and counted apart.
    expect(summary).toMatchObject({ stations: 677, fresh: 677 });
    expect((await bench.health()).coverage.none).toMatchObject({ stations: 63, fresh: 63 });
    expect(status).toBe('ok');
  });

  test('give 시흥 a temperature of 565 and a condition that is marked as derived', async () => {
    await using bench = await start();
    await bench.pullAll();
    const siheung = await bench.observation('565');

    expect(siheung?.temperature).toMatchObject({ quality: 'pass', state: 'fresh' });
    expect(siheung?.temperature?.source).toMatch(/aws$/);
    expect(siheung?.condition?.value).not.toBe(null);
    expect(siheung?.condition?.derived?.method).toBe('nearest-sky');
    expect((await bench.tickerRow('565'))?.name.ko).toBe('시흥');
  });

  test('give the freshest temperature of a surface station and KMA’s own word', async () => {
    await using bench = await start();
    await bench.pullAll();
    const seoul = await bench.observation('108');

    expect(seoul?.temperature).toMatchObject({
      source: expect.stringMatching(/aws$/),
      observedAt: expect.stringMatching(/^2024-11-24T07:3/),
    });
    expect(seoul?.condition).toMatchObject({ value: 'clear', source: 'kma-map' });
  });

  test('name the source of every value', async () => {
    await using bench = await start();
    await bench.pullAll();
    const { observations } = await bench.observations();
    const values = observations.flatMap(({ station: _station, state: _state, ...elements }) =>
      Object.values(elements as Record<string, ObservedValue>),
    );

    expect(values.length).toBeGreaterThan(5_000);
    expect(values.filter(({ value, source }) => value !== null && source === null)).toEqual([]);
  });

  test('give the warnings in force, with the stations in their zones', async () => {
    await using bench = await start();
    bench.upstream.serve(weather, [warning]);
    await bench.pullAll();
    const { state, warnings } = await bench.warningsInForce();

    expect(state).toBe('fresh');
    expect(warnings).toEqual([
      expect.objectContaining({
        kind: 'heavy-snow',
        level: 'advisory',
        stations: expect.arrayContaining(['565']),
        regions: ['KR-41'],
      }),
    ]);
  });

  test('keep every key out of everything that leaves the process', async () => {
    await using bench = await start();
    for (const id of sourceIds) {
      bench.upstream.answer(id, (request, response) =>
        response.writeHead(500).end(`cannot serve ${request.url}`),
      );
    }
    await bench.pullAll();
    const feed = [await bench.health(), await bench.ticker(), await bench.observations()];
    const output = JSON.stringify([feed, bench.log]);

    for (const key of Object.values(testKeys)) {
      for (const form of [key, encodeURIComponent(key), Buffer.from(key).toString('base64')]) {
        expect(output).not.toContain(form);
      }
    }
  });
});

const observing = sourceIds.filter((id) => id !== 'warnings' && id !== 'data-go-kr');

test('every line of the log that warns has a code for machines', async () => {
  await using bench = await start();
  await bench.pullAll();
  bench.upstream.serve({ ...weather, stations: weather.stations.slice(0, 300) });
  bench.clock.advance(1);
  await bench.pullAll();
  const codes = bench.warnings.map(({ code }) => code);

  expect(new Set(codes)).toEqual(new Set(['unknown-station', 'missing-stations']));
});

test('a state begins when the source comes into it, and goes on with it', async () => {
  await using bench = await start(['kma-aws']);
  const sinceOf = async () => (await bench.health()).sources[0]?.stateSince?.slice(11, 16);
  await bench.pullAll();
  bench.clock.advance(5);
  await bench.pullAll();

  expect(await sinceOf()).toBe('07:38');

  bench.upstream.answer('kma-aws', faults.status(500));
  await bench.pullAll();
  bench.clock.advance(5);
  await bench.pullAll();

  expect(await sinceOf()).toBe('07:43');
});

describe.each(observing)('%s', (id) => {
  test('alone is enough to publish temperatures', async () => {
    await using bench = await start([id]);
    await bench.pullAll();
    const { observations, status } = await bench.ticker();
    const warm = observations.filter(({ temperature }) => temperature !== null);

    expect(warm.length).toBeGreaterThanOrEqual(97);
    expect(status).toBe('ok');
  });

  test('lost, shows in health and leaves the last values with their own times', async () => {
    await using bench = await start([id]);
    await bench.pullAll();
    const before = await bench.ticker();
    bench.upstream.answer(id, faults.status(500));
    await bench.pull(id);
    const after = await bench.ticker();
    const health = await bench.health();

    expect(after.status).toBe('degraded');
    expect(health.sources[0]).toMatchObject({
      state: 'failing',
      lastError: { code: 'http-server-error' },
    });
    expect(after.observations.map(({ state: _state, ...row }) => row)).toEqual(
      before.observations.map(({ state: _state, ...row }) => row),
    );
    expect(bench.warnings.filter(({ code }) => !oddities.includes(String(code)))).toHaveLength(1);
  });
});

test('the loss of the automatic stations loses only what they alone give', async () => {
  await using bench = await start(['kma-map', 'kma-aws']);
  await bench.pullAll();
  bench.upstream.answer('kma-aws', faults.status(500));
  bench.upstream.serve(country('2024-11-24T08:25:00+09:00'));
  bench.upstream.answer('kma-aws', faults.status(500));
  bench.clock.advance(50);
  await bench.pullAll();

  expect((await bench.tickerRow('565'))?.state).toBe('expired');
  expect(await bench.tickerRow('108')).toMatchObject({
    state: 'fresh',
    observedAt: '2024-11-24T08:00:00+09:00',
  });
});
