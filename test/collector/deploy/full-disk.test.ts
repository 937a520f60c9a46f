import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { healthFile, tickerFile } from '@nalssi/schemas';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqliteStore } from '../../../collector/store/sqlite-store.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { StartedCommand } from '../started-command.ts';
import { fillDisk } from './full-disk.ts';
import { mountsWork } from './tools.ts';

const canMount = process.getuid?.() === 0 && mountsWork();
const now = Date.now();
const presentHour = `${new Date(now + 9 * 3_600_000).toISOString().slice(0, 13)}:00:00+09:00`;

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', directory]);
});

afterEach(async () => {
  if (canMount) execFileSync('umount', ['--lazy', directory]);
  await rm(directory, { recursive: true, force: true });
});

describe.runIf(canMount)('a full disk', () => {
  test('under nalssi serve degrades the status, and all who are asked say so', async () => {
    const upstream = new Upstream(weatherOf(november2024, presentHour));
    await using serving = new StartedCommand(['serve'], {
      variables: {
        PORT: '0',
        NALSSI_DATA_DIR: directory,
        NALSSI_KMA_MAP_URL: await upstream.listen(),
        NALSSI_KMA_MAP_CRON: '* * * * * *',
        NALSSI_TABLES: 'off',
      },
    });
    const address = await serving.address();
    // The first edition may be of a minute in which no source had answered yet.
    await expect
      .poll(() => readFile(join(directory, 'feed/v1/ticker.json'), 'utf8').catch(() => null))
      .toContain('"status":"ok"');
    fillDisk(join(directory, 'filling'));
    const readyz = async () => (await request(`${address}/readyz`)).body.text();
    await expect.poll(readyz).toMatch(/served from memory: .*directory/);
    const health = healthFile.parse(await (await request(`${address}/v1/health.json`)).body.json());
    await using inspecting = new StartedCommand(['inspect', `${address}/v1`]);
    const { code } = await inspecting.ended;
    await using reading = new StartedCommand(['inspect', directory]);
    await reading.ended;
    await upstream.close();

    expect(health.status).toBe('degraded');
    expect(await readyz()).toMatch(/^ready, the feed is degraded, served from memory: /);
    expect(code).toBe(4);
    expect(inspecting.output).toMatch(/^degraded, /);
    expect(inspecting.output).toMatch(/^output directory: failing since .*disk has room/m);
    expect(serving.output).not.toContain('rollback');
  });

  test('is no reason not to start again: what was stored is shown, under a higher sequence', async () => {
    const upstream = new Upstream(weatherOf(november2024, presentHour));
    const variables = {
      PORT: '0',
      NALSSI_DATA_DIR: directory,
      NALSSI_KMA_MAP_URL: await upstream.listen(),
      NALSSI_TABLES: 'off',
    };
    const tickerOf = async (command: StartedCommand) => {
      const { body } = await request(`${await command.published()}/v1/ticker.json`);
      return tickerFile.parse(await body.json());
    };
    await using first = new StartedCommand(['serve'], { variables });
    await expect.poll(() => tickerOf(first)).toMatchObject({ summary: { fresh: 97 } });
    await expect
      .poll(() => readFile(join(directory, 'feed/v1/index.json')).catch(() => null))
      .not.toBeNull();
    const { sequence } = await tickerOf(first);
    fillDisk(join(directory, 'filling'));
    first.child.kill('SIGKILL');
    await first.ended;
    upstream.answer('kma-map', () => undefined);
    await using second = new StartedCommand(['serve'], { variables });
    const again = await tickerOf(second);
    await upstream.close();

    expect(again.summary.fresh + again.summary.carried).toBe(97);
    expect(again.sequence).toBeGreaterThan(sequence);
  });

  test('is what the store says of it, and not what came of it', async () => {
    await using store = new SqliteStore(join(directory, 'nalssi.sqlite'), () => undefined);
    fillDisk(join(directory, 'filling'));
    const entries = Array.from({ length: 20_000 }, (_, place) => ({
      station: String(place),
      element: 'temperature' as const,
      observedAt: now,
      source: 'kma-map' as const,
      value: 1,
      quality: 'pass' as const,
      checks: [],
      failed: [],
    }));

    await expect(store.addHistory(entries, now)).rejects.toThrow(
      /^The store could not write the history: database or disk is full$/,
    );
  });
});
