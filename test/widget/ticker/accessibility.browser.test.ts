import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  allMeasured,
  clearPage,
  leftMost,
  mount,
  part,
  parts,
  readAtRecording,
  recordedFile,
  TestFeed,
} from '../page.ts';

beforeEach(() => page.viewport(1200, 400));
afterEach(clearPage);

type Ticker = Awaited<ReturnType<typeof mount>>;

const everything = {
  href: '/{station}',
  controls: '',
  sun: '',
  fields: 'icon temperature change feels-like humidity wind rain',
};
const kinds: [string, Record<string, string>][] = ['scroll', 'roll', 'static'].flatMap((mode) => [
  [`mode ${mode}`, { mode }],
  [`mode ${mode} with everything`, { mode, ...everything }],
]);

/** A state: what the feed answers at first, and what happens then. */
const states: [string, () => TestFeed, (ticker: Ticker, feed: TestFeed) => unknown][] = [
  ['as it comes', () => new TestFeed(), () => {}],
  [
    'live',
    () => {
      readAtRecording();
      return new TestFeed(recordedFile({ mode: 'live' }));
    },
    () => {},
  ],
  [
    'with all that a station may measure',
    () => new TestFeed(recordedFile({}, { '90': allMeasured, '108': allMeasured })),
    () => {},
  ],
  ['paused', () => new TestFeed(), (ticker) => ticker.pause()],
  ['in late observations', () => new TestFeed(recordedFile({ status: 'stale' })), () => {}],
  ['without observations', () => new TestFeed(recordedFile({ observations: [] })), () => {}],
  ['without a feed', () => new TestFeed(503), () => {}],
  [
    'when the feed fails later',
    () => new TestFeed(),
    (ticker, feed) => {
      feed.answer = 503;
      return ticker.refresh();
    },
  ],
];

async function violations(ticker: Ticker) {
  const result = await axe.run(ticker);
  return result.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

describe.each(kinds)('axe finds nothing in %s', (_, attributes) => {
  test.each(states)('%s', async (_name, start, happen) => {
    const feed = start();
    const ticker = await mount(feed, attributes, '전국 날씨');
    await happen(ticker, feed);
    expect(await violations(ticker)).toEqual([]);
  });
});

describe('axe finds nothing', () => {
  test.each<[string, Record<string, string>]>([
    ['in a strip that fits', { region: 'KR-11' }],
    ['in English', { lang: 'en', ...everything }],
  ])('%s', async (_, attributes) => {
    expect(await violations(await mount(new TestFeed(), attributes))).toEqual([]);
  });

  test('while the feed has not answered', async () => {
    vi.stubGlobal('fetch', () => new Promise(() => {}));
    const ticker = document.createElement('nalssi-ticker');
    ticker.setAttribute('feed', '/never/');
    ticker.append('전국 날씨');
    document.body.append(ticker);
    await ticker.updateComplete;
    expect(await violations(ticker)).toEqual([]);
  });

  test.each(kinds)('on a dark and narrow page in %s', async (_, attributes) => {
    await page.viewport(320, 400);
    const { style } = document.documentElement;
    style.colorScheme = 'dark';
    const ticker = await mount(new TestFeed(), attributes);
    const found = await violations(ticker);
    style.colorScheme = '';
    expect(found).toEqual([]);
  });

  test.each(kinds)('where the system asks for less motion, in %s', async (_, attributes) => {
    const { matchMedia } = globalThis;
    vi.stubGlobal('matchMedia', (query: string) =>
      matchMedia(query.includes('reduced-motion') ? 'all' : query),
    );
    expect(await violations(await mount(new TestFeed(), attributes))).toEqual([]);
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

describe('the keyboard alone', () => {
  const focused = (ticker: Ticker) => ticker.shadowRoot?.activeElement ?? document.activeElement;

  /** What the Tab key stops at, to the end of the ticker. */
  async function stops(ticker: Ticker): Promise<string[]> {
    const found: string[] = [];
    while (found.length < 200) {
      await userEvent.keyboard('{Tab}');
      const part = ticker.shadowRoot?.activeElement?.getAttribute('part');
      if (part === null || part === undefined) return found;
      if (found.at(-1) !== part) found.push(part);
    }
    return found;
  }

  test.each<[string, Record<string, string>, string[]]>([
    ['scroll', {}, ['button', 'previous', 'next', 'skip', 'link', 'attribution']],
    ['roll', { mode: 'roll' }, ['button', 'previous', 'next', 'skip', 'link', 'attribution']],
    ['static', { mode: 'static' }, ['previous', 'next', 'skip', 'list', 'link', 'attribution']],
  ])('gets to every control in mode %s, in the order they are seen', async (_, mode, order) => {
    const ticker = await mount(new TestFeed(), { ...mode, href: '/{station}', controls: '' });
    expect(await stops(ticker)).toEqual(order);
  });

  test('works every control', async () => {
    const ticker = await mount(new TestFeed(), { href: '#{station}', controls: '' });
    const press = async (name: string, key: string) => {
      while (focused(ticker)?.getAttribute('part') !== name) await userEvent.keyboard('{Tab}');
      await userEvent.keyboard(key);
      await ticker.updateComplete;
    };
    await press('button', ' ');
    expect(ticker.paused).toBe(true);
    const beginning = leftMost(ticker);
    await press('next', '{Enter}');
    expect(leftMost(ticker)).not.toBe(beginning);
    await userEvent.keyboard('{Shift>}{Tab}{/Shift} ');
    expect(leftMost(ticker)).toBe(beginning);
    await press('skip', '{Enter}');
    expect(focused(ticker)).toBe(part(ticker, 'cap'));
    (focused(ticker) as HTMLElement).blur();
    const chosen: string[] = [];
    ticker.addEventListener('nalssi-select', ({ station }) => chosen.push(station));
    await press('link', '{Enter}');
    expect(chosen).toHaveLength(1);
    expect(location.hash).toBe(`#${chosen[0]}`);
    location.hash = '';
  });
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
