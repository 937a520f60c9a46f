import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf, createLogger, openCollector, Secrets } from '@nalssi/collector';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encode } from '../../../collector/publish/encode.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';

const now = '2026-11-23T15:00:00+09:00';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** Publishes for the first time and is told to stop in the midst of the file that `isLast` says. */
async function stopAt(isLast: (care: string | undefined, made: number) => boolean) {
  const upstream = new Upstream(weatherOf(november2024, now));
  await using parts = new AsyncDisposableStack();
  parts.defer(() => upstream.close());
  const baseUrl = new URL(await upstream.listen());
  const stop = new AbortController();
  const log: string[] = [];
  const made = { files: 0, stations: 0, inMemory: 0 };
  await using collector = await openCollector({
    sources: [{ ...configOf('kma-map'), baseUrl, isBaseUrlGiven: true }],
    off: [],
    keys: {},
    dataDirectory: directory,
    mode: 'live',
    clock: { now: () => Date.parse(now) },
    log: createLogger(new Secrets(), 'json', { write: (line) => void log.push(line) }),
    stop: stop.signal,
    onPublish: (files) => {
      made.inMemory = files.size;
    },
    encode(content, care) {
      made.files += 1;
      if (care === 'quick') made.stations += 1;
      if (isLast(care, made.files)) stop.abort();
      return encode(content, care);
    },
  });
  await collector.run('kma-map', new AbortController().signal);
  return { ...made, log };
}

test('a first publish that is told to stop makes no more files of stations, and none on the disk', async () => {
  const { stations, inMemory, log } = await stopAt((care) => care === 'quick');

  expect(stations).toBe(1);
  expect(inMemory).toBeGreaterThan(0);
  expect(await readdir(directory)).not.toContain('feed');
  expect(log).toEqual([]);
});

test('a first publish that is told to stop before anything is out makes no other file', async () => {
  const { files, inMemory, log } = await stopAt((_care, made) => made === 1);

  // The first file has its fragments beside it.
  expect(files).toBeLessThan(5);
  expect(inMemory).toBe(0);
  expect(log).toEqual([]);
});
