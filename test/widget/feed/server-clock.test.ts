import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseTickerFile } from '../../../widget/feed/parse-ticker-file.ts';
import { ServerClock } from '../../../widget/feed/server-clock.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

/** The feed's clock where the monotonic clock and the reader's own give these. */
function clockBy(monotonic: () => number, own: () => number): ServerClock {
  vi.spyOn(performance, 'now').mockImplementation(monotonic);
  vi.spyOn(Date, 'now').mockImplementation(own);
  return new ServerClock();
}

afterEach(() => vi.restoreAllMocks());

const generatedAt = Date.parse('2024-11-24T07:37:00+09:00');
const live = parseTickerFile(recordedTickerFile({ mode: 'live' }));
const replay = parseTickerFile(recordedTickerFile({ mode: 'replay' }));
const served = 'Sat, 23 Nov 2024 22:40:00 GMT';
const servedAt = Date.parse(served);

function clockAt() {
  const monotonic = { now: 1000 };
  // A reader's own clock, hours wrong.
  const own = { now: Date.parse('2024-11-24T00:00:00+09:00') };
  const clock = clockBy(
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

const hour = 3_600_000;
const hours = (count: number) => count * hour;
const seconds = (count: number) => count * 1000;
const httpDate = (time: number) => new Date(time).toUTCString();

/** An answer that was made at `time`; its file is a minute old then. */
const madeAt = (time: number) =>
  [
    { ...live, generatedAt: time - 60_000 },
    { date: httpDate(time), age: null },
  ] as const;

/** A reader whose clock is `wrong` ms ahead, at a moment of the world's that `pass` moves on. */
function readerAt(begin: number, wrong = 0) {
  const world = { now: begin };
  const clock = clockBy(
    () => world.now - begin,
    () => world.now + wrong,
  );
  return { world, clock };
}

describe('an answer that a cache kept', () => {
  test.each([2, 6, 49, 24 * 60])('for %d hours is so old', (count) => {
    const { clock } = readerAt(servedAt + hours(count));
    clock.set(...madeAt(servedAt));
    expect(clock.now()).toBe(servedAt + hours(count));
  });

  test('and that comes again at every poll sets no clock back', () => {
    const { clock, world } = readerAt(servedAt);
    clock.set(...madeAt(servedAt));
    for (let poll = 1; poll <= 20; poll += 1) {
      world.now += hours(1);
      clock.set(...madeAt(servedAt));
      expect(clock.now()).toBe(servedAt + hours(poll));
    }
  });

  test('is so old also where its Date cannot be read', () => {
    const { clock } = readerAt(servedAt + hours(49));
    clock.set(live, { date: null, age: null });
    expect(clock.now()).toBe(servedAt + hours(49));
  });

  test('for another page, before the computer slept, is so old', () => {
    const { world } = readerAt(servedAt);
    let slept = 0;
    const clock = clockBy(
      () => world.now - slept,
      () => world.now,
    );
    clock.set(...madeAt(servedAt));
    slept = hours(10);
    world.now += seconds(30) + slept;
    clock.set(...madeAt(servedAt + seconds(28)));
    expect(clock.now()).toBe(world.now);
  });

  test('asks for another one soon, which tells it from a clock that is wrong', () => {
    const { clock } = readerAt(servedAt + hours(49));
    expect(clock.set(...madeAt(servedAt))).toBe(true);
    expect(clock.set(...madeAt(servedAt))).toBe(false);
  });
});

describe("a reader's clock that is hours ahead", () => {
  test('is set right by the second answer of a server that ticks', () => {
    const { clock, world } = readerAt(servedAt, hours(9));
    clock.set(...madeAt(servedAt));
    world.now += seconds(1);
    clock.set(...madeAt(servedAt + seconds(1)));
    expect(clock.now()).toBe(servedAt + seconds(1));
  });

  test('is set right by the next file, where no Date can be read', () => {
    const { clock, world } = readerAt(servedAt, hours(9));
    clock.set({ ...live, generatedAt: servedAt }, { date: null, age: null });
    world.now += 60_000;
    clock.set({ ...live, generatedAt: servedAt + 480_000 }, { date: null, age: null });
    expect(clock.now()).toBe(servedAt + 480_000);
  });

  test('is set right when it jumps while the page is open', () => {
    const reader = readerAt(servedAt);
    let own = 0;
    const clock = clockBy(
      () => reader.world.now,
      () => reader.world.now + own,
    );
    for (let poll = 0; poll < 3; poll += 1) {
      clock.set(...madeAt(reader.world.now));
      reader.world.now += 60_000;
      own = hours(5);
    }
    clock.set(...madeAt(reader.world.now));
    expect(clock.now()).toBe(reader.world.now);
  });

  test('holds nothing dead for long where a server has told a future', () => {
    const { clock, world } = readerAt(servedAt);
    clock.set(...madeAt(servedAt + hours(1000)));
    for (const passed of [60, 120]) {
      world.now = servedAt + seconds(passed);
      clock.set(...madeAt(world.now));
    }
    expect(clock.now()).toBe(servedAt + seconds(120));
  });
});

describe('whatever comes, and whenever', () => {
  /**
   * Steps of a page behind a service worker that asks the network first: how long until the next
   * poll, whether there is a network then, and whether the computer slept before.
   */
  const polls = fc.array(
    fc.record({
      wait: fc.integer({ min: 1_000, max: hours(3) }),
      isOnline: fc.boolean(),
      sleeps: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  );

  test.each([true, false])(
    'with a right clock of the reader, it is never earlier than it is (with a Date: %s)',
    (hasDate) => {
      fc.assert(
        fc.property(polls, fc.integer({ min: 0, max: hours(60) }), (steps, age) => {
          const world = { now: servedAt, slept: 0 };
          const clock = clockBy(
            () => world.now - world.slept,
            () => world.now,
          );
          let cached = world.now - age;
          for (const { wait, isOnline, sleeps } of steps) {
            world.now += wait;
            if (sleeps) world.slept += wait;
            if (isOnline) cached = world.now;
            const date = hasDate ? httpDate(cached) : null;
            clock.set({ ...live, generatedAt: cached }, { date, age: null });
            expect(clock.now()).toBeGreaterThanOrEqual(world.now);
          }
        }),
      );
    },
  );

  test('answers that were seen already bring nothing back, whatever the clock of the reader is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -hours(60), max: hours(60) }),
        fc.array(fc.integer({ min: 0, max: hours(5) }), { minLength: 1, maxLength: 30 }),
        (wrong, waits) => {
          const { clock, world } = readerAt(servedAt, wrong);
          clock.set(...madeAt(servedAt));
          let last = clock.now();
          for (const wait of waits) {
            world.now += wait;
            clock.set(...madeAt(servedAt));
            expect(clock.now()).toBe(last + wait);
            last += wait;
          }
        },
      ),
    );
  });

  test('a server that ticks is believed from its second answer on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -hours(60), max: hours(60) }),
        fc.array(
          fc.record({
            wait: fc.integer({ min: 3_000, max: hours(2) }),
            delay: fc.integer({ min: 0, max: 1_500 }),
          }),
          { minLength: 2, maxLength: 20 },
        ),
        (wrong, steps) => {
          const { clock, world } = readerAt(servedAt, wrong);
          let count = 0;
          for (const { wait, delay } of steps) {
            world.now += wait;
            clock.set(...madeAt(world.now - delay));
            count += 1;
            if (count < 2) continue;
            expect(Math.abs(clock.now() - world.now)).toBeLessThan(8_000);
          }
        },
      ),
    );
  });
});
