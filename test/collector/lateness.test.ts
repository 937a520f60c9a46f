import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Metrics } from '../../collector/telemetry/metrics.ts';
import { country } from '../upstream/country.ts';
import { formatAws } from '../upstream/formats/apihub-aws.ts';
import { november2024, weatherOf } from '../upstream/recording.ts';
import type { Responder } from '../upstream/upstream.ts';
import { movedOn } from '../upstream/weather.ts';
import { testKeys, Workbench } from './workbench.ts';

const keys = { 'kma-apihub': testKeys['kma-apihub'] };
const running = { keys, sources: ['apihub-aws'] as const, startAt: '2026-11-23T15:12:20+09:00' };

/** `202611231508` as RFC 3339. */
function timeOf(stamp: string): string {
  const [, date = '', hour, minute] = /^(\d{8})(\d\d)(\d\d)$/.exec(stamp) ?? [];
  return `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${hour}:${minute}:00+09:00`;
}

/** The hub when a minute is there `lag` minutes later, and before has marks of no value. */
function slowHub(bench: Workbench, lag: number): Responder {
  return (request, response) => {
    const stamp = new URL(request.url ?? '', 'http://hub').searchParams.get('tm2') ?? '';
    const observedAt = timeOf(stamp);
    const placeholder = bench.clock.now() - Date.parse(observedAt) < lag * 60_000;
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.end(formatAws(movedOn(country(observedAt), observedAt), { placeholder }));
  };
}

const askedMinutes = (bench: Workbench) =>
  bench.upstream.targets('apihub-aws').map((url) => /tm2=\d{8}(\d{4})/.exec(url)?.[1]);

describe('a hub that is slow', () => {
  let bench: Workbench;

  beforeEach(async () => {
    bench = await Workbench.start(country('2026-11-23T15:00:00+09:00'), running);
  });

  afterEach(() => bench[Symbol.asyncDispose]());

  test('by five minutes instead of four is asked for an older minute, and the feed has values', async () => {
    bench.upstream.answer('apihub-aws', slowHub(bench, 5));
    await bench.pull('apihub-aws');

    expect(askedMinutes(bench)).toEqual(['1508', '1506']);
    expect(await bench.tickerRow('108')).toMatchObject({
      observedAt: '2026-11-23T15:06:00+09:00',
      state: 'fresh',
    });
    expect((await bench.health()).status).toBe('ok');
  });

  test('is asked for what it had last time, and for the usual minute again once an hour', async () => {
    bench.upstream.answer('apihub-aws', slowHub(bench, 5));
    await bench.pull('apihub-aws');
    for (let run = 0; run < 10; run += 1) {
      bench.clock.advance(5);
      await bench.pull('apihub-aws');
    }

    expect(askedMinutes(bench)).toEqual(
      ['1508', '1506', '1511', '1516', '1521', '1526', '1531', '1536', '1541', '1546'].concat([
        '1551',
        '1558',
        '1556',
      ]),
    );
  });

  test('and has nothing at all for a quarter of an hour is late, which is told once', async () => {
    bench.upstream.answer('apihub-aws', slowHub(bench, 4));
    await bench.pull('apihub-aws');
    bench.upstream.answer('apihub-aws', slowHub(bench, 10_000));
    for (let run = 0; run < 12; run += 1) {
      bench.clock.advance(5);
      await bench.pull('apihub-aws');
    }
    const { sources, status } = await bench.health();
    const [hub] = sources;

    expect(hub).toMatchObject({
      state: 'failing',
      lateSince: '2026-11-23T15:23:00+09:00',
      stateSince: '2026-11-23T15:23:00+09:00',
      lastError: {
        code: 'late',
        message: expect.stringContaining('2026-11-23T15:08:00+09:00, 64 minutes ago'),
      },
    });
    expect(status).toBe('stale');
    expect(bench.log.filter(({ code }) => code === 'late')).toEqual([
      expect.objectContaining({ level: 'warn', since: '2026-11-23T15:23:00+09:00' }),
    ]);
  });

  test('is no longer late when it gives values again, which is told too', async () => {
    await bench.pull('apihub-aws');
    bench.upstream.answer('apihub-aws', slowHub(bench, 10_000));
    bench.clock.advance(20);
    await bench.pull('apihub-aws');
    bench.upstream.answer('apihub-aws', slowHub(bench, 4));
    // Its weather is the same for an hour: later it would be a list that stands still.
    bench.clock.advance(15);
    await bench.pull('apihub-aws');
    const [hub] = (await bench.health()).sources;

    expect(hub?.state).toBe('ok');
    expect(hub).not.toHaveProperty('lateSince');
    expect(bench.log.filter(({ code }) => code === 'late-over')).toHaveLength(1);
  });

  test('that never gave a value is late a quarter of an hour after the start', async () => {
    bench.upstream.answer('apihub-aws', slowHub(bench, 10_000));
    await bench.pull('apihub-aws');
    const before = (await bench.health()).sources[0]?.state;
    bench.clock.advance(16);
    await bench.pull('apihub-aws');

    expect([before, (await bench.health()).sources[0]?.state]).toEqual(['ok', 'failing']);
  });
});

describe('a stamp that stands still', () => {
  test('makes an hourly source late after 100 minutes, before its values expire', async () => {
    await using bench = await Workbench.start();
    await bench.pull();
    bench.clock.advance(60);
    await bench.pull();
    const usual = await bench.health();
    bench.clock.advance(10);
    await bench.pull();
    const late = await bench.health();

    expect([usual.status, usual.sources[0]?.state]).toEqual(['ok', 'ok']);
    expect(late.sources[0]).toMatchObject({ state: 'failing', lastError: { code: 'late' } });
    expect(late.status).not.toBe('ok');
  });

  test('does not make a source late between two questions', async () => {
    await using bench = await Workbench.start();
    await bench.pull();
    bench.clock.advance(90);
    await bench.collector.publish();

    expect((await bench.health()).sources[0]?.state).toBe('ok');
  });

  test('of a restart is late at the first answer, since its newest hour became too old', async () => {
    const old = weatherOf(november2024, '2024-11-24T02:00:00+09:00');
    await using bench = await Workbench.start(old);
    await bench.pull();

    expect((await bench.health()).sources[0]).toMatchObject({
      state: 'failing',
      lateSince: '2024-11-24T03:40:00+09:00',
    });
  });

  test('is told in the log also where the stamp moves and the values do not', async () => {
    const weather = country('2026-11-23T15:08:00+09:00');
    await using bench = await Workbench.start(weather, { ...running, sources: ['kma-aws'] });
    await bench.pull('kma-aws');
    bench.clock.advance(60);
    bench.upstream.serve({ ...weather, observedAt: '2026-11-23T16:08:00+09:00' });
    await bench.pull('kma-aws');

    expect(bench.warnings.filter(({ code }) => code === 'late')).toEqual([
      expect.objectContaining({ since: '2026-11-23T15:23:00+09:00' }),
    ]);
  });

  test('makes a source late that answers with an empty list', async () => {
    await using bench = await Workbench.start();
    await bench.pull();
    bench.clock.advance(200);
    bench.upstream.serve({ observedAt: '2024-11-24T10:00:00+09:00', stations: [] });
    await bench.pull();
    const { sources } = await bench.health();

    expect(sources[0]).toMatchObject({ state: 'failing', lastError: { code: 'empty' } });
    expect(sources[0]?.lateSince).toBeDefined();
    expect(bench.warnings.map(({ code }) => code)).toEqual(['empty', 'late']);
  });

  test('makes the list of warnings late', async () => {
    await using bench = await Workbench.start(country('2026-11-23T15:00:00+09:00'), {
      ...running,
      sources: ['warnings'],
    });
    await bench.pull('warnings');
    bench.clock.advance(50);
    await bench.pull('warnings');

    expect((await bench.health()).sources[0]).toMatchObject({
      state: 'failing',
      lastError: { code: 'late' },
    });
  });
});

test('how long a source has been late is a metric', async () => {
  const metrics = new Metrics();
  const source = (lateSince?: string) => ({
    id: 'kma-map',
    title: '',
    state: 'failing' as const,
    schedule: '',
    lastAttemptAt: null,
    lastSuccessAt: null,
    newestObservedAt: null,
    consecutiveFailures: 0,
    blocked: null,
    quota: { used: 0, limit: null },
    lastError: null,
    batch: { readings: 0, dropped: {}, unknownStations: [], unknownWords: {}, unknownKeys: {} },
    ...(lateSince !== undefined && { lateSince }),
  });
  const publish = (one: ReturnType<typeof source>) =>
    metrics.published({
      snapshot: {
        at: Date.parse('2026-11-23T16:00:00+09:00'),
        stations: [],
        summary: { stations: 0, fresh: 0, carried: 0, expired: 0, never: 0 },
      },
      status: 'degraded',
      sequence: 1,
      sources: [one],
      warnings: { state: 'never', asOf: null, expiresAt: null, warnings: [] },
      tables: [],
      outputs: [],
      clock: null,
      duration: 1,
    });
  publish(source('2026-11-23T15:30:00+09:00'));
  const late = await metrics.expose();
  publish(source());
  const over = await metrics.expose();

  expect(late.body).toContain('nalssi_source_late_seconds{source="kma-map"} 1800');
  expect(over.body).toContain('nalssi_source_late_seconds{source="kma-map"} 0');
});
