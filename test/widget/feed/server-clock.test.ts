import { expect, test } from 'vitest';
import { parseTickerFile } from '../../../widget/feed/parse-ticker-file.ts';
import { ServerClock } from '../../../widget/feed/server-clock.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

const generatedAt = Date.parse('2024-11-24T07:37:00+09:00');
const live = parseTickerFile(recordedTickerFile({ mode: 'live' }));
const replay = parseTickerFile(recordedTickerFile({ mode: 'replay' }));
const served = 'Sat, 23 Nov 2024 22:40:00 GMT';
const servedAt = Date.parse(served);

function clockAt() {
  const monotonic = { now: 1000 };
  // A reader's own clock, hours wrong.
  const own = { now: Date.parse('2024-11-24T00:00:00+09:00') };
  const clock = new ServerClock(
    () => monotonic.now,
    () => own.now,
  );
  return { monotonic, own, clock };
}

test('now is the server’s time and goes on with the monotonic clock', () => {
  const { clock, monotonic } = clockAt();
  clock.set(live, { date: served, age: null });
  monotonic.now += 90_000;
  expect(clock.now()).toBe(servedAt + 90_000);
});

test('a computer’s sleep counts, also where the monotonic clock has slept with it', () => {
  const { clock, monotonic, own } = clockAt();
  clock.set(live, { date: served, age: null });
  monotonic.now += 1_000;
  own.now += 9 * 3_600_000;
  expect(clock.now()).toBe(servedAt + 9 * 3_600_000);
});

test('a reader’s clock that is set back holds nothing up', () => {
  const { clock, monotonic, own } = clockAt();
  clock.set(live, { date: served, age: null });
  monotonic.now += 90_000;
  own.now -= 3_600_000;
  expect(clock.now()).toBe(servedAt + 90_000);
});

test('the time an answer has spent in a cache counts', () => {
  const { clock } = clockAt();
  clock.set(live, { date: served, age: '120' });
  expect(clock.now()).toBe(servedAt + 120_000);
});

test('nothing is served before it is made', () => {
  const { clock } = clockAt();
  clock.set(live, { date: 'Sat, 23 Nov 2024 20:00:00 GMT', age: null });
  expect(clock.now()).toBe(generatedAt);
});

test('without a readable Date the time of publishing must do', () => {
  const { clock } = clockAt();
  clock.set(live, { date: null, age: null });
  expect(clock.now()).toBe(generatedAt);
});

test('in replay now is the time of publishing, whatever the server’s clock says', () => {
  const { clock } = clockAt();
  clock.set(replay, { date: served, age: null });
  expect(clock.now()).toBe(generatedAt);
});

test('the same file again does not hold the clock of a replay still', () => {
  const { clock, monotonic } = clockAt();
  clock.set(replay, { date: served, age: null });
  monotonic.now += 60_000;
  clock.set(replay, { date: served, age: null });
  expect(clock.now()).toBe(generatedAt + 60_000);
});
