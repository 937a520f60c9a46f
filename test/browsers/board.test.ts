import { afterAll, beforeAll, expect, test } from 'vitest';
import { boardFiles, stationFileOf } from '../widget/board/board-files.ts';
import { HostServer, page } from '../widget/embed/host-server.ts';
import { inEachBrowser } from './in-each-browser.ts';

// The built board in three engines: what is there, what its readers can do, and that rows which are grids
// are rows. The functions run in the page, so each has in itself all that it needs.

let host: HostServer;

beforeAll(async () => {
  const files = boardFiles('KR-44', 'KR-30');
  files.set('stations/232.json', stationFileOf('232'));
  host = await HostServer.start({
    '/': page(
      '<style>body { margin: 0 }</style><nalssi-board feed="/feed/" region="충남" tabs="충남 대전"></nalssi-board><p id="below">아래</p><script type="module" src="/w/1/nalssi-board.js"></script>',
    ),
    '/classic': page(
      '<nalssi-board feed="/feed/" region="충남"></nalssi-board><script src="/w/1/nalssi-board.global.js" async></script>',
    ),
  });
  for (const [path, file] of files) {
    await host.add(`/feed/${path}`, {
      // Its times are those of a day that may be over.
      content: JSON.stringify({ ...(file as object), mode: 'replay' }),
      contentType: 'application/json',
    });
  }
});

afterAll(() => host[Symbol.asyncDispose]());

const isThere = () => {
  const root = document.querySelector('nalssi-board')?.shadowRoot;
  return Boolean(root?.querySelector('.mark') && root.querySelector('#summary'));
};

const seen = () => {
  const root = document.querySelector('nalssi-board')?.shadowRoot;
  const rows = [...(root?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
  const heights = new Set(rows.map((row) => row.getBoundingClientRect().height));
  const map = root?.querySelector('.map')?.getBoundingClientRect();
  const chip = root?.querySelector('.chip');
  return {
    rows: rows.length,
    heights: [...heights],
    marks: (root?.querySelectorAll('.mark').length ?? 0) > 15,
    isMapAsHigh: Math.abs((map?.width ?? 0) / (map?.height ?? 1) - 1.29) < 0.05,
    isColoured: chip ? getComputedStyle(chip).backgroundColor : '',
    isWide: document.documentElement.scrollWidth > innerWidth,
    switches: root?.querySelectorAll('[name="metric"]').length,
  };
};

const sorted = async () => {
  const board = document.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>(
    'nalssi-board',
  );
  const root = board?.shadowRoot;
  root?.querySelector<HTMLElement>('[data-key="sort:temperature"]')?.click();
  await board?.updateComplete;
  const values = [...(root?.querySelectorAll('td.temperature .chip') ?? [])].map((chip) =>
    Number(chip.textContent?.replace('−', '-')),
  );
  return values.length === 15 && values.every((value, index) => value <= (values[index - 1] ?? 99));
};

const press = () => {
  const root = document.querySelector('nalssi-board')?.shadowRoot;
  root?.querySelector<HTMLElement>('tr[data-row="44130"] button')?.click();
};

const panel = () => {
  const root = document.querySelector('nalssi-board')?.shadowRoot;
  const path = root?.querySelector<SVGPathElement>('.run');
  return path ? path.getBoundingClientRect().width > 40 : false;
};

/** The key of what has the focus. */
const focused = () => {
  const root = document.querySelector('nalssi-board')?.shadowRoot;
  return (root?.activeElement as SVGElement | null)?.dataset['key'] ?? '';
};

/** Puts the focus on the map, and presses a key there. */
const move = () => {
  const root = document.querySelector('nalssi-board')?.shadowRoot;
  const start = root?.querySelector<SVGElement>('.map [tabindex="0"]');
  start?.focus();
  const before = (root?.activeElement as SVGElement | null)?.dataset['key'] ?? '';
  start?.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, composed: true }),
  );
  return before;
};

const openTab = () => {
  const root = document.querySelector('nalssi-board')?.shadowRoot;
  root?.querySelector<HTMLElement>('[data-tab="대전"]')?.click();
};

const title = () =>
  document.querySelector('nalssi-board')?.shadowRoot?.querySelector('h2')?.textContent ?? '';

inEachBrowser((driver) => {
  beforeAll(async () => {
    await driver.open(`${host.origin}/`);
  });

  test('has rows, marks, colours and a map as high as its region', async () => {
    await expect.poll(() => driver.evaluate(isThere)).toBe(true);
    expect(await driver.evaluate(seen)).toEqual({
      rows: 15,
      heights: [46],
      marks: true,
      isMapAsHigh: true,
      isColoured: expect.stringMatching(/^rgb\(\d/),
      isWide: false,
      switches: 6,
    });
  });

  // Those that follow go on where the one before has ended: a browser takes seconds to start.
  test('sorts', async () => {
    expect(await driver.evaluate(sorted)).toBe(true);
  });

  test('goes from station to station by keys', async () => {
    const before = await driver.evaluate(move);
    expect(before).not.toBe('');
    await expect.poll(() => driver.evaluate(focused)).not.toBe(before);
  });

  test('shows the last two days of a station', async () => {
    await driver.evaluate(press);
    await expect.poll(() => driver.evaluate(panel)).toBe(true);
  });

  test('opens another region', async () => {
    await driver.evaluate(openTab);
    await expect.poll(() => driver.evaluate(title)).toBe('대전광역시 날씨');
  });

  test('comes by the classic script too', async () => {
    await driver.open(`${host.origin}/classic`);
    await expect.poll(() => driver.evaluate(isThere)).toBe(true);
  });
});
