import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import { degradedFeed, emptyFeed, healthyFeed, staleFeed } from './fixtures.ts';
import { clean, clearPage, focused, open, TestFeed, textOf } from './page.ts';

beforeEach(() => browserPage.viewport(1280, 900));
afterEach(clearPage);

const feeds = {
  healthy: healthyFeed,
  degraded: degradedFeed,
  stale: staleFeed,
  'just started': emptyFeed,
  'without a feed': () => 503,
} as const;

describe('axe finds nothing', () => {
  test.each(Object.keys(feeds) as (keyof typeof feeds)[])('%s', async (name) => {
    await open(new TestFeed(feeds[name]()));

    expect(await violations()).toEqual([]);
  });

  test('with the chart of a station, in English, on a narrow screen', async () => {
    await browserPage.viewport(320, 700);
    const page = await open(new TestFeed(degradedFeed()), '#station=232&region=KR-44', 'en');
    await expect
      .poll(() => page.renderRoot.querySelector('nalssi-temperature-chart'))
      .not.toBe(null);

    expect(await violations()).toEqual([]);
  });

  test('in dark colours', async () => {
    const page = await open(new TestFeed(degradedFeed()), '#station=232');
    await expect
      .poll(() => page.renderRoot.querySelector('nalssi-temperature-chart'))
      .not.toBe(null);
    page.style.colorScheme = 'dark';

    expect(await violations()).toEqual([]);
  });
});

async function violations() {
  const found = (await axe.run(document.body)).violations;
  return found.map(({ id, nodes }) => [
    id,
    nodes.map(({ html, failureSummary }) => [html, failureSummary]),
  ]);
}

test('the keyboard goes from the search to the chart of a station and reads an hour', async () => {
  const page = await open(new TestFeed(healthyFeed()));
  page.renderRoot.querySelector<HTMLElement>('#station input')?.focus();
  await userEvent.keyboard('천안{Enter}');
  await expect.poll(() => page.renderRoot.querySelector('nalssi-temperature-chart')).not.toBe(null);

  expect(location.hash).toBe('#station=232');
  expect(focused(page)?.id).toBe('station-heading');
  expect(textOf(page, '#station-heading')).toBe('관측소: 천안');

  const chart = page.renderRoot.querySelector('nalssi-temperature-chart');
  for (let count = 0; count < 6 && focused(page)?.getAttribute('type') !== 'range'; count += 1) {
    await userEvent.keyboard('{Tab}');
  }
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}');
  await chart?.updateComplete;

  expect(focused(page)?.getAttribute('aria-valuetext')).toMatch(/^오늘 03:00: -2\.5 °C/);
});

test('closing a station gives the keyboard back to the search', async () => {
  const page = await open(new TestFeed(healthyFeed()), '#station=232');
  const close = [...page.renderRoot.querySelectorAll('button')].find(
    (button) => clean(button) === '닫기',
  );
  close?.click();
  await page.updateComplete;

  expect(location.hash).toBe('#all');
  expect(focused(page)?.closest('#station')?.id).toBe('station');
});

test('only the verdict is announced, without the ages that count', async () => {
  const page = await open(new TestFeed(degradedFeed()));
  const live = [...page.renderRoot.querySelectorAll('[role=status], [aria-live]')];

  expect(live.map(clean)).toEqual(['저하: 피드 일부가 최신이 아닙니다 07:32부터']);
});

test.each([320, 390, 768, 1440])('nothing is wider than a screen of %i px', async (width) => {
  await browserPage.viewport(width, 800);
  const page = await open(new TestFeed(degradedFeed()), '#station=232');
  await expect.poll(() => page.renderRoot.querySelector('nalssi-temperature-chart')).not.toBe(null);

  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});
