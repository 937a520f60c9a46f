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
  segments,
  shows,
  TestFeed,
} from '../page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

const running = (ticker: Parameters<typeof motion>[0]) =>
  motion(ticker).filter(({ playState }) => playState === 'running').length;

describe('an update', () => {
  const colder = () => {
    const file = recordedFile({ sequence: 2 });
    // Every third station gets a longer word and a longer number: widths change all along.
    return {
      ...file,
      observations: file.observations.map((row, index) =>
        index % 3 === 0 ? { ...row, condition: 'mostly-cloudy' as const, temperature: -17.5 } : row,
      ),
    };
  };

  test('reaches the page without moving what is in view', async () => {
    const feed = new TestFeed();
    const ticker = await mountMoving(feed);
    runOn(ticker, 100_000);
    ticker.pause();
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    feed.answer = colder();
    await ticker.refresh();
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThan(1);
    expect(item(ticker, '90').textContent).toContain('구름많음');
  });

  test('does not hold up or hurry what moves', async () => {
    const feed = new TestFeed();
    const ticker = await mountMoving(feed, { speed: '40' });
    runOn(ticker, 100_000);
    const first = leftMost(ticker);
    // Where it would be at the beginning of the timeline: motion taken out, it stays the same.
    const standing = () =>
      first.getBoundingClientRect().left + (Number(document.timeline.currentTime) / 1000) * 40;
    const before = standing();
    feed.answer = colder();
    await ticker.refresh();
    // A pixel more than at rest, because the strip steps by pixels and time does not.
    expect(Math.abs(standing() - before)).toBeLessThan(2);
  });

  test('keeps the nodes and the text nodes of all items', async () => {
    const feed = new TestFeed();
    const ticker = await mountMoving(feed);
    const nodes = () =>
      parts(ticker, 'item').flatMap((element) => [element, ...element.querySelectorAll('span')]);
    const before = nodes();
    const texts = before.map(({ firstChild }) => firstChild);
    feed.answer = colder();
    await ticker.refresh();
    expect(nodes()).toEqual(before);
    expect(nodes().map(({ firstChild }) => firstChild)).toEqual(texts);
  });

  test('that changes nothing touches nothing', async () => {
    const feed = new TestFeed();
    const ticker = await mountMoving(feed);
    const mutations: MutationRecord[] = [];
    const observer = new MutationObserver((records) => mutations.push(...records));
    observer.observe(part(ticker, 'ticker'), {
      attributes: true,
      characterData: true,
      childList: true,
      subtree: true,
    });
    feed.answer = recordedFile({ sequence: 2 });
    await ticker.refresh();
    mutations.push(...observer.takeRecords());
    expect(mutations).toEqual([]);
  });

  test('that takes stations away and brings others keeps the place of those that stay', async () => {
    const feed = new TestFeed();
    const ticker = await mountMoving(feed);
    runOn(ticker, 100_000);
    ticker.pause();
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    const file = recordedFile({ sequence: 2 });
    feed.answer = {
      ...file,
      observations: file.observations.filter(
        ({ station }, index) => station === first.dataset['station'] || index % 4 !== 0,
      ),
    };
    await ticker.refresh();
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThan(1);
    expect(parts(ticker, 'item')).toHaveLength(feed.answer.observations.length);
  });
});

describe('the strip', () => {
  test('can be read for two seconds before it moves', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ticker = await mount(new TestFeed());
    vi.advanceTimersByTime(1_999);
    const still = running(ticker);
    vi.advanceTimersByTime(1);
    const moving = running(ticker);
    ticker.pause();
    ticker.play();

    expect(still).toBe(0);
    expect(moving).toBe(segments(ticker).length);
    expect(running(ticker)).toBe(moving);
  });

  test('moves at once for a reader who asks for it', async () => {
    const ticker = await mount(new TestFeed());
    ticker.play();
    expect(running(ticker)).toBe(segments(ticker).length);
  });

  test('makes 30 px a second', async () => {
    const ticker = await mount(new TestFeed());
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    runOn(ticker, 1_000);
    expect(before - first.getBoundingClientRect().left).toBeCloseTo(30, 0);
  });

  test('is whole again after there was nothing to show', async () => {
    const feed = new TestFeed();
    const ticker = await mountMoving(feed);
    const before = segments(ticker).map(({ children }) => children.length);
    feed.answer = recordedFile({ sequence: 2, observations: [] });
    await ticker.refresh();
    expect(parts(ticker, 'item')).toHaveLength(0);
    feed.answer = recordedFile({ sequence: 3 });
    await ticker.refresh();
    expect(segments(ticker).map(({ children }) => children.length)).toEqual(before);
    expect(running(ticker)).toBe(segments(ticker).length);
  });

  test('has no gap between neighbours, however often it stops and goes on', async () => {
    const ticker = await mountMoving(new TestFeed());
    const gaps: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      runOn(ticker, 5_711);
      ticker.pause();
      ticker.play();
      const boxes = segments(ticker).map((segment) => segment.getBoundingClientRect());
      for (const [index, box] of boxes.entries()) {
        const next = boxes[(index + 1) % boxes.length];
        if (next !== undefined && next.left > box.left) gaps.push(Math.abs(next.left - box.right));
      }
    }
    expect(gaps.length).toBeGreaterThan(250);
    expect(Math.max(...gaps)).toBeLessThan(0.5);
  });

  test('keeps its place when the window changes', async () => {
    const ticker = await mountMoving(new TestFeed());
    runOn(ticker, 100_000);
    ticker.pause();
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    await page.viewport(700, 400);
    await vi.waitFor(() => expect(part(ticker, 'ticker').clientWidth).toBe(700));
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThan(1);
  });

  test('goes at the speed asked for, and keeps its place when that changes', async () => {
    const ticker = await mountMoving(new TestFeed(), { speed: '25' });
    const travel = (milliseconds: number) => {
      ticker.pause();
      const first = leftMost(ticker);
      const before = first.getBoundingClientRect().left;
      runOn(ticker, milliseconds);
      return before - first.getBoundingClientRect().left;
    };
    expect(travel(4_000)).toBeCloseTo(100, 0);
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    ticker.speed = 50;
    await ticker.updateComplete;
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThan(1);
    expect(travel(4_000)).toBeCloseTo(200, 0);
  });

  test('stands still, without a button, when everything is in view', async () => {
    const ticker = await mountMoving(new TestFeed(), { region: 'KR-11' });
    expect(motion(ticker)).toEqual([]);
    expect(shows(ticker, 'button')).toBe(false);
  });

  test('starts to move when the window becomes too narrow for it', async () => {
    const ticker = await mountMoving(new TestFeed(), { region: 'KR-49' });
    expect(motion(ticker)).toEqual([]);
    await page.viewport(360, 400);
    await vi.waitFor(() => expect(running(ticker)).toBeGreaterThan(0));
    expect(shows(ticker, 'button')).toBe(true);
  });

  test('splits into segments that Firefox keeps on the compositor', async () => {
    const ticker = await mountMoving(new TestFeed());
    const widths = segments(ticker).map((segment) => segment.getBoundingClientRect().width);
    expect(widths.length).toBeGreaterThan(5);
    expect(Math.max(...widths) * devicePixelRatio).toBeLessThanOrEqual(4096);
  });

  test('has its space before and after it has loaded', async () => {
    const feed = new TestFeed(503);
    const ticker = await mountMoving(feed, {}, '전국 날씨');
    const before = ticker.getBoundingClientRect().height;
    feed.answer = recordedFile();
    await ticker.refresh();
    expect(before).toBe(40);
    expect(ticker.getBoundingClientRect().height).toBe(before);
  });
});
