import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { clearPage, item, leftMost, mount, parts, recordedFile, runOn, TestFeed } from '../page.ts';
import { windWarning } from './warnings-file.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

/** A feed that has a warning in force on Jeju. */
function windyFeed() {
  const feed = new TestFeed();
  const asked: string[] = [];
  const next = globalThis.fetch;
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const url = String(request[0]);
    if (!url.endsWith(`${feed.base}warnings.json`)) return next(...request);
    asked.push(url);
    return Response.json(windWarning);
  });
  return { feed, asked };
}

const warnings = (ticker: Awaited<ReturnType<typeof mount>>) =>
  parts(ticker, 'item').filter((element) => element.matches('.warning'));

describe('warnings', () => {
  test('stand before the stations, with one request for two tickers', async () => {
    const { feed, asked } = windyFeed();
    const ticker = await mount(feed, { warnings: '' });
    const other = await mount(feed, { warnings: '' });
    await vi.waitFor(() => expect(warnings(other)).toHaveLength(1));
    expect(parts(ticker, 'item')[0]?.textContent).toContain('강풍경보');
    expect(parts(ticker, 'item')).toHaveLength(98);
    expect(asked).toHaveLength(1);
  });

  test('begin the strip when its beginning is in view', async () => {
    const { feed } = windyFeed();
    const ticker = await mount(feed, { warnings: '' });
    await vi.waitFor(() => expect(warnings(ticker)).toHaveLength(1));
    await ticker.updateComplete;
    expect(leftMost(ticker)).toBe(warnings(ticker)[0]);
  });

  test('that come later are the next to enter, and move nothing that is in view', async () => {
    const { feed } = windyFeed();
    const ticker = await mount(feed);
    runOn(ticker, 100_000);
    ticker.pause();
    const first = leftMost(ticker);
    const before = first.getBoundingClientRect().left;
    ticker.warnings = true;
    await vi.waitFor(() => expect(warnings(ticker)).toHaveLength(1));
    expect(Math.abs(first.getBoundingClientRect().left - before)).toBeLessThan(1);
    ticker.play();
    runOn(ticker, 15_000);
    const box = warnings(ticker)[0]?.getBoundingClientRect();
    expect(box?.left).toBeGreaterThan(0);
    expect(box?.right).toBeLessThan(1200);
  });

  test('show at once in the roll', async () => {
    const { feed } = windyFeed();
    const ticker = await mount(feed, { warnings: '', mode: 'roll' });
    await vi.waitFor(() => expect(warnings(ticker)[0]?.matches('.current')).toBe(true));
  });

  test('are not asked for without the attribute', async () => {
    const { feed, asked } = windyFeed();
    await mount(feed);
    expect(asked).toEqual([]);
  });

  test('go when the attribute goes', async () => {
    const { feed } = windyFeed();
    const ticker = await mount(feed, { warnings: '' });
    await vi.waitFor(() => expect(warnings(ticker)).toHaveLength(1));
    ticker.warnings = false;
    await ticker.updateComplete;
    expect(warnings(ticker)).toEqual([]);
  });

  test('that cannot be read leave the stations as they are', async () => {
    const ticker = await mount(new TestFeed(), { warnings: '', stations: '108' });
    expect(item(ticker, '108').checkVisibility()).toBe(true);
  });
});

describe('the sun', () => {
  const drawn = (ticker: Awaited<ReturnType<typeof mount>>) =>
    item(ticker, '108').querySelector('path')?.getAttribute('class');

  test('is a moon at night, and a sun again by day', async () => {
    const night = { generatedAt: '2024-11-24T05:00:00+09:00' };
    const feed = new TestFeed(recordedFile(night));
    const ticker = await mount(feed, { stations: '108' });
    // The moon comes with the second script, which nobody waits for.
    await vi.waitFor(() => expect(drawn(ticker)).toBe('moon'));
    feed.answer = recordedFile({ sequence: 2, generatedAt: '2024-11-24T08:00:00+09:00' });
    await ticker.refresh();
    expect(drawn(ticker)).toBe('sun');
  });

  test('always shines where that is asked for', async () => {
    const night = { generatedAt: '2024-11-24T05:00:00+09:00' };
    const asked = { stations: '108', sun: 'always', unit: 'f' };
    const ticker = await mount(new TestFeed(recordedFile(night)), asked);
    expect(drawn(ticker)).toBe('sun');
  });
});
