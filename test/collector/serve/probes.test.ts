import { FeedService, loadAssets } from '@nalssi/collector';
import { pino } from 'pino';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAll } from '../../../collector/publish/encode.ts';
import { isAlive, longestSilence } from '../../../collector/serve/probes.ts';
import { metricList, nodeMetrics } from '../../../collector/telemetry/metric-list.ts';

let service: FeedService;
let base = '';

beforeAll(async () => {
  service = new FeedService(await loadAssets([]), pino({ enabled: false }));
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

test('a server is alive from the start', async () => {
  expect(await get('/livez')).toEqual({ statusCode: 200, text: 'alive\n' });
});

describe('a process', () => {
  test('is alive while it publishes', () => {
    const now = () => longestSilence - 1;

    expect(isAlive({ now, lastPublishAt: () => 0 })).toBe(true);
  });

  test('is not when nothing was published for three minutes', () => {
    const now = () => longestSilence;

    expect(isAlive({ now, lastPublishAt: () => 0 })).toBe(false);
  });
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
