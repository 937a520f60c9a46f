import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tickerFile } from '@nalssi/schemas';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import manifest from '../../../collector/package.json' with { type: 'json' };
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { StartedCommand } from '../started-command.ts';

const start = join(import.meta.dirname, '../../../demo/start.ts');
const schedule = '30 0 1 1 *';

let directory = '';
let upstream: Upstream;
let url = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const hour = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 13);
  upstream = new Upstream(weatherOf(november2024, `${hour}:00:00+09:00`));
  url = await upstream.listen();
});

afterEach(async () => {
  await upstream.close();
  await rm(directory, { recursive: true, force: true });
});

function run(script?: string): StartedCommand {
  return new StartedCommand(script === undefined ? ['serve'] : [], {
    ...(script !== undefined && { script }),
    variables: {
      PORT: '0',
      NALSSI_DATA_DIR: directory,
      NALSSI_KMA_MAP_URL: url,
      NALSSI_KMA_MAP_CRON: schedule,
      NALSSI_TABLES: 'off',
    },
  });
}

/** Of the feed at `address`, where a request waits for the first publish. */
async function ticker(address: string) {
  const { statusCode, body } = await request(`${address}/v1/ticker.json`);
  expect(statusCode).toBe(200);
  return tickerFile.parse(await body.json());
}

/** The sequence that a first life, killed in the midst of it, has reached. */
async function liveAndBeKilled(): Promise<number> {
  await using first = run();
  const address = await first.address();
  await expect.poll(async () => (await ticker(address)).summary.fresh).toBe(97);
  await expect
    .poll(() => readFile(join(directory, 'feed/v1/index.json')).catch(() => null))
    .not.toBeNull();
  const { sequence } = await ticker(address);
  first.child.kill('SIGKILL');
  await first.ended;
  return sequence;
}

const addressIn = (command: StartedCommand) =>
  command.says((output) => /nalssi \S+ on Node \S+: (http:\S+),/.exec(output)?.[1]);

describe.each([
  ['nalssi serve', undefined],
  ['npm start', start],
])('%s after a kill -9', (_, script) => {
  test('shows what the last one knew before any source has answered, under a higher sequence', async () => {
    const before = await liveAndBeKilled();
    // From now on KMA takes requests and says nothing.
    upstream.answer('kma-map', () => undefined);
    await using second = run(script);
    const { sequence, mode, summary } = await ticker(await addressIn(second));

    expect(sequence).toBeGreaterThan(before);
    expect([mode, summary.fresh + summary.carried]).toEqual(['live', 97]);
  });
});

test('what was stored is answered before the scripts of the ticker are read', async () => {
  const paced = (variables: Readonly<Record<string, string>>) =>
    new StartedCommand([directory, url, schedule], {
      script: join(import.meta.dirname, 'paced-service.ts'),
      variables,
    });
  await using first = paced({});
  const address = await first.address();
  await expect.poll(async () => (await ticker(address)).summary.fresh).toBe(97);
  first.child.kill('SIGKILL');
  await first.ended;
  upstream.answer('kma-map', () => undefined);
  const { port } = new URL(address);
  await using second = paced({ PORT: port, NO_ASSETS: 'yes' });
  const answer = () => ticker(address).catch(() => null);
  await expect.poll(answer).not.toBeNull();

  const { fresh, carried } = (await ticker(address)).summary;
  expect(fresh + carried).toBe(97);
  expect(second.output).not.toContain('Serving.');
});

test('nalssi serve says at its start what it is, in one line', async () => {
  await using serving = run();
  const { msg } = await serving.logs('start');

  expect(msg).toBe(
    `nalssi ${manifest.version} on Node ${process.versions.node}: ${await serving.address()}, data in ${directory}, asks by Korean time kma-map (${schedule}).`,
  );
});
