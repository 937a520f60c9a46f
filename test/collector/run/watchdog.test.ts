import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startWatchdog } from '../../../collector/run/watchdog.ts';
import type { Telemetry } from '../../../collector/telemetry/telemetry.ts';

const look = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A watchdog over a clock of its own and a feed that is as silent as one says. */
function watch() {
  const heard = { silences: 0, breaks: [] as number[], steps: [] as number[] };
  const feed = { silence: 0, ahead: 0 };
  const watchdog = startWatchdog({
    clock: { now: () => performance.now() + feed.ahead },
    look,
    silence: () => feed.silence,
    longestSilence: 180_000,
    onSilence: () => {
      heard.silences += 1;
    },
    onBreak: (step) => heard.breaks.push(step),
    telemetry: {
      clockStep: (step: number) => heard.steps.push(step),
    } as unknown as Telemetry,
  });
  return { heard, feed, watchdog };
}

test('a feed that is published is left alone, and one that is silent is told of once', () => {
  const { heard, feed } = watch();
  feed.silence = 179_999;
  vi.advanceTimersByTime(3 * look);
  expect(heard.silences).toBe(0);
  feed.silence = 180_000;
  vi.advanceTimersByTime(3 * look);

  expect(heard.silences).toBe(1);
});

test('a clock that is set is told of at the next look, and no more after it', () => {
  const { heard, feed } = watch();
  vi.advanceTimersByTime(look);
  feed.ahead = -3_600_000;
  vi.advanceTimersByTime(look);
  vi.advanceTimersByTime(look);

  expect(heard.steps).toEqual([0, -3_600_000, 0]);
  expect(heard.breaks).toEqual([-3_600_000]);
});

test.each([
  [499, 0, []],
  [500, 500, []],
  [-500, -500, []],
  [45_000, 45_000, []],
  [45_001, 45_001, [45_001]],
  [-45_001, -45_001, [-45_001]],
])('of a step of %d ms %d are told, and as a break %j', (by, step, breaks) => {
  const { heard, feed } = watch();
  feed.ahead = by;
  vi.advanceTimersByTime(look);

  expect(heard).toMatchObject({ steps: [step], breaks });
});

test('once it was stopped nothing is heard', () => {
  const { heard, feed, watchdog } = watch();
  watchdog[Symbol.dispose]();
  feed.silence = 1e9;
  vi.advanceTimersByTime(3 * look);

  expect(heard).toEqual({ silences: 0, breaks: [], steps: [] });
});
