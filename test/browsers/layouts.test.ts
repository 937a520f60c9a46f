import { afterAll, beforeAll, expect, test } from 'vitest';
import { HostServer, page } from '../widget/embed/host-server.ts';
import { inEachBrowser } from './in-each-browser.ts';

// The bar in the boxes of the pages it meets, at every width and height: one page a height, with all
// of the boxes at all of the widths, measured at once. The functions run in the page, so each has in
// itself all that it needs.

const ticker = '<nalssi-ticker stations="108 112" sun="always"></nalssi-ticker>';

/** Boxes that pages put a ticker into. */
const boxes: Readonly<Record<string, string>> = {
  block: ticker,
  'a column as high as the window': `<div style="display: flex; flex-direction: column; min-height: 300px">${ticker}<div style="flex: 1"></div></div>`,
  'the wrapper that is a flex item': `<div style="display: flex"><div>${ticker}</div></div>`,
  'a flex item beside others': `<div style="display: flex"><b>신문</b>${ticker}<b>메뉴</b></div>`,
  'the wrapper beside others': `<div style="display: flex"><b>신문</b><div>${ticker}</div></div>`,
  'a cell of a table': `<table><tr><td>${ticker}</td></tr></table>`,
  'a cell beside another': `<table><tr><td>신문</td><td>${ticker}</td></tr></table>`,
  'a floating item of a list': `<ul style="padding: 0; list-style: none"><li style="float: left">${ticker}</li></ul>`,
  'a floating box': `<div style="float: left">${ticker}</div>`,
  'an inline block': `<div style="display: inline-block">${ticker}</div>`,
  'an absolute box': `<div style="position: relative; height: 80px"><div style="position: absolute">${ticker}</div></div>`,
  'a header that makes flex boxes': `<header class="flexes">${ticker}</header>`,
  'a header that makes inline ones': `<header class="inlines">${ticker}</header>`,
  'a cell of a grid': `<div style="display: grid; grid-template-columns: auto auto"><b>신문</b>${ticker}</div>`,
  'a sticky header': `<header style="position: sticky; top: 0">${ticker}</header>`,
  'vertical writing': `<div style="writing-mode: vertical-rl; width: 100%; height: 120px">${ticker}</div>`,
  'a height of its own': ticker.replace('<nalssi-ticker', '<nalssi-ticker class="low"'),
};
const widths = [191, 240, 320, 390, 480, 768, 1280, 1920];
const heights = [28, 30, 40, 60];

/** What widget/README.md gives to keep the space. */
const space = (height: number) =>
  `display: grid; grid: ${height}px / minmax(0, 320px) minmax(0, 1fr); flex: 1 1 0; max-height: ${height}px; overflow: hidden`;

/** Where everything around the tickers stands. */
const places = () =>
  [...document.querySelectorAll('.case, .case :is(b, td, div, header, ul)')].map((element) => {
    const { left, top } = element.getBoundingClientRect();
    return [left, top];
  });

function pageOf(height: number): string {
  const cases = Object.entries(boxes).flatMap(([name, box]) =>
    widths.map(
      (width) =>
        `<div class="case" title="${name}, ${width} px" style="width: ${width}px">${box}</div>`,
    ),
  );
  return `<style>
body { margin: 0 } .case { overflow: hidden; margin-bottom: 1px } .case > * { margin: 0 }
table { border-spacing: 0 } td { padding: 0 } .flexes > * { display: flex } .inlines > * { display: inline-flex }
:root { --nalssi-height: ${height}px } .low { height: ${height - 2}px }
nalssi-ticker:not(:defined) { ${space(height)} }
</style>${cases.join('')}<script>window.before = (${places})()</script><script type="module" src="/w/1/nalssi.js"></script>`;
}

let host: HostServer;

beforeAll(async () => {
  const pages = heights.map((height) => [`/${height}`, page(pageOf(height))] as const);
  host = await HostServer.start({
    ...Object.fromEntries(pages),
    '/zoomed': page(
      '<style>body { margin: 0; zoom: 1.5 }</style><nalssi-ticker controls></nalssi-ticker><script type="module" src="/w/1/nalssi.js"></script>',
    ),
    '/narrow': page(
      `<div style="width: 0">${ticker}</div>${ticker}<div style="width: 0">${ticker}</div><script>
        window.said = []; console.warn = (text) => said.push(text);
      </script><script type="module" src="/w/1/nalssi.js"></script>`,
    ),
  });
});

afterAll(() => host[Symbol.asyncDispose]());

/** Whether every ticker of the page shows its stations. */
const areThere = () =>
  [...document.querySelectorAll('nalssi-ticker')].every(
    ({ shadowRoot }) =>
      shadowRoot?.querySelector('[part=cap]:not([hidden])') &&
      shadowRoot.querySelector('[part=name]'),
  ) && document.readyState === 'complete';

const shifts = () => {
  const { before } = globalThis as unknown as { before: number[][] };
  return [...document.querySelectorAll('.case, .case :is(b, td, div, header, ul)')].flatMap(
    (element, index) => {
      const { left, top } = element.getBoundingClientRect();
      const [x = 0, y = 0] = before[index] ?? [];
      const moved = Math.abs(left - x) + Math.abs(top - y);
      const title = element.closest<HTMLElement>('.case')?.title;
      return moved > 1 ? [`${title}: ${element.localName} moves by ${left - x}, ${top - y}`] : [];
    },
  );
};

/** What is wrong with each box, as sentences. */
const faults = () => {
  const found: string[] = [];
  for (const box of document.querySelectorAll<HTMLElement>('.case')) {
    const element = box.querySelector('nalssi-ticker');
    const bar = element?.shadowRoot?.querySelector('section');
    const cap = element?.shadowRoot?.querySelector('[part=cap]');
    if (!element || !bar || !cap) continue;
    const say = (fault: string) => found.push(`${box.title}: ${fault}`);
    const outer = box.getBoundingClientRect();
    const inner = bar.getBoundingClientRect();
    const end = cap.getBoundingClientRect();
    const host = element.getBoundingClientRect();
    if (inner.width < 120) say(`the bar is ${inner.width} px wide`);
    if (inner.right > outer.right + 0.5 || inner.left < outer.left - 0.5)
      say('it goes out of its box');
    if (box.scrollWidth > box.clientWidth) say('its box can be scrolled');
    const asked = parseFloat(
      getComputedStyle(document.documentElement).getPropertyValue('--nalssi-height'),
    );
    const height = element.className === 'low' ? asked - 2 : asked;
    if (Math.abs(inner.height - height) > 0.5) say(`the bar is ${inner.height} px high`);
    if (Math.abs(host.height - height) > 0.5) say(`the element is ${host.height} px high`);
    if (inner.width < 720 && end.width > inner.width / 5 + 0.5)
      say(`the end cap takes ${end.width} px of ${inner.width}`);
    if (end.right > inner.right + 0.5) say('the end cap is cut');
    for (const part of cap.querySelectorAll('bdi, b')) {
      const { left, right, top, bottom, width } = part.getBoundingClientRect();
      // A box is as high as the font says; letters are no higher than their size.
      const size = parseFloat(getComputedStyle(part).fontSize);
      const middle = (top + bottom) / 2;
      if (width === 0) continue;
      if (middle - size / 2 < inner.top || middle + size / 2 > inner.bottom) {
        say(`"${part.textContent}" is cut above or below`);
      }
      if (right > end.right + 0.5 || left < end.left - 0.5) {
        say(`"${part.textContent}" is cut at a side`);
      }
    }
  }
  return found;
};

const isShown = () => {
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  const [segment] = [...(root?.querySelectorAll('.segment') ?? [])];
  return (segment?.getAnimations().length ?? 0) > 0 && root?.querySelector('[part=next]') !== null;
};

/** How far a drag of 200 px of the window moves a station in it. */
const dragged = async () => {
  const element = document.querySelector('nalssi-ticker');
  const list = element?.shadowRoot?.querySelector('[part=list]');
  if (!element || !list) return 0;
  element.pause();
  const zoom = 'currentCSSZoom' in list ? 1 : 1.5;
  const items = [...list.querySelectorAll('[part=item]')];
  const lefts = () => items.map((item) => item.getBoundingClientRect().left * zoom);
  const before = lefts();
  const send = (type: string, clientX: number) =>
    list.dispatchEvent(
      new PointerEvent(type, {
        clientX,
        clientY: 20,
        pointerId: 1,
        isPrimary: true,
        buttons: 1,
        pointerType: 'mouse',
      }),
    );
  send('pointerdown', 600);
  for (let x = 580; x >= 400; x -= 20) send('pointermove', x);
  send('pointerup', 400);
  const moved = lefts().map((left, index) => (before[index] ?? 0) - left);
  return moved.sort((one, other) => one - other)[Math.floor(moved.length / 2)] ?? 0;
};

const said = () => (globalThis as unknown as { said: string[] }).said;

inEachBrowser((driver) => {
  test.each(heights)('fits into every box, %d px high', async (height) => {
    await driver.open(`${host.origin}/${height}`);
    await expect.poll(() => driver.evaluate(areThere)).toBe(true);

    expect(await driver.evaluate(faults)).toEqual([]);
    expect(await driver.evaluate(shifts)).toEqual([]);
  });

  test('moves by what it is dragged where the page is zoomed', async () => {
    await driver.open(`${host.origin}/zoomed`);
    await expect.poll(() => driver.evaluate(isShown)).toBe(true);

    expect(Math.abs((await driver.evaluate(dragged)) - 200)).toBeLessThan(2);
  });

  test('says once on the console that a bar has no width', async () => {
    await driver.open(`${host.origin}/narrow`);
    await expect.poll(async () => (await driver.evaluate(said)).length).toBe(1);

    expect((await driver.evaluate(said))[0]).toContain('0 px wide');
  });
});
