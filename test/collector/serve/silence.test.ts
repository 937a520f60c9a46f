import { describe, expect, test } from 'vitest';
import { longestSilence, Silence } from '../../../collector/serve/silence.ts';
import { Monotonic } from './monotonic.ts';

describe('silence', () => {
  test('lasts from the start until something is published', () => {
    const clock = new Monotonic();
    const silence = new Silence(10_000, clock.now);
    clock.runFor(60_000, silence);
    const before = silence.length;
    silence.break();

    expect([before, silence.length]).toEqual([60_000, 0]);
  });

  test('leaves out the time in which the process stood still', () => {
    const clock = new Monotonic();
    const silence = new Silence(10_000, clock.now);
    clock.runFor(60_000, silence);
    clock.pauseFor(3_600_000);

    expect(silence.length).toBe(80_000);
  });

  test('of a process that hangs adds up over many pauses', () => {
    const clock = new Monotonic();
    const silence = new Silence(10_000, clock.now);
    for (let pause = 0; pause < 9; pause += 1) {
      clock.pauseFor(600_000);
      expect(silence.length).toBe((pause + 1) * 20_000);
    }

    expect(silence.length).toBe(longestSilence);
  });

  test('after a publish counts from the publish, and not from the look before it', () => {
    const clock = new Monotonic();
    const silence = new Silence(10_000, clock.now);
    clock.runFor(20_000, silence);
    clock.pauseFor(4_000);
    silence.break();
    clock.pauseFor(3_000);

    expect(silence.length).toBe(3_000);
  });
});
