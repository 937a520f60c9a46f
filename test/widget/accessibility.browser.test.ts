import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clearPage, mount, part, parts, recordedFile, TestFeed } from './page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

describe('axe finds nothing', () => {
  test.each<[string, () => TestFeed, Record<string, string>]>([
    ['in the moving strip', () => new TestFeed(), {}],
    ['in a strip that fits', () => new TestFeed(), { region: 'KR-11' }],
    ['in English', () => new TestFeed(), { lang: 'en' }],
    ['without a feed', () => new TestFeed(503), {}],
    ['without observations', () => new TestFeed(recordedFile({ observations: [] })), {}],
    ['in late observations', () => new TestFeed(recordedFile({ status: 'stale' })), {}],
  ])('%s', async (_, feed, attributes) => {
    const ticker = await mount(feed(), attributes, '전국 날씨');
    const { violations } = await axe.run(ticker);
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

test('a screen reader gets one sentence a station, and nothing of what is only shown', async () => {
  const ticker = await mount(new TestFeed(), { stations: '108 93' });
  const heard = parts(ticker, 'item').map((element) =>
    [...element.children]
      .filter((child) => child.getAttribute('aria-hidden') !== 'true')
      .map(({ textContent }) => textContent),
  );
  expect(heard).toEqual([['서울, 맑음, 섭씨 2.8도.'], ['북춘천, 맑음, 섭씨 영하 3.0도.']]);
});

test('the ticker is one named region with one list that is not announced', async () => {
  const ticker = await mount(new TestFeed());
  expect(part(ticker, 'ticker').tagName).toBe('SECTION');
  expect(part(ticker, 'ticker').getAttribute('aria-label')).toBe('날씨');
  expect(part(ticker, 'list').getAttribute('role')).toBe('list');
  expect(part(ticker, 'list').getAttribute('aria-live')).toBe('off');
});

test('the region takes the name it is given', async () => {
  const ticker = await mount(new TestFeed(), { label: '우리 지역 날씨' });
  expect(part(ticker, 'ticker').getAttribute('aria-label')).toBe('우리 지역 날씨');
});

test('the keyboard gets to the button first, then to the source, then out', async () => {
  const ticker = await mount(new TestFeed());
  const after = document.createElement('button');
  document.body.append(after);
  const focused: (Element | null | undefined)[] = [];
  for (let count = 0; count < 3; count += 1) {
    await userEvent.keyboard('{Tab}');
    focused.push(ticker.shadowRoot?.activeElement ?? document.activeElement);
  }
  expect(focused).toEqual([part(ticker, 'button'), part(ticker, 'attribution'), after]);
});

test('the keyboard stops the strip and starts it again', async () => {
  const ticker = await mount(new TestFeed());
  part(ticker, 'button').focus();
  await userEvent.keyboard('{Enter}');
  expect(ticker.paused).toBe(true);
  await userEvent.keyboard(' ');
  expect(ticker.paused).toBe(false);
});

test('the button is large enough for a finger', async () => {
  const ticker = await mount(new TestFeed());
  const { width, height } = part(ticker, 'button').getBoundingClientRect();
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
});
