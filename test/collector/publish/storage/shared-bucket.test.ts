import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { envelope } from '@nalssi/schemas';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { TestRedis } from '../../../servers/redis.ts';
import type { TestStorage } from '../../../servers/storage-at.ts';
import { startStorage } from '../../../servers/storages.ts';
import { Upstream } from '../../../upstream/upstream.ts';
import { holds, weatherOfHour } from '../../run/shared/collectors.ts';
import { StartedCommand } from '../../started-command.ts';
import { textAt } from './publishing.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

/** A lease of ten seconds has to end, and twice. */
const isLong = process.env['npm_lifecycle_event'] === 'test:faults';

let redis: TestRedis;
let storage: TestStorage;
let upstream: Upstream;
let folders: string[] = [];

beforeAll(async () => {
  redis = await TestRedis.start();
  storage = await startStorage('ceph');
  upstream = new Upstream(weatherOfHour(0));
});

afterAll(async () => {
  await upstream?.close();
  await storage?.[Symbol.asyncDispose]();
  await redis?.[Symbol.asyncDispose]();
  for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  folders = [];
});

/** One of two that publish to one bucket, with an answer every two seconds. */
async function startCollector(address: string): Promise<StartedCommand> {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  folders.push(directory);
  return new StartedCommand(['serve'], {
    variables: {
      PORT: '0',
      NALSSI_DATA_DIR: directory,
      NALSSI_LOG: 'json',
      NALSSI_SOURCES: 'kma-map',
      NALSSI_KMA_MAP_URL: address,
      NALSSI_KMA_MAP_CRON: '*/2 * * * * *',
      NALSSI_TABLES: 'off',
      NALSSI_STORE: redis.url,
      NALSSI_PUBLISH: `s3://${storage.bucket}/shared?endpoint=${storage.endpoint.href}`,
      AWS_ACCESS_KEY_ID: storage.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: storage.credentials.secretAccessKey,
    },
  });
}

/** Sees the sequence in the bucket again and again until `stop`. */
async function watch(seen: number[], stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const text = await textAt(storage, 'shared/', 'v1/index.json').catch(() => null);
    if (text !== null) {
      const { sequence } = envelope.parse(JSON.parse(String(text)));
      if (sequence !== seen.at(-1)) seen.push(sequence);
    }
    await wait(50);
  }
}

test('two that share a lease publish to one bucket, whose sequence never goes back', async () => {
  const address = await upstream.listen();
  const seen: number[] = [];
  const stop = new AbortController();
  await using first = await startCollector(address);
  await first.logs('leads');
  const watching = watch(seen, stop.signal);
  await holds(() => expect(seen.length).toBeGreaterThan(1));
  await using second = await startCollector(address);
  await second.logs('stands-by');
  const newer = async () => {
    const last = seen.length;
    await holds(() => expect(seen.length).toBeGreaterThan(last + 1));
  };
  if (isLong) {
    first.child.kill('SIGSTOP');
    await second.logs('leads');
    await newer();
    first.child.kill('SIGCONT');
    await first.logs('stands-by');
    await newer();
    second.child.kill('SIGKILL');
    await first.says((output) => (output.match(/"code":"leads"/g)?.length === 2 ? true : null));
  } else {
    first.child.kill('SIGTERM');
    await second.logs('leads');
  }
  await newer();
  stop.abort();
  await watching;

  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  expect(seen.length).toBeGreaterThan(4);
});
