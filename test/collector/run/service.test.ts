import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { mountsWork } from '../deploy/tools.ts';
import { StartedCommand } from '../started-command.ts';

const start = join(import.meta.dirname, '../../../demo/start.ts');
const paced = join(import.meta.dirname, 'paced-service.ts');
const isRoot = process.getuid?.() === 0;
/** A user that owns nothing here. */
const nobody = 65_534;

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  await chmod(directory, 0o755);
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** A data directory that cannot be used, the user that shall use it, and what is said of it. */
interface Fault {
  readonly says: RegExp;
  readonly uid?: number;
  readonly isPossible?: boolean;
  readonly make: (data: string) => Promise<unknown> | unknown;
  readonly unmake?: (data: string) => unknown;
}

const faults: Readonly<Record<string, Fault>> = {
  'is a file': {
    says: /nalssi: .*data/,
    make: (data) => writeFile(data, ''),
  },
  'belongs to another user': {
    says: /nalssi: .*data/,
    isPossible: isRoot,
    uid: nobody,
    make: (data) => execFileSync('install', ['-d', '-o', 'root', '-m', '755', data]),
  },
  'is on a disk that is read-only': {
    says: /nalssi: .*data/,
    isPossible: isRoot && mountsWork(),
    make(data) {
      execFileSync('mkdir', [data]);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', data]);
    },
    unmake: (data) => execFileSync('umount', ['--lazy', data]),
  },
  'has a damaged list of stations': {
    says: /stations\.json is damaged\. Delete it/,
    async make(data) {
      execFileSync('mkdir', [data]);
      await writeFile(join(data, 'stations.json'), '[{"id":');
    },
  },
  'has a damaged store': {
    says: /nalssi\.sqlite: .*Put it back from a backup, or move it away/,
    async make(data) {
      execFileSync('mkdir', [data]);
      await writeFile(join(data, 'nalssi.sqlite'), 'no database '.repeat(500));
    },
  },
};

describe.each([
  ['nalssi serve', undefined, ['serve']],
  ['npm start', start, []],
])('%s ends at once with the reason', (_, script, words) => {
  for (const [what, { make, unmake, says, uid, isPossible = true }] of Object.entries(faults)) {
    test.runIf(isPossible)(`when the data directory ${what}`, async () => {
      const data = join(directory, 'data');
      await make(data);
      await using command = new StartedCommand(words, {
        ...(script !== undefined && { script }),
        variables: { PORT: '0', NALSSI_DATA_DIR: data, NALSSI_KMA_MAP_URL: 'http://127.0.0.1:9' },
        ...(uid !== undefined && { uid }),
      });
      const { code } = await command.ended;
      unmake?.(data);

      expect(code).toBe(1);
      expect(command.errors).toMatch(says);
      expect(command.errors).not.toMatch(/^ {4}at /m);
      expect(command.output).not.toContain('Serving.');
    });
  }
});

test.runIf(isRoot)('a store that can only be read ends the start too', async () => {
  const data = join(directory, 'data');
  execFileSync('mkdir', [data]);
  const variables = { PORT: '0', NALSSI_DATA_DIR: data, NALSSI_KMA_MAP_URL: 'http://127.0.0.1:9' };
  await new StartedCommand(['collect'], { variables }).ended;
  await chown(data, nobody, nobody);
  await using command = new StartedCommand(['serve'], { variables, uid: nobody });
  const { code } = await command.ended;

  expect(code).toBe(1);
  expect(command.errors).toMatch(/^nalssi: .*nalssi\.lock/);
});

describe('the service', () => {
  let upstream: Upstream;
  let url = '';

  beforeEach(async () => {
    upstream = new Upstream(weatherOf(november2024, koreanHour()));
    url = await upstream.listen();
  });

  afterEach(() => upstream.close());

  const run = (variables: Readonly<Record<string, string>>) =>
    new StartedCommand([directory, url, '30 0 1 1 *'], { script: paced, variables });

  const sequence = async (address: string) => {
    const { statusCode, body } = await request(`${address}/v1/health.json`);
    expect(statusCode).toBe(200);
    return ((await body.json()) as { sequence: number }).sequence;
  };

  const fresh = async (address: string) => {
    const { body } = await request(`${address}/v1/ticker.json`);
    return ((await body.json()) as { summary?: { fresh: number } }).summary?.fresh;
  };

  /** Resolves when `more` further publishes are out. */
  const publishes = async (address: string, more: number) => {
    const first = await sequence(address);
    await expect.poll(() => sequence(address)).toBeGreaterThanOrEqual(first + more);
  };

  test('that was paused far longer than it may be silent goes on', async () => {
    await using service = run({ SILENCE: '12000' });
    const address = await service.published();
    await publishes(address, 1);
    service.child.kill('SIGSTOP');
    // No wait for something to happen: that this time passes is the test.
    await new Promise((resolve) => setTimeout(resolve, 14_000));
    service.child.kill('SIGCONT');

    expect((await request(`${address}/livez`)).statusCode).toBe(200);
    await publishes(address, 3);
  });

  test.each([
    ['forward by an hour', 3_600_000],
    ['back by an hour', -3_600_000],
  ])('whose clock is set %s goes on, and asks its sources anew', async (_, step) => {
    await using service = run({ CLOCK_STEP: String(step) });
    const address = await service.published();
    // The first run has to be over: a source is not asked while it is being asked.
    await expect.poll(() => fresh(address)).toBe(97);
    await publishes(address, 2);
    const asked = upstream.targets('kma-map').length;
    service.child.kill('SIGUSR2');
    // What was heard of the time before says nothing now.
    expect(await service.logs('clock-break')).toMatchObject({ clockOffset: null });

    expect((await request(`${address}/livez`)).statusCode).toBe(200);
    await publishes(address, 4);
    await expect.poll(() => upstream.targets('kma-map').length).toBeGreaterThan(asked);
  });
});

test('the first answer is out while another source is still silent', async () => {
  const upstream = new Upstream(weatherOf(november2024, koreanHour()));
  const url = await upstream.listen();
  try {
    let open = 0;
    upstream.answer('kma-aws', (_, response) => {
      open += 1;
      response.once('close', () => (open -= 1));
    });
    await using command = new StartedCommand(['serve'], {
      variables: {
        PORT: '0',
        NALSSI_DATA_DIR: directory,
        NALSSI_SOURCES: 'kma-map,kma-aws',
        NALSSI_KMA_MAP_URL: url,
        NALSSI_KMA_AWS_URL: url,
      },
    });
    const address = await command.address();
    const read = () => request(`${address}/v1/ticker.json`);
    await expect.poll(async () => (await read()).statusCode).toBe(200);
    const { sources } = (await (await request(`${address}/v1/health.json`)).body.json()) as {
      sources: { id: string; state: string }[];
    };

    // It was asked, its request waits, and none of it has failed or been given up.
    expect(open).toBe(1);
    expect(sources.find(({ id }) => id === 'kma-aws')?.state).toBe('starting');
  } finally {
    await upstream.close();
  }
});

function koreanHour(): string {
  return `${new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 13)}:00:00+09:00`;
}
