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
    ['in the roll', () => new TestFeed(), { mode: 'roll' }],
    ['in the static mode', () => new TestFeed(), { mode: 'static' }],
    ['with links and buttons', () => new TestFeed(), { href: '/{station}', controls: '' }],
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

test.each(['', 'roll', 'static'])(
  'text keeps its spacing in the bar in mode "%s"',
  async (mode) => {
    const ticker = await mount(new TestFeed(), { mode, controls: '' });
    // The spacing that readers may set (WCAG 1.4.12), which reaches a shadow root only by itself.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
    );
    ticker.shadowRoot?.adoptedStyleSheets.push(sheet);
    const bar = part(ticker, 'ticker').getBoundingClientRect();
    for (const name of ['name', 'temperature', 'time', 'attribution']) {
      const box = parts(ticker, name)[0]?.getBoundingClientRect();
      expect(box?.top).toBeGreaterThanOrEqual(bar.top);
      expect(box?.bottom).toBeLessThanOrEqual(bar.bottom);
    }
  },
);

test('at 200 % on a narrow screen every control is in view', async () => {
  // 320 px at 200 % zoom are 160 px; the reader's text is as large as it was.
  await page.viewport(320, 400);
  const ticker = await mount(new TestFeed(), { controls: '' });
  for (const name of ['button', 'previous', 'next', 'attribution']) {
    const box = part(ticker, name).getBoundingClientRect();
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(320);
  }
  expect(part(ticker, 'list').clientWidth).toBeGreaterThan(60);
});
