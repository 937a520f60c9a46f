import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, type Keys, readConfig, type SourceId, sources } from '@nalssi/collector';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { SqliteStore } from '../../collector/store/sqlite-store.ts';
import * as faults from '../upstream/faults.ts';
import { formatPortalFailure } from '../upstream/formats/data-go-kr.ts';
import { type Responder, Upstream } from '../upstream/upstream.ts';
import {
  answering,
  apihubAsos,
  apihubAws,
  dataGoKr,
  hubWarnings,
  portalWarnings,
  type Subject,
  smallWeather,
  subjects,
} from './faults/subjects.ts';
import { bareEnvironment } from './started-command.ts';
import { testKeys, Workbench } from './workbench.ts';

const withKey = [apihubAsos, apihubAws, dataGoKr, hubWarnings, portalWarnings];

function start({ id }: Subject, keys: Keys, startAt: string): Promise<Workbench> {
  return Workbench.start(smallWeather, { sources: [id], keys, startAt });
}

/** An error of the hub or of the portal, whichever the subject asks. */
function refusal(subject: Subject, what: 'quota' | 'auth', status = 200): Responder {
  const [hub, portal] =
    what === 'quota' ? ['일일 최대 호출 건수 제한', '22'] : ['유효한 인증키가 아닙니다.', '30'];
  const hubStatus = what === 'quota' ? 403 : 401;
  const body =
    subject.keys['kma-apihub'] === undefined
      ? formatPortalFailure(portal, 'ERROR', 'JSON')
      : JSON.stringify({ result: { status: hubStatus, message: hub } });
  return faults.says(body, 'application/json', status);
}

describe('a quota that is used up', () => {
  const evening = '2024-11-24T20:30:00+09:00';

  /** Runs every half hour until shortly before midnight; returns the requests they made. */
  async function untilMidnight(bench: Workbench, id: SourceId): Promise<number> {
    const before = bench.upstream.targets(id).length;
    for (let run = 0; run < 6; run += 1) {
      bench.clock.advance(30);
      await bench.pull(id);
    }
    bench.clock.advance(29);
    await bench.pull(id);
    return bench.upstream.targets(id).length - before;
  }

  test.concurrent.each(withKey)(
    '$name: nothing is asked until midnight in Korea, then it is asked again',
    async (subject) => {
      const { id } = subject;
      await using bench = await start(subject, subject.keys, evening);
      bench.upstream.answer(id, refusal(subject, 'quota'));
      await bench.pull(id);
      const first = bench.upstream.targets(id).length;
      expect((await bench.health()).sources[0]).toMatchObject({
        state: 'blocked',
        stateSince: evening,
        blocked: { code: 'quota', until: expect.stringMatching(/^2024-11-25T00:0/) },
      });

      // What one run asks at the same time is under way when the first answer comes.
      expect(new Set(bench.upstream.targets(id)).size).toBe(first);
      expect(await untilMidnight(bench, id)).toBe(0);
      expect((await bench.health()).sources[0]).toMatchObject({
        state: 'blocked',
        blocked: { code: 'quota', until: expect.stringMatching(/^2024-11-25T00:0/) },
      });
      bench.clock.advance(7);
      await bench.pull(id);
      expect(bench.upstream.targets(id).length).toBeGreaterThan(first);
    },
  );

  test.concurrent.each(withKey)('$name: a restart does not forget it', async (subject) => {
    const { id } = subject;
    await using bench = await start(subject, subject.keys, evening);
    bench.upstream.answer(id, refusal(subject, 'quota', 403));
    await bench.pull(id);
    await bench.stop();
    await bench.reopen();

    expect(await untilMidnight(bench, id)).toBe(0);
    bench.clock.advance(7);
    const before = bench.upstream.targets(id).length;
    await bench.pull(id);
    expect(bench.upstream.targets(id).length).toBeGreaterThan(before);
  });

  test.concurrent.each(withKey)('$name: it is logged once', async (subject) => {
    await using bench = await start(subject, subject.keys, evening);
    bench.upstream.answer(subject.id, refusal(subject, 'quota'));
    await bench.pull(subject.id);
    await untilMidnight(bench, subject.id);

    expect(bench.warnings).toEqual([
      expect.objectContaining({ level: 'warn', code: 'quota', action: expect.any(String) }),
    ]);
  });
});

describe('Retry-After', () => {
  const noon = '2024-11-24T12:00:00+09:00';
  const halfAnHour = 30 * 60_000;
  const hubBody = JSON.stringify({ result: { status: 429, message: '요청이 많습니다' } });

  const answers: readonly [string, (subject: Subject) => Responder][] = [
    ['in seconds', () => faults.status(429, { 'Retry-After': '1800' })],
    [
      'as a date',
      () => (request, response) => {
        const until = new Date(Date.now() + halfAnHour).toUTCString();
        faults.status(429, { 'Retry-After': until })(request, response);
      },
    ],
    ['of a service that is down', () => faults.status(503, { 'Retry-After': '1800' })],
    [
      'beside a body that asks for less',
      ({ keys }) =>
        faults.says(
          keys['kma-apihub'] === undefined ? formatPortalFailure('23', 'ERROR', 'JSON') : hubBody,
          'application/json',
          429,
          { 'Retry-After': '1800' },
        ),
    ],
  ];

  describe.each(answers)('%s', (_how, responderFor) => {
    test.concurrent.each(subjects)(
      '$name: is kept, also by a restart, and then it is asked again',
      async (subject) => {
        const { id } = subject;
        await using bench = await start(subject, subject.keys, noon);
        bench.upstream.answer(id, responderFor(subject));
        await bench.pull(id);
        const first = bench.upstream.targets(id).length;
        const counts: number[] = [];
        for (const minutes of [1, 14, 14, 2]) {
          bench.clock.advance(minutes);
          if (minutes === 14) {
            await bench.stop();
            await bench.reopen();
          }
          await bench.pull(id);
          counts.push(bench.upstream.targets(id).length - first);
        }

        expect(counts.slice(0, 3)).toEqual([0, 0, 0]);
        expect(counts.at(-1)).toBeGreaterThan(0);
      },
    );
  });
});

describe('a key that is refused', () => {
  const noon = '2024-11-24T12:00:00+09:00';

  test.concurrent.each(withKey)(
    '$name: asks for a person once, and the upstream no more',
    async (subject) => {
      const { id } = subject;
      await using bench = await start(subject, subject.keys, noon);
      bench.upstream.answer(id, refusal(subject, 'auth'));
      await bench.pull(id);
      const first = bench.upstream.targets(id).length;
      expect((await bench.health()).sources[0]).toMatchObject({
        state: 'blocked',
        blocked: { code: 'auth' },
        lastError: { code: 'auth' },
      });
      for (let run = 0; run < 4; run += 1) {
        bench.clock.advance(60);
        await bench.pull(id);
      }

      expect(bench.upstream.targets(id)).toHaveLength(first);
      expect(bench.warnings).toEqual([
        expect.objectContaining({
          level: 'error',
          source: id,
          code: 'auth',
          action: expect.stringContaining('Check the key'),
        }),
      ]);
      expect((await bench.health()).sources[0]).toMatchObject({
        state: 'blocked',
        blocked: { code: 'auth', until: expect.stringMatching(/^2024-11-25T00:0/) },
        lastError: { code: 'auth', action: expect.stringContaining('Check the key') },
      });
    },
  );

  test.concurrent.each(withKey)(
    '$name: a new day tries it once more and does not ask for a person again',
    async (subject) => {
      const { id } = subject;
      await using bench = await start(subject, subject.keys, noon);
      bench.upstream.answer(id, refusal(subject, 'auth'));
      await bench.pull(id);
      const first = bench.upstream.targets(id).length;
      await bench.pull(id);
      bench.clock.advance(12 * 60 + 6);
      await bench.pull(id);

      expect(bench.upstream.targets(id).length).toBeGreaterThan(first);
      expect(bench.warnings).toHaveLength(1);
    },
  );

  test.concurrent.each(withKey)(
    '$name: is asked at once after a restart with the key mended',
    async (subject) => {
      const { id } = subject;
      // The upstream knows one key only, which is not the one that is given at first.
      const good = 'TheMendedKey0123456789';
      const keys: Record<string, string> = { ...subject.keys };
      await using bench = await start(subject, keys, noon);
      const refuse = refusal(subject, 'auth');
      bench.upstream.answer(id, (request, response) => {
        if (request.url?.includes(good)) response.writeHead(503).end();
        else refuse(request, response);
      });
      await bench.pull(id);
      await bench.stop();
      for (const name of Object.keys(keys)) keys[name] = good;
      await bench.reopen();
      await bench.pull(id);

      expect(bench.upstream.targets(id).at(-1)).toContain(good);
      expect((await bench.health()).sources[0]).toMatchObject({
        state: 'failing',
        lastError: { code: 'http-server-error' },
      });
    },
  );
});

describe('the requests of a day', () => {
  const noon = '2024-11-24T12:00:00+09:00';
  const limited = withKey.filter(({ id }) => sources[id].dailyRequests !== null);

  /** As if `left` requests of the day were left before a restart. */
  async function restartWith(bench: Workbench, id: SourceId, left: number): Promise<void> {
    await bench.stop();
    const store = new SqliteStore(join(bench.directory, 'nalssi.sqlite'), () => undefined);
    const ledger = (await store.loadLedgers())[id];
    const limit = sources[id].dailyRequests;
    if (!ledger || limit === null) throw new Error(`There is no ledger of ${id}.`);
    await store.saveLedgers({ [id]: { ...ledger, requests: limit - left } });
    await store[Symbol.asyncDispose]();
    await bench.reopen();
  }

  test.concurrent.each(limited)(
    '$name: the last one is the last, in the midst of a run too, until midnight',
    async (subject) => {
      const { id } = subject;
      await using bench = await start(subject, subject.keys, noon);
      await bench.pull(id);
      await restartWith(bench, id, 1);
      const before = bench.upstream.targets(id).length;
      bench.clock.advance(10);
      await bench.pull(id);
      bench.clock.advance(60);
      await bench.pull(id);
      await restartWith(bench, id, 0);
      await bench.pull(id);

      expect(bench.upstream.targets(id)).toHaveLength(before + 1);
      const limit = sources[id].dailyRequests;
      expect((await bench.health()).sources[0]).toMatchObject({
        state: 'blocked',
        blocked: { code: 'quota', until: '2024-11-25T00:00:00+09:00' },
        quota: { used: limit, limit },
      });
      bench.clock.advance(11 * 60);
      await bench.pull(id);
      expect(bench.upstream.targets(id).length).toBeGreaterThan(before + 1);
    },
  );

  test.concurrent.each(limited)('$name: attempts count as well', async (subject) => {
    const { id } = subject;
    await using bench = await start(subject, subject.keys, noon);
    await bench.pull(id);
    await restartWith(bench, id, 2);
    const before = bench.upstream.targets(id).length;
    bench.upstream.answer(id, faults.status(500));
    await bench.pull(id);

    expect(bench.upstream.targets(id)).toHaveLength(before + 2);
  });
});

describe('the two forms of a key', () => {
  const decoded = testKeys['data-go-kr'];

  /** The targets that a configuration with the key asks for. */
  async function targetsWith(subject: Subject, key: string): Promise<readonly string[]> {
    const [name] = subject.keys['kma-apihub'] === undefined ? ['DATA_GO_KR'] : ['KMA_APIHUB'];
    const { keys } = readConfig({ [`NALSSI_${name}_KEY`]: key });
    await using bench = await start(subject, keys, '2024-11-24T12:12:00+09:00');
    await bench.pull(subject.id);
    return bench.upstream.targets(subject.id).toSorted();
  }

  test.concurrent.each(withKey)('$name: are the same bytes on the wire', async (subject) => {
    const [plain, encoded] = await Promise.all([
      targetsWith(subject, decoded),
      targetsWith(subject, encodeURIComponent(decoded)),
    ]);

    expect(plain.length).toBeGreaterThan(0);
    expect(encoded).toEqual(plain);
    expect(plain[0]).toMatch(
      /[?&](?:serviceKey|authKey)=Test%2BPortal%2FKey%3D%3D0123456789(?:&|$)/,
    );
  });
});

/** Every form in which a key could be read from what leaves the process, in lower case. */
const forms = Object.values(testKeys).flatMap((key) => {
  const encoded = encodeURIComponent(key);
  const base64 = Buffer.from(key).toString('base64');
  return [
    key,
    encoded,
    encodeURIComponent(encoded),
    base64.replace(/=+$/, ''),
    Buffer.from(key).toString('base64url'),
    JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/'),
    // What a cut at some length would leave of it.
    key.slice(0, 12),
    key.slice(-12),
  ].map((form) => form.toLowerCase());
});

function keysIn(text: string): string[] {
  const lower = text.toLowerCase();
  return forms.filter((form) => lower.includes(form));
}

const echo = (url: string | undefined) => decodeURIComponent(url ?? '');
const key = (subject: Subject) => Object.values(subject.keys)[0] ?? '';

/** Upstreams that repeat the request, key and all, wherever they can. */
const echoes: readonly [string, (subject: Subject) => Responder][] = [
  [
    'a body with HTTP 500',
    () => (request, response) => response.writeHead(500).end(`Cannot serve ${request.url}`),
  ],
  [
    'a web page',
    () => (request, response) => response.end(`<html><body>${echo(request.url)}</body></html>`),
  ],
  [
    'a redirect',
    () => (request, response) =>
      response.writeHead(302, { Location: `http://127.0.0.1:9${request.url}` }).end(),
  ],
  [
    'the reason of a status',
    (subject) => (_request, response) =>
      response.writeHead(418, `No ${key(subject)}`, { 'X-Key': key(subject) }).end(),
  ],
  [
    'a broken document',
    () => (request, response) => response.end(`{"response": {"header": ${request.url}`),
  ],
  [
    'an error body',
    (subject) => (request, response) => {
      const message = `${key(subject)} ${request.url}`;
      response.end(
        subject.keys['kma-apihub'] === undefined
          ? formatPortalFailure('30', message.replaceAll('&', '&amp;'), 'XML')
          : JSON.stringify({ result: { status: 401, message } }),
      );
    },
  ],
];

/** Good answers in which the key stands in the place of something that is shown or counted. */
const planted: readonly [Subject, string, (text: string, key: string) => string][] = [
  [apihubAsos, 'a comment', (text, secret) => `# ${secret}\n${text}`],
  [apihubAws, 'the name of a column', (text, secret) => text.replace('RN-12H', secret)],
  [
    dataGoKr,
    'a category',
    (text, secret) => text.replace('"category":"WSD"', `"category":${JSON.stringify(secret)}`),
  ],
  [
    dataGoKr,
    'a value',
    (text, secret) => text.replace('"obsrValue":"1"', `"obsrValue":${JSON.stringify(secret)}`),
  ],
  [hubWarnings, 'the name of a zone', (text, secret) => text.replace('시흥시', secret)],
  [hubWarnings, 'a word', (text, secret) => text.replace('대설', secret)],
  [
    portalWarnings,
    'the name of a key',
    (text, secret) => text.replace('"tmSeq"', JSON.stringify(secret)),
  ],
  [portalWarnings, 'the name of a zone', (text, secret) => text.replace('시흥시', secret)],
];

async function everythingIn(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(5);
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

describe('no key is in the log or in the feed when an upstream repeats it', () => {
  describe.each(echoes)('in %s', (_where, responderFor) => {
    test.concurrent.each(withKey)('$name', async (subject) => {
      await using bench = await start(subject, subject.keys, '2024-11-24T07:38:30+09:00');
      bench.upstream.answer(subject.id, responderFor(subject));
      await bench.pull(subject.id);

      expect(bench.upstream.targets(subject.id)[0]).toContain(encodeURIComponent(key(subject)));
      expect(bench.warnings.length).toBeGreaterThan(0);
      expect(keysIn(JSON.stringify(bench.log))).toEqual([]);
      expect(keysIn(await everythingIn(join(bench.directory, 'feed')))).toEqual([]);
    });
  });

  test.concurrent.each(
    planted.map(([subject, where, plant]) => ({ name: subject.name, subject, where, plant })),
  )('$name, in $where', async ({ subject, plant }) => {
    await using bench = await start(subject, subject.keys, '2024-11-24T07:38:30+09:00');
    let isPlanted = false;
    const change = (text: string) => {
      const changed = plant(text, key(subject));
      isPlanted ||= changed !== text;
      return changed;
    };
    bench.upstream.answer(subject.id, answering(subject, { change }));
    await bench.pull(subject.id);

    expect(isPlanted).toBe(true);
    expect(keysIn(JSON.stringify(bench.log))).toEqual([]);
    expect(keysIn(await everythingIn(bench.directory))).toEqual([]);
  });
});

describe('no key is in what a command prints or writes', () => {
  const variables = {
    NALSSI_KMA_APIHUB_KEY: testKeys['kma-apihub'],
    NALSSI_DATA_GO_KR_KEY: encodeURIComponent(testKeys['data-go-kr']),
  };

  /** Runs a command on upstreams that repeat every request in an error body. */
  async function run(
    words: readonly string[],
    { extra = {}, meanwhile }: { extra?: Record<string, string>; meanwhile?: Meanwhile } = {},
  ) {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const upstream = new Upstream(smallWeather);
    const base = await upstream.listen();
    for (const { id } of subjects) {
      upstream.answer(id, (request, response) =>
        response.writeHead(500).end(`Cannot serve ${request.url} ${echo(request.url)}`),
      );
    }
    const urls = subjects.map(({ id }) => [
      `NALSSI_${id.toUpperCase().replaceAll('-', '_')}_URL`,
      base,
    ]);
    const command = join(import.meta.dirname, '../../collector/main.ts');
    const child = spawn(process.execPath, [command, ...words], {
      env: {
        ...bareEnvironment,
        NALSSI_DATA_DIR: directory,
        PORT: '0',
        ...Object.fromEntries(urls),
        ...variables,
        ...extra,
      },
    });
    let output = '';
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const closed = once(child, 'close') as Promise<[number | null]>;
    const served = await meanwhile?.(() => output, directory);
    if (meanwhile !== undefined) child.kill('SIGTERM');
    const [code] = await closed;
    await upstream.close();
    const asked = subjects.flatMap(({ id }) => upstream.targets(id)).join('\n');
    const names = await readdir(directory);
    const files = names.includes('feed') ? await everythingIn(directory) : '';
    await rm(directory, { recursive: true, force: true });
    return { code, output, asked, files, served: served ?? '' };
  }

  /** What is done while the command runs, with what it has printed; returns what was served. */
  type Meanwhile = (output: () => string, directory: string) => Promise<string>;

  const addresses = ['/v1/health.json', '/v1/index.json', '/metrics', '/readyz', '/nothing'];

  /** Waits until the first publish is on disk, too, and reads what the server tells of it. */
  const readServer: Meanwhile = async (output, directory) => {
    const portOf = () => /"port":(\d+)/.exec(output())?.[1];
    await expect.poll(portOf).toBeDefined();
    const get = async (path: string) => {
      const { body } = await request(`http://127.0.0.1:${portOf()}${path}`);
      return body.text();
    };
    await expect.poll(() => get('/v1/health.json')).toContain('http-server-error');
    await expect
      .poll(() => readFile(join(directory, 'feed/v1/health.json'), 'utf8').catch(() => ''))
      .toContain('http-server-error');
    return (await Promise.all(addresses.map(get))).join('\n');
  };

  test.each(['apihub-asos', 'apihub-aws', 'data-go-kr', 'warnings'])(
    'nalssi check %s',
    async (id) => {
      const { code, output, asked } = await run(['check', id]);

      expect(code).toBe(1);
      expect(output).toContain('http-server-error');
      expect(asked).toMatch(/(?:authKey|serviceKey)=Test/);
      expect(keysIn(output)).toEqual([]);
    },
  );

  test.each<[string, Meanwhile | undefined]>([
    ['collect', undefined],
    ['serve', readServer],
  ])('nalssi %s', async (command, meanwhile) => {
    const { output, asked, files, served } = await run([command], meanwhile && { meanwhile });

    expect(output).toContain('"code":"http-server-error"');
    expect(asked).toMatch(/authKey=Test/);
    expect(asked).toMatch(/serviceKey=Test/);
    expect(files).toContain('http-server-error');
    expect(keysIn(output)).toEqual([]);
    expect(keysIn(files)).toEqual([]);
    expect(keysIn(served)).toEqual([]);
  });

  test('a key that cannot be one', async () => {
    const wrong = `"${testKeys['kma-apihub']}"`;
    const { code, output } = await run(['collect'], { extra: { NALSSI_KMA_APIHUB_KEY: wrong } });

    expect(code).toBe(2);
    expect(output).toContain('NALSSI_KMA_APIHUB_KEY');
    expect(keysIn(output)).toEqual([]);
  });
});

test('the error of a configuration does not show the key that is wrong', () => {
  const wrong = `${testKeys['data-go-kr']} ${testKeys['kma-apihub']}`;
  const read = () => readConfig({ NALSSI_DATA_GO_KR_KEY: wrong, PORT: 'x' });

  expect(read).toThrow(ConfigError);
  try {
    read();
  } catch (error) {
    expect(keysIn(String(error) + JSON.stringify(error))).toEqual([]);
  }
});
