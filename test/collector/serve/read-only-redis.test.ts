import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { TestRedis } from '../../servers/redis.ts';
import { Collectors, holds, passes, textAt } from '../run/shared/collectors.ts';
import { StartedCommand } from '../started-command.ts';

vi.setConfig({ testTimeout: 300_000 });

test('it serves what collectors show in Redis, says when it is lost, and finds it again', async () => {
  await using redis = await TestRedis.start();
  await using collectors = await Collectors.at(redis.url);
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  await using command = new StartedCommand(['serve', '--read-only'], {
    variables: {
      PORT: '0',
      NALSSI_DATA_DIR: directory,
      NALSSI_LOG: 'json',
      NALSSI_STORE: redis.url,
    },
  });
  const reader = { command, directory, address: await command.address() };
  await command.logs('feed-lost');
  const collector = await collectors.start();
  await passes(reader, 2);
  const asked = collectors.requests;
  await redis.kill();
  await holds(async () =>
    expect(await textAt(`${reader.address}/readyz`)).toMatch(/, nothing could be read for \d+ s/),
  );
  expect((await fetch(`${reader.address}/v1/ticker.json`)).status).toBe(200);
  await redis.startAgain();
  await holds(() => expect(collectors.requests).toBeGreaterThan(asked));
  await holds(async () =>
    expect(await textAt(`${reader.address}/readyz`)).not.toContain('nothing could be read'),
  );

  await holds(async () =>
    expect(await textAt(`${reader.address}/v1/stations.json`)).toBe(
      await textAt(`${collector.address}/v1/stations.json`),
    ),
  );
  expect(await textAt(`${reader.address}/metrics`)).toMatch(/nalssi_leads 0/);
  expect(await readdir(directory)).toEqual([]);
  await rm(directory, { recursive: true });
});
