import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { Metrics } from '../../../collector/telemetry/metrics.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function seriesIn(metrics: Metrics, series: string): Promise<string | undefined> {
  const { body } = await metrics.expose();
  return new RegExp(`^${series} (\\S+)$`, 'm').exec(body)?.[1];
}

test('a step of the clock stands until every Prometheus has come by, and then no longer', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const metrics = new Metrics();
  metrics.clockStep(-3_600_000);
  const seen: (string | undefined)[] = [];
  for (const wait of [10_000, 60_000, 240_000]) {
    vi.advanceTimersByTime(wait);
    metrics.clockStep(0);
    seen.push(await seriesIn(metrics, 'nalssi_clock_step_seconds'));
  }

  expect(seen).toEqual(['-3600', '-3600', '0']);
});

test('the metrics tell the time of the collector, by which ages are told', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_732_403_400_000 });

  expect(await seriesIn(new Metrics(), 'nalssi_time_seconds')).toBe('1732403400');
});

test('how far the clock is off is NaN, as the format writes it, while nobody knows', async () => {
  expect(await seriesIn(new Metrics(), 'nalssi_clock_offset_seconds')).toBe('NaN');
});

test('publishes that failed are counted from none, so that the first one is a rise', async () => {
  expect(await seriesIn(new Metrics(), 'nalssi_publishes_total{result="failed"}')).toBe('0');
});

test('how long a run took is told in seconds', async () => {
  const metrics = new Metrics();
  metrics.run('kma-map', 'ok', 1_500);

  const series = 'nalssi_run_duration_seconds_sum{source="kma-map"}';
  expect(await seriesIn(metrics, series)).toBe('1.5');
});

test('a server that only reads tells of the edition that it took, and when', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_732_403_000_000 });
  const metrics = new Metrics();
  vi.setSystemTime(1_732_403_400_000);
  metrics.followed({ sequence: 41, status: 'degraded', delay: 250 });

  expect(await seriesIn(metrics, 'nalssi_last_publish_timestamp_seconds')).toBe('1732403400');
  expect(await seriesIn(metrics, 'nalssi_feed_read_delay_seconds')).toBe('0.25');
  expect(await seriesIn(metrics, 'nalssi_feed_status{status="degraded"}')).toBe('1');
  expect(await seriesIn(metrics, 'nalssi_feed_status{status="ok"}')).toBe('0');
});

test('how late the event loop was is told once', async () => {
  const metrics = new Metrics();
  const lag = async () => Number(await seriesIn(metrics, 'nalssi_event_loop_lag_seconds'));

  expect(await lag()).toBe(0);
  // From the first look on it is known when the next is due.
  for (let look = 1; look <= 2; look += 1) await stopLoop(2_000);
  expect(await lag()).toBeGreaterThanOrEqual(0.9);
  expect(await lag()).toBe(0);
});

/** For so many ms, and then a turn of it. */
async function stopLoop(duration: number): Promise<void> {
  const until = performance.now() + duration;
  while (performance.now() < until);
  await nextTurn();
  await nextTurn();
}

test('the library tells of nothing that it would have to look at the event loop for', async () => {
  expect((await new Metrics().expose()).body).not.toContain('eventloop');
});
