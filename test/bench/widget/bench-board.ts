import { regionCodes } from '@nalssi/schemas/facts';
import { chromium, type Page } from 'playwright';
import { chromiumFlags, findWholeChromium } from '../../browser/find-chromium.ts';
import { boardFiles, madeAt } from '../../widget/board/board-files.ts';
import { hostileBoardFiles } from '../../widget/board/hostile-board-files.ts';
import { mapBytes } from '../../widget/board/map-files.ts';
import { type MainThread, traceMainThread } from '../../widget/motion/trace-motion.ts';
import { type Answer, readBundle, serveWidget } from '../../widget/serve-widget.ts';
import type { BenchReport } from '../report.ts';
import { median } from './median.ts';
import { scriptAndLayout } from './start-cost.ts';

// What the board of a region, and one of all stations, cost on a machine a quarter as fast as this one:
// script, style and layout, without what the browser paints beside the main thread. The time in which the
// thread ran, times four: a browser that is slowed down counts what it waits for other programs.

const slower = 4;
const limits = { region: 150, country: 250, gesture: 50, task: 50 };

interface BoardCost {
  readonly first: number;
  readonly sort: number;
  readonly metric: number;
  readonly tab: number;
  readonly shift: number;
}

const boardPage = (attributes: string) => `<!doctype html><html lang="ko"><title>nalssi</title>
<link rel="icon" href="data:,"><script>
const begin = Date.parse('${madeAt}') + 10_000, start = performance.now();
Date.now = () => begin + performance.now() - start;
globalThis.shift = 0;
addEventListener('nalssi-load', () => {
  console.log('ready');
  // In the task that draws the frame.
  requestAnimationFrame(() => console.timeStamp('values'));
});
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shift += value;
}).observe({ type: 'layout-shift' });
</script><nalssi-board feed="/v1/" ${attributes}></nalssi-board>
<script type="module" src="/w/nalssi-board.js"></script>`;

/** A page and everything that its board asks for. */
type Files = ReadonlyMap<string, unknown>;

/** An answer that waits for `release`. */
function held(body: () => unknown, isReleased: Promise<void>): Answer {
  return (response) =>
    void isReleased.then(() => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body()));
    });
}

/** Two frames: what was drawn is on the screen. */
const painted = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );

/** When the frame with the first values was drawn, µs; never where none was. */
function drawnAt({ events, tasks }: MainThread): number {
  const { ts: values } = events.find(({ name }) => name === 'TimeStamp') ?? {};
  const frame = tasks.find(
    ({ ts, dur = 0 }) => values !== undefined && ts <= values && values < ts + dur,
  );
  return frame ? frame.ts + (frame.dur ?? 0) : Number.POSITIVE_INFINITY;
}

/** ms of script, style and layout until what `act` brings has been drawn, or the values were. */
async function costOf(page: Page, act: () => Promise<unknown>): Promise<number> {
  await painted(page);
  const traced = await traceMainThread(page, async () => {
    await act();
    await painted(page);
  });
  const drawn = drawnAt(traced);
  return (
    slower * scriptAndLayout({ ...traced, events: traced.events.filter(({ ts }) => ts < drawn) })
  );
}

const press = (page: Page, selector: string) =>
  page.evaluate(async (selector) => {
    const board = document.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>(
      'nalssi-board',
    );
    // A task of its own: what runs for the debugger is not counted as script.
    await new Promise<void>((done) => {
      setTimeout(() => {
        board?.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
        done();
      });
    });
    await board?.updateComplete;
  }, selector);

const there = (page: Page, selector: string) =>
  page.waitForFunction(
    (selector) => document.querySelector('nalssi-board')?.shadowRoot?.querySelector(selector),
    selector,
  );

/** Everything that a board asks for, held where its cost is to be told from that of the script. */
function contentOf(
  attributes: string,
  files: Files,
  isReleased: Promise<void>,
): Record<string, unknown> {
  const feed = [...files].map(([path, file]) => [`/v1/${path}`, held(() => file, isReleased)]);
  return { '/': boardPage(attributes), ...Object.fromEntries(feed) };
}

const routeMaps = (page: Page) =>
  page.route('**/maps/*.json', (route) => {
    const id = /([\w-]+)\.json$/.exec(route.request().url())?.[1] ?? '';
    return route.fulfill({ body: Buffer.from(mapBytes(id)), contentType: 'application/json' });
  });

/** Runs `measure` in a page of its own at `address`, whose feed answers once `release` is called. */
async function inBoardPage<Result>(
  attributes: string,
  files: Files,
  measure: (page: Page, address: string, release: () => void) => Promise<Result>,
): Promise<Result> {
  const data = Promise.withResolvers<void>();
  const server = await serveWidget(contentOf(attributes, files, data.promise));
  const browser = await chromium.launch({
    executablePath: await findWholeChromium(),
    args: chromiumFlags,
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await routeMaps(page);
    return await measure(page, server.origin, data.resolve);
  } finally {
    await browser.close();
    await server.close();
  }
}

function load(attributes: string, files: Files): Promise<BoardCost> {
  return inBoardPage(attributes, files, async (page, address, release) => {
    const more = Promise.withResolvers<void>();
    await page.route('**/nalssi-board-more.js', async (route) => {
      await more.promise;
      const body = readBundle('nalssi-board-more.js');
      await route.fulfill({ body, contentType: 'text/javascript' });
    });
    await page.goto(address);
    await there(page, '.place');
    const first = await costOf(page, async () => {
      const loaded = page.waitForEvent('console', (message) => message.text() === 'ready');
      release();
      await loaded;
    });
    await page.evaluate('shift = 0');
    more.resolve();
    await there(page, '#summary');
    await painted(page);
    const shift = Number(await page.evaluate('shift'));
    const sort = await costOf(page, () => press(page, '[data-key="sort:temperature"]'));
    await there(page, '.temperature[aria-sort="descending"]');
    const metric = await costOf(page, () => press(page, '[value="windSpeed"]'));
    await there(page, '.windSpeed .chip');
    // To a region and back, so that its files are there.
    await press(page, '[data-tab="대전"]');
    await there(page, '[data-tab="대전"][aria-selected="true"]');
    await press(page, '[data-tab="충남"]');
    await there(page, '[data-tab="충남"][aria-selected="true"]');
    const tab = await costOf(page, () => press(page, '[data-tab="대전"]'));
    await there(page, '[data-tab="대전"][aria-selected="true"]');
    return { first, sort, metric, tab, shift };
  });
}

/**
 * ms of the longest task from the first answer of a feed until all is drawn, at this machine's own speed.
 */
function longestTask(attributes: string, files: Files): Promise<number> {
  return inBoardPage(attributes, files, async (page, address, release) => {
    await page.goto(address);
    await there(page, '.place');
    await painted(page);
    const { tasks } = await traceMainThread(page, async () => {
      release();
      await there(page, '#summary');
      await page.evaluate(async () => {
        const board = document.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>(
          'nalssi-board',
        );
        await board?.updateComplete;
      });
      await painted(page);
    });
    return Math.max(...tasks.map(({ tdur, dur = 0 }) => (tdur ?? dur) / 1000));
  });
}

/** `quick`: three loads of each instead of seven. */
export async function benchBoard({ quick = false } = {}): Promise<BenchReport> {
  const tabs = 'tabs="충남 대전 전국"';
  const [files, hostile] = [boardFiles(...regionCodes, 'KR'), hostileBoardFiles('KR-44')];
  const country = `region="${regionCodes.join(' ')}" rows="stations" ${tabs}`;
  const loads: { region: BoardCost; country: BoardCost; honest: number; hostile: number }[] = [];
  for (let index = 0; index < (quick ? 3 : 7); index += 1) {
    loads.push({
      region: await load(`region="충남" ${tabs}`, files),
      country: await load(country, files),
      honest: await longestTask(country, files),
      hostile: await longestTask('region="충남" rows="stations"', hostile),
    });
  }
  const medians = (which: 'region' | 'country') =>
    Object.fromEntries(
      (['first', 'sort', 'metric', 'tab', 'shift'] as const).map((measure) => [
        measure,
        median(loads.map((load) => load[which][measure])),
      ]),
    ) as unknown as BoardCost;
  const [inRegion, inCountry] = [medians('region'), medians('country')];
  const tasks = (['honest', 'hostile'] as const).map((which) =>
    median(loads.map((load) => load[which])),
  );
  const broken = [
    inRegion.first > limits.region && `values of 충남 in ${limits.region} ms: ${inRegion.first}`,
    inCountry.first > limits.country &&
      `of all stations in ${limits.country} ms: ${inCountry.first}`,
    ...(['sort', 'metric', 'tab'] as const).map(
      (act) => inRegion[act] > limits.gesture && `${act} in ${limits.gesture} ms: ${inRegion[act]}`,
    ),
    inRegion.shift > 0 && `no layout shift: ${inRegion.shift}`,
    ...tasks.map((task) => task > limits.task && `no task over ${limits.task} ms: ${task}`),
  ].filter((limit) => limit !== false);
  const row = ({ first, sort, metric, tab, shift }: BoardCost) => ({
    'first values, ms': Math.round(first),
    'sort, ms': Math.round(sort),
    'other element, ms': Math.round(metric),
    'tab, ms': Math.round(tab),
    'layout shift': Number(shift.toFixed(4)),
  });
  return {
    title: `The board at a quarter of this machine's speed, Chromium; medians of ${loads.length} loads`,
    table: {
      충남: row(inRegion),
      'all stations': {
        ...row(inCountry),
        'longest task at full speed, ms': Math.round(tasks[0] ?? 0),
      },
      'hostile feed': { 'longest task at full speed, ms': Math.round(tasks[1] ?? 0) },
    },
    data: { loads },
    broken,
  };
}
