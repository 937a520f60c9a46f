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

test('publishes that failed are counted from none, so that the first one is a rise', async () => {
  expect(await seriesIn(new Metrics(), 'nalssi_publishes_total{result="failed"}')).toBe('0');
});
