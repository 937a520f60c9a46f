import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { clearPage, mount, parts, recordedFile, TestFeed } from '../page.ts';

// Items are made task by task: a feed may bring any number of stations at once.

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

const half = 200;
const numbers = Array.from({ length: 2 * half }, (_, index) => String(1000 + index));
const { observations } = recordedFile();
const fileOf = (stations: readonly string[], changes: object = {}) =>
  recordedFile({
    ...changes,
    observations: stations.flatMap((station, index) => {
      const row = observations[index % observations.length];
      return row === undefined ? [] : [{ ...row, station }];
    }),
  });

/** The most items that were new in one task, while `change` runs. */
async function mostAtOnce(ticker: HTMLElement, change: () => Promise<void>): Promise<number> {
  const known = new Set(parts(ticker as never, 'item'));
  const counts: number[] = [];
  const observer = new MutationObserver(() => {
    const items = parts(ticker as never, 'item').filter((item) => !known.has(item));
    for (const item of items) known.add(item);
    counts.push(items.length);
  });
  observer.observe(ticker.shadowRoot ?? ticker, { childList: true, subtree: true });
  await change();
  observer.disconnect();
  return Math.max(...counts);
}

describe('stations that take the place of as many others', () => {
  test('come task by task, in their order, and are seen when all are there', async () => {
    const feed = new TestFeed(fileOf(numbers.slice(0, half)));
    const ticker = await mount(feed, { stations: numbers.join(' ') });
    feed.answer = fileOf(numbers.slice(half), { sequence: 2 });
    const most = await mostAtOnce(ticker, () => ticker.refresh());

    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(50);
    const items = parts(ticker, 'item');
    expect(items.map((item) => (item as HTMLElement).dataset['station'])).toEqual(
      numbers.slice(half),
    );
    expect(getComputedStyle(items[0] as Element).visibility).toBe('visible');
  });

  test('leave those that stay where they are, with their nodes', async () => {
    const feed = new TestFeed(fileOf(numbers.slice(0, half)));
    const ticker = await mount(feed, { stations: numbers.join(' ') });
    const [, , stays] = parts(ticker, 'item');
    feed.answer = fileOf(['1002', ...numbers.slice(half)], { sequence: 2 });
    await ticker.refresh();

    expect(parts(ticker, 'item')[0]).toBe(stays);
    expect(parts(ticker, 'item')).toHaveLength(half + 1);
  });
});
