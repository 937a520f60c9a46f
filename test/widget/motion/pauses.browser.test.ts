import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  clearPage,
  leftMost,
  motion,
  mount,
  mountMoving,
  part,
  runOn,
  segments,
  TestFeed,
} from '../page.ts';

// What stops the strip, and what lets it go on.

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

const running = (ticker: Parameters<typeof motion>[0]) =>
  motion(ticker).filter(({ playState }) => playState === 'running').length;

/** Answers `(prefers-reduced-motion: reduce)` with yes. */
function preferReducedMotion() {
  const { matchMedia } = globalThis;
  vi.stubGlobal('matchMedia', (query: string) =>
    matchMedia(query.includes('reduced-motion') ? 'all' : query),
  );
}

describe('the button', () => {
  const press = (ticker: Parameters<typeof part>[0]) => part(ticker, 'button').click();

  test('stops the strip and resumes it from where it stopped', async () => {
    const ticker = await mountMoving(new TestFeed());
    runOn(ticker, 100_000);
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    press(ticker);
    await ticker.updateComplete;
    expect(running(ticker)).toBe(0);
    expect(ticker.paused).toBe(true);
    expect(ticker.matches(':state(paused)')).toBe(true);
    expect(part(ticker, 'button').getAttribute('aria-label')).toBe('다시 움직이기');
    press(ticker);
    await ticker.updateComplete;
    expect(running(ticker)).toBe(segments(ticker).length);
    expect(ticker.paused).toBe(false);
    expect(part(ticker, 'button').getAttribute('aria-label')).toBe('움직임 멈춤');
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThan(1.1);
  });

  test('wins over a mouse that comes and goes', async () => {
    const ticker = await mountMoving(new TestFeed());
    press(ticker);
    const list = part(ticker, 'list');
    list.dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    list.dispatchEvent(new PointerEvent('pointerleave', { pointerType: 'mouse' }));
    expect(running(ticker)).toBe(0);
  });

  test('is offered where the system asks for less motion, and then moves', async () => {
    preferReducedMotion();
    const ticker = await mount(new TestFeed());
    expect(motion(ticker)).toEqual([]);
    const list = part(ticker, 'list');
    expect(list.scrollWidth).toBeGreaterThan(list.clientWidth);
    expect(list.tabIndex).toBe(0);
    expect(ticker.paused).toBe(true);
    list.scrollLeft = 500;
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    press(ticker);
    expect(running(ticker)).toBe(segments(ticker).length);
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThan(1.1);
  });
});

describe('the strip stands still', () => {
  test.each([
    ['under a mouse', 'mouse', 'pointerenter', 'pointerleave'],
    ['under a finger', 'touch', 'pointerdown', 'pointerup'],
    ['under a finger that turns into a scroll', 'touch', 'pointerdown', 'pointercancel'],
  ])('%s, and goes on after it', async (_, pointerType, begins, ends) => {
    const ticker = await mountMoving(new TestFeed());
    const list = part(ticker, 'list');
    list.dispatchEvent(new PointerEvent(begins, { pointerType }));
    expect(running(ticker)).toBe(0);
    list.dispatchEvent(new PointerEvent(ends, { pointerType }));
    expect(running(ticker)).toBe(segments(ticker).length);
  });

  test('not under a finger that only passes', async () => {
    const ticker = await mountMoving(new TestFeed());
    part(ticker, 'list').dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'touch' }));
    expect(running(ticker)).toBe(segments(ticker).length);
  });

  test('while something in it has the focus', async () => {
    const ticker = await mountMoving(new TestFeed());
    const list = part(ticker, 'list');
    list.dispatchEvent(new FocusEvent('focusin'));
    expect(running(ticker)).toBe(0);
    list.dispatchEvent(new FocusEvent('focusout'));
    expect(running(ticker)).toBe(segments(ticker).length);
  });

  test('out of view', async () => {
    const ticker = await mountMoving(new TestFeed());
    const space = document.createElement('div');
    space.style.height = '3000px';
    ticker.before(space);
    await vi.waitFor(() => expect(running(ticker)).toBe(0));
    space.remove();
    await vi.waitFor(() => expect(running(ticker)).toBe(segments(ticker).length));
  });

  test('under a mouse, but not for good when it is taken away from under it', async () => {
    const ticker = await mountMoving(new TestFeed());
    part(ticker, 'list').dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }));
    ticker.remove();
    document.body.append(ticker);
    await ticker.updateComplete;
    expect(running(ticker)).toBe(segments(ticker).length);
  });

  test('out of the page, and goes on when it is put back', async () => {
    const ticker = await mountMoving(new TestFeed());
    runOn(ticker, 100_000);
    const first = leftMost(ticker);
    ticker.remove();
    expect(running(ticker)).toBe(0);
    document.body.append(ticker);
    await ticker.updateComplete;
    expect(running(ticker)).toBe(segments(ticker).length);
    expect(leftMost(ticker)).toBe(first);
  });
});
