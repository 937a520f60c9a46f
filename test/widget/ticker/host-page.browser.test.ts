import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { clearPage, mount, part, parts, shows, TestFeed } from '../page.ts';

beforeEach(() => page.viewport(1200, 400));

let sheet: HTMLStyleElement | undefined;
afterEach(() => {
  sheet?.remove();
  clearPage();
});

function pageStyle(rules: string): void {
  sheet = document.createElement('style');
  sheet.textContent = rules;
  document.head.append(sheet);
}

/** What a reader would see different. */
function look(ticker: Parameters<typeof part>[0]) {
  const { fontSize, fontFamily, lineHeight, color, textAlign } = getComputedStyle(
    part(ticker, 'name'),
  );
  const { width, height } = part(ticker, 'ticker').getBoundingClientRect();
  return { fontSize, fontFamily, lineHeight, color, textAlign, width, height };
}

describe('the styles of a page do not reach the ticker', () => {
  test.each([
    ['html { font-size: 62.5% }'],
    ['* { line-height: 3 !important; letter-spacing: 4px !important; text-align: right }'],
    ['body { color: red; font: italic 30px/2 serif; text-transform: uppercase }'],
    ['nalssi-ticker { all: unset !important }'],
  ])('%s', async (rules) => {
    const feed = new TestFeed();
    const ticker = await mount(feed);
    const untouched = look(ticker);
    pageStyle(rules);
    expect(look(ticker)).toEqual(untouched);
  });
});

describe('a page can', () => {
  test('hide the ticker by its attribute, by its display and by its visibility', async () => {
    const ticker = await mount(new TestFeed());
    ticker.hidden = true;
    expect(shows(ticker, 'list')).toBe(false);
    ticker.hidden = false;
    pageStyle('nalssi-ticker { display: none }');
    expect(shows(ticker, 'list')).toBe(false);
    sheet?.remove();
    pageStyle('nalssi-ticker { visibility: hidden }');
    expect(getComputedStyle(part(ticker, 'name')).visibility).toBe('hidden');
  });

  test('style it by the family’s properties, and this element alone by its own', async () => {
    const ticker = await mount(new TestFeed());
    pageStyle('body { --nalssi-height: 48px; --nalssi-font-size: 17px }');
    expect(look(ticker)).toMatchObject({ height: 48, fontSize: '17px' });
    ticker.style.setProperty('--nalssi-ticker-height', '32px');
    expect(look(ticker)).toMatchObject({ height: 32, fontSize: '17px' });
  });

  test('make it dark by color-scheme', async () => {
    const ticker = await mount(new TestFeed());
    const light = getComputedStyle(part(ticker, 'ticker')).backgroundColor;
    pageStyle(':root { color-scheme: dark }');
    expect(getComputedStyle(part(ticker, 'ticker')).backgroundColor).not.toBe(light);
  });
});

test('a ticker in a flexible header takes the space that is left, and no more', async () => {
  pageStyle('body { display: flex } b { width: 200px } nalssi-ticker { margin: 0 10px }');
  const ticker = await mount(new TestFeed());
  const title = document.createElement('b');
  ticker.before(title);
  expect(title.getBoundingClientRect().width).toBe(200);
  expect(ticker.getBoundingClientRect().width).toBe(document.body.clientWidth - 220);
});

/** Puts a ticker on paper: what its styles say of print holds on the screen. */
function putOnPaper({ shadowRoot }: Parameters<typeof part>[0]): void {
  const printed = [...(shadowRoot?.adoptedStyleSheets ?? [])]
    .flatMap((styles) => [...styles.cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter(({ conditionText }) => conditionText === 'print')
    .flatMap(({ cssRules }) => [...cssRules]);
  const paper = new CSSStyleSheet();
  paper.replaceSync(printed.map(({ cssText }) => cssText).join(' '));
  shadowRoot?.adoptedStyleSheets.push(paper);
}

test('a ticker is not on paper unless the page asks for it', async () => {
  const ticker = await mount(new TestFeed(), { region: 'KR-44' });
  putOnPaper(ticker);
  expect(ticker.checkVisibility()).toBe(false);
});

describe('the theme', () => {
  const coloursOf = (ticker: Parameters<typeof part>[0]) => {
    const { backgroundColor, color } = getComputedStyle(part(ticker, 'ticker'));
    return [backgroundColor, color];
  };
  const white = 'rgb(255, 255, 255)';
  const black = 'rgb(0, 0, 0)';

  test('is that of the page, unless the ticker has its own', async () => {
    pageStyle(':root { color-scheme: dark }');
    const ticker = await mount(new TestFeed());
    const [dark] = coloursOf(ticker);
    ticker.setAttribute('theme', 'light');
    const light = coloursOf(ticker);
    sheet?.remove();
    ticker.setAttribute('theme', 'dark');

    expect(light).toEqual([white, black]);
    expect(coloursOf(ticker)).toEqual([dark, white]);
    expect(dark).not.toBe(white);
  });

  test('can be what the reader prefers, whatever the page is', async () => {
    pageStyle(':root { color-scheme: only dark }');
    const ticker = await mount(new TestFeed(), { theme: 'auto' });
    expect(coloursOf(ticker)).toEqual([white, black]);
  });

  test('can be the colours of the page, with its background behind and a mask at the edges', async () => {
    pageStyle('body { color: rgb(1, 2, 3); background: rgb(200, 100, 0) }');
    const ticker = await mount(new TestFeed(), { theme: 'inherit' });
    expect(coloursOf(ticker)).toEqual(['rgba(0, 0, 0, 0)', 'rgb(1, 2, 3)']);
    expect(getComputedStyle(part(ticker, 'list')).maskImage).toContain('linear-gradient');
  });
});

test('everything in the bar is measured by its font size', async () => {
  pageStyle('nalssi-ticker { --nalssi-height: 80px }');
  const ticker = await mount(new TestFeed(), {
    fields: 'icon condition',
    stations: '108',
    controls: '',
  });
  ticker.style.width = '1200px';
  const names = ['icon', 'name', 'condition', 'time', 'attribution', 'badge', 'button'];
  const heights = () =>
    names.map((name) => {
      const element = part(ticker, name);
      return Number.parseFloat(getComputedStyle(element).fontSize);
    });
  const before = heights();
  ticker.style.setProperty('--nalssi-font-size', '30px');
  expect(heights()).toEqual(before.map((height) => height * 2));
});

test('a ticker that the page puts on paper shows every station there', async () => {
  const ticker = await mount(new TestFeed(), { region: 'KR-44', print: '' });
  await page.viewport(360, 400);
  putOnPaper(ticker);
  const { left, right } = part(ticker, 'list').getBoundingClientRect();
  const boxes = parts(ticker, 'item').map((element) => element.getBoundingClientRect());
  expect(boxes.length).toBeGreaterThan(4);
  expect(boxes.every((box) => box.left >= left && box.right <= right)).toBe(true);
});

test('the element leaves its own attributes and children as the page wrote them', async () => {
  const feed = new TestFeed();
  const ticker = await mount(feed, {}, '전국 날씨');
  expect(ticker.getAttributeNames()).toEqual(['feed']);
  expect(ticker.childNodes).toHaveLength(1);
});

test('a ticker that is not rendered at first is right when it is', async () => {
  pageStyle('nalssi-ticker { display: none }');
  const ticker = await mount(new TestFeed());
  sheet?.remove();
  await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  expect(part(ticker, 'list').classList.contains('moving')).toBe(true);
  expect(shows(ticker, 'button')).toBe(true);
});
