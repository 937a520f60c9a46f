import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { healthFile, tickerFile } from '@nalssi/schemas';
import { request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { country } from '../upstream/country.ts';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { Upstream } from '../upstream/upstream.ts';
import { bareEnvironment, smallWidget } from './started-command.ts';

const command = join(import.meta.dirname, '../../collector/main.ts');
const presentHour = weatherOf(november2024, koreanHour(Date.now()));
let directory = '';

function koreanHour(instant: number): string {
  return `${new Date(instant + 9 * 3_600_000).toISOString().slice(0, 13)}:00:00+09:00`;
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function start(words: string[], variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [command, ...words], {
    env: {
      ...bareEnvironment,
      NALSSI_DATA_DIR: directory,
      NALSSI_TABLES: 'off',
      NALSSI_WIDGET_DIR: smallWidget,
      ...variables,
    },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, output, errors }));
  });
  /** Resolves with the first line of the log that `test` accepts. */
  const line = (test: (entry: Record<string, unknown>) => boolean) =>
    new Promise<Record<string, unknown>>((resolve) => {
      child.stdout.on('data', () => {
        const entries = output
          .split('\n')
          .filter(Boolean)
          .map((text) => JSON.parse(text));
        const found = entries.find(test);
        if (found !== undefined) resolve(found);
      });
    });
  return { child, ended, line };
}

describe('nalssi collect', () => {
  test('publishes once and exits with 0', async () => {
    const upstream = new Upstream(presentHour);
    const { ended } = start(['collect'], { NALSSI_KMA_MAP_URL: await upstream.listen() });
    const { code } = await ended;
    await upstream.close();
    const text = await readFile(join(directory, 'feed/v1/ticker.json'), 'utf8');

    expect(code).toBe(0);
    expect(tickerFile.parse(JSON.parse(text)).summary).toMatchObject({ stations: 97, fresh: 97 });
    // Ten minutes until it was started often enough.
    const health = await readFile(join(directory, 'feed/v1/health.json'), 'utf8');
    expect(healthFile.parse(JSON.parse(health)).interval).toBe(600);
  });

  test('exits with 1 when nothing usable came, and says why and what to do', async () => {
    const { ended } = start(['collect'], { NALSSI_KMA_MAP_URL: 'http://127.0.0.1:9' });
    const { code, output } = await ended;

    expect(code).toBe(1);
    expect(output).toContain('"code":"refused"');
    expect(output).toContain('Check the base URL');
  });
});

test.each([
  [
    'a folder of its own',
    () => mkdir(join(directory, 'feed/v1'), { recursive: true }),
    /feed\/v1 is not the link that nalssi makes\. Move it away/,
  ],
  ['a file', () => writeFile(join(directory, 'feed'), ''), /feed is no folder\. Move it away/],
])(
  'nalssi collect says that %s stands where the feed has to go, and exits with 1',
  async (_what, put, says) => {
    const upstream = new Upstream(presentHour);
    await put();
    const { ended } = start(['collect'], { NALSSI_KMA_MAP_URL: await upstream.listen() });
    const { code, output } = await ended;
    await upstream.close();

    expect(code).toBe(1);
    expect(output).toMatch(says);
    expect(output).toContain('"code":"not-published","failing":["directory"]');
    expect(output).not.toContain('"msg":"Published."');
  },
);

describe('nalssi serve', () => {
  test('says what stands where the feed has to go, in health too, and once in the log', async () => {
    const upstream = new Upstream(presentHour);
    await mkdir(join(directory, 'feed/v1'), { recursive: true });
    const { child, ended, line } = start(['serve'], {
      PORT: '0',
      NALSSI_KMA_MAP_URL: await upstream.listen(),
      NALSSI_KMA_MAP_CRON: '* * * * * *',
    });
    const { port } = await line((entry) => entry['msg'] === 'Serving.');
    await line((entry) => entry['code'] === 'directory-failing');
    await upstreamHasBeenAsked(upstream, 4);
    const action =
      'feed/v1 is not the link that nalssi makes. Move it away, or set NALSSI_DATA_DIR to another folder.';
    await expect
      .poll(async () => {
        const response = await request(`http://127.0.0.1:${port}/v1/health.json`);
        return healthFile.parse(await response.body.json()).outputs;
      })
      .toContainEqual(expect.objectContaining({ id: 'directory', state: 'failing', action }));
    child.kill('SIGTERM');
    const { output } = await ended;
    await upstream.close();

    expect(output.split(action)).toHaveLength(2);
    expect(output).toContain(`"place":"${join(directory, 'feed/v1')}"`);
  });

  test('serves the feed, pulls on its schedule, and ends in order on SIGTERM', async () => {
    const upstream = new Upstream(presentHour);
    const { child, ended, line } = start(['serve'], {
      PORT: '0',
      NALSSI_KMA_MAP_URL: await upstream.listen(),
      NALSSI_KMA_MAP_CRON: '* * * * * *',
    });
    const { port } = await line((entry) => entry['msg'] === 'Serving.');
    const summary = async () => {
      const response = await request(`http://127.0.0.1:${port}/v1/ticker.json`);
      const { mode, status, summary } = tickerFile.parse(await response.body.json());
      return { mode, status, fresh: summary.fresh };
    };
    // The publish of a full minute may come before KMA has answered.
    await expect.poll(summary).toEqual({ mode: 'live', status: 'ok', fresh: 97 });
    await upstreamHasBeenAsked(upstream, 3);
    child.kill('SIGTERM');
    const { code, output } = await ended;
    await upstream.close();

    expect(code).toBe(143);
    expect(output).toContain('"msg":"Stopping."');
  });

  test('says that a port is in use, and exits with 1', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { ended } = start(['serve'], { PORT: String(port) });
    const { code, errors } = await ended;
    other.close();

    expect(code).toBe(1);
    expect(errors).toContain(`Port ${port} on 127.0.0.1 is in use.`);
  });
});

describe('nalssi check', () => {
  test('prints what an upstream gives, its age and what the checks said, and exits with 0', async () => {
    const upstream = new Upstream(presentHour);
    const { ended } = start(['check', 'kma-map'], { NALSSI_KMA_MAP_URL: await upstream.listen() });
    const { code, output } = await ended;
    await upstream.close();

    expect(code).toBe(0);
    expect(output).toMatch(/^kma-map: \S/m);
    expect(output).toMatch(/Stations +97, of which 0 are not in the catalogue/);
    expect(output).toMatch(/Newest +\d{4}-\d\d-\d\dT\d\d:00:00\+09:00, \d+ min ago/);
    expect(output).toMatch(/temperature +97 of 97, -?\d+(?:\.\d)? to -?\d+(?:\.\d)? °C/);
  });

  test('tells warnings that are in force from those announced and lifted', async () => {
    const upstream = new Upstream(presentHour);
    const row = (name: string, command: string, issuedAt: number, effectiveAt: number) => ({
      kind: 'strong-wind' as const,
      level: 'advisory' as const,
      zone: { id: `L108220${name.length}`, name },
      parent: { id: 'L1080000', name: '경상남도' },
      command,
      issuedAt: koreanHour(issuedAt),
      effectiveAt: koreanHour(effectiveAt),
    });
    const now = Date.now();
    const [earlier, later] = [now - 2 * 3_600_000, now + 2 * 3_600_000];
    upstream.serve(presentHour, [
      row('거제', '발표', earlier, earlier),
      row('울릉도', '발표', earlier, later),
      row('제주도산지', '해제', earlier, earlier),
    ]);
    const { ended } = start(['check', 'warnings'], {
      NALSSI_WARNINGS_URL: await upstream.listen(),
      NALSSI_KMA_APIHUB_KEY: 'TestHubKey0123456789ab',
    });
    const { code, output } = await ended;
    await upstream.close();

    expect(code).toBe(0);
    expect(output).toMatch(/In force +1\n {2}거제: strong-wind advisory\n/);
    expect(output).toMatch(/Announced +1\n {2}울릉도: strong-wind advisory, from .*\n/);
    expect(output).not.toContain('제주도산지');
  });

  test('says what is wrong and what to do, and exits with 1', async () => {
    const { ended } = start(['check', 'kma-map'], { NALSSI_KMA_MAP_URL: 'http://127.0.0.1:9' });
    const { code, output } = await ended;

    expect(code).toBe(1);
    expect(output).toMatch(/Failed +refused: .*\nWhat to do +Check the base URL/);
  });

  test.each([
    [['check'], 'takes one SOURCE'],
    [['check', 'moon'], 'moon is not a source. Choose from: kma-map'],
    [['check', 'constructor'], 'constructor is not a source. Choose from: kma-map'],
    [['check', 'apihub-aws'], 'apihub-aws needs a key: set NALSSI_KMA_APIHUB_KEY.'],
  ])('%j is refused with the mend, and exits with 2', async (words, mend) => {
    const { code, errors } = await start(words).ended;

    expect(code).toBe(2);
    expect(errors).toContain(mend);
  });
});

test.each(['inspect', 'validate'])(
  'nalssi %s names a URL that it cannot read without its password and key',
  async (word) => {
    const url = 'http://someone:pass-5678@127.0.0.1:9/v1?authKey=key-1234';
    const { code, output, errors } = await start([word, url]).ended;

    expect(code).not.toBe(0);
    expect(errors).toContain('http://127.0.0.1:9/v1');
    expect(output + errors).not.toMatch(/someone|pass-5678|key-1234/);
  },
);

test('nalssi check that is interrupted says so, and exits with 130', async () => {
  const upstream = new Upstream(presentHour);
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  upstream.answer('kma-map', () => asked());
  const { child, ended } = start(['check', 'kma-map'], {
    NALSSI_KMA_MAP_URL: await upstream.listen(),
  });
  await isAsked;
  child.kill('SIGINT');
  const { code, output } = await ended;
  await upstream.close();

  expect(code).toBe(130);
  expect(output).toContain('interrupted');
  expect(output).not.toContain('nothing yet');
});

describe('nalssi stations --refresh', () => {
  test('learns the stations of the API hub, which the next run knows', async () => {
    const upstream = new Upstream(country(koreanHour(Date.now())));
    const url = await upstream.listen();
    const variables = {
      NALSSI_KMA_APIHUB_KEY: 'TestHubKey0123456789ab',
      NALSSI_APIHUB_ASOS_URL: url,
      NALSSI_APIHUB_AWS_URL: url,
      NALSSI_APIHUB_ZONES_URL: url,
      NALSSI_KMA_AWS_URL: url,
      NALSSI_SOURCES: 'kma-aws',
    };
    const { code } = await start(['stations', '--refresh'], variables).ended;
    const { output } = await start(['check', 'kma-aws'], variables).ended;
    await upstream.close();

    expect(code).toBe(0);
    expect(output).toMatch(/Stations +740, of which 0 are not in the catalogue/);
  });

  describe('leaves the stations learnt before as they are', () => {
    const learnt = JSON.stringify([
      {
        id: '108',
        name: { ko: '서울', en: 'Seoul' },
        region: 'KR-11',
        network: 'asos',
        lat: 37.57,
        lon: 126.97,
        elevation: 86,
      },
    ]);
    const weather = country(koreanHour(Date.now()));

    async function refresh(upstream: Upstream) {
      await writeFile(join(directory, 'stations.json'), learnt);
      const url = await upstream.listen();
      return start(['stations', '--refresh'], {
        NALSSI_KMA_APIHUB_KEY: 'TestHubKey0123456789ab',
        NALSSI_APIHUB_ASOS_URL: url,
        NALSSI_APIHUB_AWS_URL: url,
        NALSSI_APIHUB_ZONES_URL: url,
      });
    }
    const kept = () => readFile(join(directory, 'stations.json'), 'utf8');

    test.each([
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const)('on %s, and exits with %i', async (signal, expected) => {
      const upstream = new Upstream(weather);
      let asked = () => {};
      const isAsked = new Promise<void>((resolve) => {
        asked = resolve;
      });
      upstream.answer('apihub-asos', () => asked());
      const { child, ended } = await refresh(upstream);
      await isAsked;
      child.kill(signal);
      const { code, output } = await ended;
      await upstream.close();

      expect(code).toBe(expected);
      expect(output).not.toContain('up to date');
      expect(await kept()).toBe(learnt);
    });

    test('when a list lacks most stations, and exits with 1', async () => {
      const few = { ...weather, stations: weather.stations.filter((_, place) => place % 9 === 0) };
      const upstream = new Upstream(few);
      await writeFile(join(directory, 'stations.json'), '[]');
      const url = await upstream.listen();
      const { code, errors } = await start(['stations', '--refresh'], {
        NALSSI_KMA_APIHUB_KEY: 'TestHubKey0123456789ab',
        NALSSI_APIHUB_ASOS_URL: url,
        NALSSI_APIHUB_AWS_URL: url,
        NALSSI_APIHUB_ZONES_URL: url,
      }).ended;
      await upstream.close();

      expect(code).toBe(1);
      expect(errors).toMatch(/SFC.*are known/);
      expect(await kept()).toBe('[]');
    });
  });

  test('says what more it would learn with a key', async () => {
    const upstream = new Upstream(presentHour);
    const url = await upstream.listen();
    const { code, output } = await start(['stations', '--refresh'], {
      NALSSI_KMA_ZONES_URL: url,
    }).ended;
    await upstream.close();

    expect(code).toBe(0);
    expect(output).toContain('set NALSSI_KMA_APIHUB_KEY');
  });
});

async function upstreamHasBeenAsked(upstream: Upstream, times: number): Promise<void> {
  await expect.poll(() => upstream.targets('kma-map').length).toBeGreaterThanOrEqual(times);
}

test('a wrong variable stops the start with its name and the mend, and exits with 2', async () => {
  const { code, errors } = await start(['serve'], { PORT: 'eighty' }).ended;

  expect(code).toBe(2);
  expect(errors).toContain(
    'PORT: Its value (6 characters) is not a port. Use a number from 1 to 65535',
  );
});

test('a command that does not exist is told so, and exits with 2', async () => {
  const { code, errors } = await start(['sevre']).ended;

  expect(code).toBe(2);
  expect(errors).toContain('There is no command sevre.');
});

test('help names every command and variable', async () => {
  const { code, output } = await start(['help']).ended;

  expect(code).toBe(0);
  for (const word of ['serve', 'collect', 'PORT', 'NALSSI_DATA_DIR', 'NALSSI_KMA_MAP_URL']) {
    expect(output).toContain(word);
  }
});

test('what ends it unforeseen is printed without what hangs on it: keys, passwords, and colours of servers', async () => {
  const key = 'a-key-that-nobody-shall-see';
  const thrower = `process.on('SIGUSR2', () => {
    throw Object.assign(new Error('no \u001b[31m' + '${key}'), { command: { args: ['pa' + 55] } });
  });`;
  const { child, ended, line } = start(['serve'], {
    PORT: '0',
    NALSSI_KMA_MAP_URL: 'http://127.0.0.1:1',
    NALSSI_SOURCES: 'kma-map',
    NALSSI_KMA_APIHUB_KEY: key,
    NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(thrower)}"`,
  });
  await line(({ msg }) => msg === 'Serving.');
  child.kill('SIGUSR2');
  const { code, errors } = await ended;

  expect(code).toBe(1);
  expect(errors).toMatch(/^nalssi: Error: no \\u001b\[31m\[secret\]\n {4}at /);
  expect(errors).not.toContain('pa55');
});
