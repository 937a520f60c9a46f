import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  clearPage,
  item,
  leftMost,
  motion,
  mount,
  mountMoving,
  part,
  parts,
  recordedFile,
  runOn,
  shows,
  TestFeed,
} from '../page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

type Ticker = Awaited<ReturnType<typeof mount>>;

/** The stations that can be seen in the roll. */
const current = (ticker: Ticker) =>
  parts(ticker, 'item')
    .filter((element) => getComputedStyle(element).opacity === '1')
    .map((element) => element.dataset['station']);

describe('the roll', () => {
  const faked = { toFake: ['setTimeout', 'clearTimeout'] as const };

  test('shows one station at a time, in the order of the list, and begins again', async () => {
    vi.useFakeTimers({ toFake: [...faked.toFake] });
    const ticker = await mount(new TestFeed(), { mode: 'roll', stations: '108 112 184' });
    const seen = [current(ticker)];
    for (let turn = 0; turn < 3; turn += 1) {
      vi.advanceTimersByTime(4_000);
      for (const animation of motionOf(ticker)) animation.finish();
      seen.push(current(ticker));
    }
    expect(seen).toEqual([['108'], ['112'], ['184'], ['108']]);
  });

  test('comes and goes with the attribute', async () => {
    const ticker = await mount(new TestFeed(), { controls: '', stations: '108 112' });
    ticker.mode = 'roll';
    await ticker.refresh();
    const rolling = current(ticker);
    ticker.mode = 'scroll';
    await ticker.refresh();

    expect(rolling).toEqual(['108']);
    expect(current(ticker)).toEqual(['108', '112']);
  });

  test('comes up from below', async () => {
    vi.useFakeTimers({ toFake: [...faked.toFake] });
    const ticker = await mount(new TestFeed(), { mode: 'roll', stations: '108 112' });
    vi.advanceTimersByTime(4_000);
    const [next] = parts(ticker, 'item').filter((element) => element.matches('.current'));
    const animation = next?.getAnimations()[0];
    animation?.pause();
    if (animation) animation.currentTime = 0;
    const list = part(ticker, 'list').getBoundingClientRect();
    expect(next?.getBoundingClientRect().top).toBeCloseTo(list.bottom, 0);
  });

  test('has no timer while it is paused, and goes on from the station that shows', async () => {
    vi.useFakeTimers({ toFake: [...faked.toFake] });
    const ticker = await mount(new TestFeed(), { mode: 'roll', stations: '108 112 184' });
    vi.advanceTimersByTime(4_000);
    const before = vi.getTimerCount();
    ticker.pause();
    expect(vi.getTimerCount()).toBe(before - 1);
    vi.advanceTimersByTime(20_000);
    for (const animation of motionOf(ticker)) animation.finish();
    expect(current(ticker)).toEqual(['112']);
    ticker.play();
    vi.advanceTimersByTime(4_000);
    for (const animation of motionOf(ticker)) animation.finish();
    expect(current(ticker)).toEqual(['184']);
  });

  test('slides what is wider than the window to its end, and waits for that', async () => {
    await page.viewport(320, 400);
    vi.useFakeTimers({ toFake: [...faked.toFake] });
    const name = { ko: '이름이 아주 긴 관측 지점의 자동기상관측장비', en: 'Seoul' };
    const feed = new TestFeed(recordedFile({}, { 108: { name } }));
    const ticker = await mount(feed, { mode: 'roll', stations: '108 112' });
    const list = part(ticker, 'list').getBoundingClientRect();
    const wide = item(ticker, '108');
    const [slide] = wide.getAnimations();
    const { delay = 0, duration = 0 } = slide?.effect?.getTiming() ?? {};

    expect(wide.getBoundingClientRect().left).toBeCloseTo(list.left, 0);
    expect(wide.getBoundingClientRect().right).toBeGreaterThan(list.right);

    if (slide) slide.currentTime = delay + Number(duration) / 2;
    ticker.pause();
    const stood = slide?.currentTime;
    expect(slide?.playState).toBe('paused');
    ticker.play();
    expect(slide?.currentTime).toBe(stood);

    slide?.finish();
    ticker.pause();
    ticker.play();
    expect(Math.abs(wide.getBoundingClientRect().right - list.right)).toBeLessThan(1);

    vi.advanceTimersByTime(4_000);
    expect(wide.matches('.current')).toBe(true);
    vi.advanceTimersByTime(Number(duration));
    for (const animation of motionOf(ticker)) animation.finish();
    expect(current(ticker)).toEqual(['112']);
    expect(item(ticker, '112').getAnimations()).toEqual([]);
  });

  test('keeps the station that shows through an update', async () => {
    const feed = new TestFeed();
    const ticker = await mount(feed, { mode: 'roll' });
    await ticker.scrollToStation('108');
    const file = recordedFile({ sequence: 2 });
    feed.answer = {
      ...file,
      observations: file.observations.filter(
        ({ station }, index) => index % 2 === 0 || station === '108',
      ),
    };
    await ticker.refresh();
    expect(current(ticker)).toEqual(['108']);
  });

  test('is an ordinary scroller where the system asks for less motion', async () => {
    const { matchMedia } = globalThis;
    vi.stubGlobal('matchMedia', (query: string) =>
      matchMedia(query.includes('reduced-motion') ? 'all' : query),
    );
    const ticker = await mount(new TestFeed(), { mode: 'roll' });
    expect(part(ticker, 'list').scrollWidth).toBeGreaterThan(1200);
    ticker.play();
    await ticker.updateComplete;
    expect(current(ticker)).toHaveLength(1);
  });

  test('becomes the moving strip, and the strip the roll, when the mode changes', async () => {
    const ticker = await mount(new TestFeed(), { mode: 'roll' });
    expect(motion(ticker)).toEqual([]);
    ticker.mode = 'scroll';
    await ticker.updateComplete;
    expect(motion(ticker).length).toBeGreaterThan(5);
    expect(current(ticker)).toHaveLength(97);
    ticker.mode = 'roll';
    await ticker.updateComplete;
    expect(motion(ticker)).toEqual([]);
    expect(current(ticker)).toHaveLength(1);
  });
});

function motionOf(ticker: Ticker): Animation[] {
  return parts(ticker, 'item').flatMap((element) => element.getAnimations());
}

describe('the static mode', () => {
  test('stands still in a scroller with buttons to both sides, and none to stop it', async () => {
    const ticker = await mount(new TestFeed(), { mode: 'static' });
    expect(motion(ticker)).toEqual([]);
    expect(shows(ticker, 'button')).toBe(false);
    const list = part(ticker, 'list');
    const first = leftMost(ticker);
    part(ticker, 'next').click();
    expect(list.scrollLeft).toBeGreaterThan(list.clientWidth / 2);
    part(ticker, 'previous').click();
    expect(leftMost(ticker)).toBe(first);
    expect(list.tabIndex).toBe(0);
  });

  test('has no buttons when everything is in view', async () => {
    const ticker = await mount(new TestFeed(), { mode: 'static', region: 'KR-11' });
    expect(shows(ticker, 'next')).toBe(false);
  });
});

describe('the direction', () => {
  test('to the right moves stations to the right', async () => {
    const ticker = await mountMoving(new TestFeed(), { direction: 'right' });
    ticker.pause();
    runOn(ticker, 100_000);
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    runOn(ticker, 2_000);
    expect(first.getBoundingClientRect().left - before).toBeCloseTo(60, 0);
  });

  test('can be turned round without a jump', async () => {
    const ticker = await mount(new TestFeed());
    runOn(ticker, 100_000);
    ticker.pause();
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    ticker.direction = 'right';
    await ticker.updateComplete;
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThanOrEqual(1);
  });

  test('of a page that is written from right to left leaves the strip as it is', async () => {
    document.documentElement.dir = 'rtl';
    const ticker = await mount(new TestFeed());
    runOn(ticker, 100_000);
    const lefts = parts(ticker, 'item')
      .filter((element) => element.checkVisibility())
      .map((element) => element.getBoundingClientRect());
    document.documentElement.removeAttribute('dir');
    const inView = lefts.filter(({ left, right }) => right > 0 && left < 1000);
    expect(inView.length).toBeGreaterThan(5);
    expect(inView.map(({ left }) => left)).toEqual(
      inView.map(({ left }) => left).toSorted((one, other) => one - other),
    );
  });
});
