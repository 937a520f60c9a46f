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
    checks: ['range'],
    failed: [],
    source: 'kma-map',
  });
});

test('the sequence rises with every publish, in all files of one', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const first = (await bench.ticker()).sequence;
  await bench.collector.publish();

  const sequences = [
    (await bench.ticker()).sequence,
    (await bench.observations()).sequence,
    (await bench.health()).sequence,
  ];

  expect(sequences).toEqual([first + 1, first + 1, first + 1]);
});

test('changedAt stays when only the time passes, and moves when a value does', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const before = await bench.ticker();
  bench.clock.advance(5);
  await bench.pull();
  const same = await bench.ticker();
  bench.clock.advance(5);
  const [first, ...others] = november2024.observations;
  const observations = first ? [{ ...first, temperature: 3.3 }, ...others] : [];
  bench.upstream.serve(weatherOf({ ...november2024, observations }));
  await bench.pull();
  const changed = await bench.ticker();

  expect(same.generatedAt).not.toBe(before.generatedAt);
  expect(same.changedAt).toBe(before.changedAt);
  expect(changed.changedAt).toBe(changed.generatedAt);
});

test('a restart takes up the last values and the sequence', async () => {
  await using bench = await Workbench.start();
  await bench.pull();
  const before = await bench.ticker();
  await bench.collector.close();
  await bench.reopen();
  await bench.collector.publish();
  const after = await bench.ticker();

  expect(after.sequence).toBe(before.sequence + 1);
  expect(after.observations.map(({ temperature }) => temperature)).toEqual(
    before.observations.map(({ temperature }) => temperature),
  );
  expect(after.observations.every(({ state }) => state === 'carried')).toBe(true);
});
