import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelope, tickerFile } from '@nalssi/schemas';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { movedOn } from '../../upstream/weather.ts';
import { StartedCommand } from '../started-command.ts';

const pacedService = join(import.meta.dirname, '../run/paced-service.ts');
const everySecond = '* * * * * *';

let upstream: Upstream;
let upstreamUrl = '';
let directory = '';

beforeEach(async () => {
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 + 9 * 3_600_000);
  const observedAt = `${hour.toISOString().slice(0, 19)}+09:00`;
  upstream = new Upstream(movedOn(weatherOf(november2024), observedAt));
  upstreamUrl = await upstream.listen();
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(async () => {
  await upstream.close();
  await rm(directory, { recursive: true, force: true });
});

/** Collects and publishes into the directory every second. */
function startPublisher(): StartedCommand {
  return new StartedCommand([directory, upstreamUrl, everySecond], {
    script: pacedService,
    variables: { PORT: '0' },
  });
}

function startReader(): StartedCommand {
  return new StartedCommand(['serve', '--read-only'], {
    variables: { PORT: '0', NALSSI_DATA_DIR: directory, NALSSI_LOG: 'json' },
  });
}

async function sequenceAt(address: string): Promise<number> {
  const response = await fetch(`${address}/v1/index.json`);
  return envelope.parse(await response.json()).sequence;
}

const textAt = async (url: string) => (await fetch(url)).text();

test('it follows what another process publishes, and serves the scripts beside it', async () => {
  await using publisher = startPublisher();
  await publisher.logs('Serving.');
  await using reader = startReader();
  const address = await reader.address();
  await reader.logs('feed-read');
  const first = await sequenceAt(address);

  await vi.waitFor(async () => expect(await sequenceAt(address)).toBeGreaterThan(first + 2), {
    interval: 100,
  });
  const packed = await fetch(`${address}/v1/ticker.json`, { headers: { 'accept-encoding': 'br' } });
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(tickerFile.parse(await packed.json()).summary.stations).toBe(97);
  expect(await textAt(`${address}/metrics`)).toMatch(/nalssi_feed_looks_total{result="ok"} [1-9]/);
});

test('what was read is served when the publisher is gone and the feed with it, and it says so', async () => {
  await using publisher = startPublisher();
  await publisher.logs('Serving.');
  await using reader = startReader();
  const address = await reader.address();
  // The first edition comes before the first answer of a source.
  await vi.waitFor(async () => expect((await fetch(`${address}/readyz`)).status).toBe(200), {
    interval: 100,
  });
  publisher.child.kill('SIGKILL');
  await publisher.ended;
  await rm(join(directory, 'feed'), { recursive: true });
  const says = () => textAt(`${address}/readyz`);
  await vi.waitFor(
    async () => expect(await says()).toMatch(/^ready.*, nothing could be read for \d+ s\n$/),
    { interval: 100 },
  );

  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  expect((await fetch(`${address}/v1/ticker.json`)).status).toBe(200);
});

test('it waits for a feed that is not there yet, and asks no source', async () => {
  await using reader = startReader();
  const address = await reader.address();
  await reader.logs('feed-lost');
  expect((await fetch(`${address}/readyz`)).status).toBe(503);
  expect(await readdir(directory)).toEqual([]);
  await using publisher = startPublisher();
  await reader.logs('feed-found');

  // The first edition comes before the first answer of a source.
  await vi.waitFor(async () => expect((await fetch(`${address}/readyz`)).status).toBe(200), {
    interval: 100,
  });
  expect(publisher.errors).toBe('');
});

test('it ends in order on SIGTERM', async () => {
  await using reader = startReader();
  await reader.logs('Serving.');
  reader.child.kill('SIGTERM');

  expect(await reader.ended).toEqual({ code: 143, signal: null });
});
