import { FeedService } from '@nalssi/collector';
import { pino } from 'pino';
import { request } from 'undici';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { encodeAll } from '../../../collector/publish/encode.ts';
import { longestSilence, Silence } from '../../../collector/serve/silence.ts';
import { metricList, nodeMetrics } from '../../../collector/telemetry/metric-list.ts';
import { Monotonic } from './monotonic.ts';
import { RawConnection } from './served-process.ts';

let service: FeedService;
let base = '';

beforeAll(async () => {
  service = new FeedService(pino({ enabled: false }));
  service.show(new Map());
  base = `http://127.0.0.1:${await service.listen('127.0.0.1', 0)}`;
});

afterAll(() => service.close());

async function get(path: string) {
  const { statusCode, body } = await request(base + path);
  return { statusCode, text: await body.text() };
}

test('a server is ready with its first publish, and not before', async () => {
  const before = await get('/readyz');
  service.accept(await encodeAll(new Map([['ticker.json', '{}']])), Date.now());
  const after = await get('/readyz');

  expect([before.statusCode, after.statusCode]).toEqual([503, 200]);
});

const soundIndex =
  '{"status":"ok","summary":{"stations":1,"fresh":1,"carried":0,"expired":0,"never":0}}';

test('an edition that does not say how it is is taken as a whole or not at all', async () => {
  const edition = (weather: string, health: string) =>
    encodeAll([
      ['ticker.json', weather],
      ['health.json', health],
      ['index.json', soundIndex],
    ]);
  service.accept(await edition('"rain"', '{"outputs":[]}'), Date.now());
  const damaged = await edition('"snow"', '{}');

  expect(() => service.accept(damaged, Date.now())).toThrow();
  expect((await get('/v1/ticker.json')).text).toBe('"rain"');
  expect((await get('/readyz')).text).toBe('ready\n');
});

test.each([
  ['health.json', '{"outputs":[]}'],
  ['index.json', soundIndex],
])(
  'an edition whose %s says more than any is refused before it is understood',
  async (name, says) => {
    const lists = `${'['.repeat(100_001)}${']'.repeat(100_001)}`;
    const edition = new Map([
      ['index.json', soundIndex],
      [name, `${says.slice(0, -1)},"more":${lists}}`],
    ]);
    const files = await encodeAll(edition);

    expect(() => service.accept(files, Date.now())).toThrow('which no such file of nalssi has');
  },
);

test('a server is alive from the start', async () => {
  expect(await get('/livez')).toEqual({ statusCode: 200, text: 'alive\n' });
});

test('a server that never published anything is not alive for ever', async () => {
  const clock = new Monotonic();
  const silence = new Silence(10_000, clock.now);
  const silent = new FeedService(pino({ enabled: false }), 'beside-feed', silence);
  const port = await silent.listen('127.0.0.1', 0);
  const livez = async () => (await request(`http://127.0.0.1:${port}/livez`)).statusCode;

  expect(await livez()).toBe(200);
  clock.runFor(longestSilence, silence);
  expect(await livez()).toBe(503);
  silent.accept(await encodeAll(new Map([['ticker.json', '{}']])), Date.now());
  expect(await livez()).toBe(200);
  await silent.close();
});

test('the metrics are not written out anew for each of many requests at once', async () => {
  const asked = new FeedService(pino({ enabled: false }));
  const written = vi.spyOn(asked.metrics, 'expose');
  using connection = await RawConnection.open(await asked.listen('127.0.0.1', 0));
  connection.send('GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(60));
  const answers = await connection.answers(60);
  await asked.close(0);

  expect(answers.every(({ body }) => body.includes('nalssi_build_info'))).toBe(true);
  expect(answers).toHaveLength(60);
  // Ten a second; a machine that pauses may begin another second.
  expect(written.mock.calls.length).toBeLessThanOrEqual(20);
});

test('every metric that alerts and dashboard rely on is exposed', async () => {
  const { text } = await get('/metrics');
  const exposed = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));

  const relied = [...Object.keys(metricList), ...nodeMetrics];

  expect(relied.filter((name) => !exposed.has(name))).toEqual([]);
});

test('answers are counted by their code', async () => {
  await get('/nothing');
  const { text } = await get('/metrics');

  expect(text).toMatch(/^nalssi_http_requests_total\{code="404"\} \d+$/m);
});
