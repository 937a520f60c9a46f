import { conditionOfKmaWord } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { Workbench } from './workbench.ts';

test('the feed holds every station of the capture in KMA order, equal in condition and temperature', async () => {
  await using bench = await Workbench.start();
  await bench.pull();

  const rows = (await bench.ticker()).observations;

  expect(
    rows.map(({ station, condition, temperature }) => ({ station, condition, temperature })),
  ).toEqual(
    november2024.observations.map(({ station, condition, temperature }) => ({
      station,
      condition: conditionOfKmaWord(condition),
      temperature,
    })),
  );
});

test('every station has a name, also those that the captured ticker showed blank or as planned', async () => {
  await using bench = await Workbench.start();
  await bench.pull();

  const names = new Map((await bench.ticker()).observations.map((row) => [row.station, row.name]));

  expect([...names.values()].every(({ ko, en }) => ko !== '' && en !== '')).toBe(true);
  expect(names.get('93')).toEqual({ ko: '북춘천', en: 'Bukchuncheon' });
  expect(names.get('181')?.ko).toBe('서청주');
  expect(names.get('239')?.ko).toBe('세종');
  expect(names.get('296')?.ko).toBe('북부산');
  expect(names.get('177')?.ko).toBe('홍성');
});

test('every value carries the time of observation of the list and dies two and a half hours later', async () => {
  await using bench = await Workbench.start();
  await bench.pull();

  expect(await bench.tickerRow('108')).toMatchObject({
    observedAt: '2024-11-24T07:00:00+09:00',
    expiresAt: '2024-11-24T09:30:00+09:00',
    state: 'fresh',
  });
});

test('a value names its source and the checks that ran on it', async () => {
  await using bench = await Workbench.start();
  await bench.pull();

  expect((await bench.observation('108'))?.temperature).toMatchObject({
    value: 2.8,
    quality: 'pass',
    checks: ['range', 'batch'],
    failed: [],
    source: 'kma-map',
  });
});

test('the sequence rises with every publish, in the files that tell how new the feed is', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const first = (await bench.health()).sequence;
  await bench.collector.publish();

  expect((await bench.health()).sequence).toBe(first + 1);
  expect((await bench.index()).sequence).toBe(first + 1);
  expect((await bench.ticker()).sequence).toBe(first);
});

test('in a minute in which nothing changed only health.json and index.json are made anew', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const before = await Promise.all([bench.ticker(), bench.observations(), bench.warningsInForce()]);
  const { generatedAt } = await bench.health();
  bench.clock.advance(1);
  await bench.collector.publish();
  const after = await Promise.all([bench.ticker(), bench.observations(), bench.warningsInForce()]);

  expect(after).toEqual(before);
  expect(Date.parse((await bench.health()).generatedAt)).toBe(Date.parse(generatedAt) + 60_000);
  expect((await bench.index()).generatedAt).toBe((await bench.health()).generatedAt);
});

test('changedAt stays when only the time passes, and moves when a value does', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const before = await bench.ticker();
  bench.clock.advance(5);
  await bench.pull();
  expect(await bench.ticker()).toEqual(before);
  bench.clock.advance(5);
  await bench.pull();
  const same = await bench.ticker();
  bench.clock.advance(5);
  const [first, ...others] = november2024.observations;
  const observations = first ? [{ ...first, temperature: 3.3 }, ...others] : [];
  bench.upstream.serve(weatherOf({ ...november2024, observations }));
  await bench.pull();
  const changed = await bench.ticker();

  expect(Date.parse(same.generatedAt)).toBe(Date.parse(before.generatedAt) + 10 * 60_000);
  expect(same.changedAt).toBe(before.changedAt);
  expect(changed.changedAt).toBe(changed.generatedAt);
});

test('a restart takes up the last values and the sequence', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const before = await bench.ticker();
  const { sequence } = await bench.health();
  await bench.stop();
  await bench.reopen();
  await bench.collector.publish();
  const after = await bench.ticker();

  expect(after.sequence).toBe(sequence + 1);
  expect(after.observations.map(({ temperature }) => temperature)).toEqual(
    before.observations.map(({ temperature }) => temperature),
  );
  expect(after.observations.every(({ state }) => state === 'carried')).toBe(true);
});
