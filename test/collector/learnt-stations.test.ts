import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import {
  loadLearntStations,
  saveLearntStations,
} from '../../collector/catalogue/learnt-stations.ts';

test('stations are saved through no link that someone has laid, and nothing is left beside them', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const target = join(directory, 'precious');
  await writeFile(target, 'precious');
  for (const name of ['stations.json', 'stations.json.new']) {
    await symlink(target, join(directory, name));
  }
  const learnt = { learntAt: '2026-11-27T04:37:00+09:00', source: 'apihub', stations: [] } as const;
  await saveLearntStations(directory, learnt);

  expect(await readFile(target, 'utf8')).toBe('precious');
  expect((await lstat(join(directory, 'stations.json'))).isFile()).toBe(true);
  expect(loadLearntStations(directory)).toEqual(learnt);
  expect((await readdir(directory)).toSorted()).toEqual([
    'precious',
    'stations.json',
    'stations.json.new',
  ]);
  await rm(directory, { recursive: true });
});

test('a file of more stations than KMA can have is damaged', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const [station] = stationCatalogue;
  const file = (length: number) =>
    writeFile(join(directory, 'stations.json'), JSON.stringify(Array(length).fill(station)));
  await file(2_000);

  expect(loadLearntStations(directory)?.stations).toHaveLength(2_000);
  await file(2_001);
  expect(() => loadLearntStations(directory)).toThrow('stations.json is damaged. Delete it');
  await rm(directory, { recursive: true });
});

test('what could not be read again is not saved: nothing would start on it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const learntAt = '2026-11-27T04:37:00+09:00';
  const [station] = stationCatalogue;
  if (station === undefined) throw new Error('The catalogue has no station.');
  await saveLearntStations(directory, { learntAt, source: 'apihub', stations: [station] });
  const before = await readFile(join(directory, 'stations.json'), 'utf8');
  const elsewhere = { ...station, lat: 90 };

  await expect(
    saveLearntStations(directory, { learntAt, source: 'apihub', stations: [elsewhere] }),
  ).rejects.toThrow(/stations\.json stays as it was: .* \(stations\.0\.lat: /);
  expect(await readFile(join(directory, 'stations.json'), 'utf8')).toBe(before);
  await rm(directory, { recursive: true });
});
