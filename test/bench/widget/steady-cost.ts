import { type Browser, chromium, type Page } from 'playwright';
import { chromiumFlags, findWholeChromium } from '../../browser/find-chromium.ts';
import { type MotionCost, traceMotion } from '../../widget/motion/trace-motion.ts';
import { speed } from './bare-items.ts';
import { cpuTime } from './cpu-time.ts';

/** What a ticker costs while it moves and nobody does anything. */
export interface SteadyCost extends MotionCost {
  /** Milliseconds of CPU in the renderers, without a trace running. */
  readonly rendererCpu: number;
  /** The same in the GPU process, which draws. */
  readonly gpuCpu: number;
  /** DOM nodes of the strip. */
  readonly nodes: number;
}

/** Milliseconds of each of the two measurements, without a trace and with one. */
export const measuredFor = 5_000;

const pause = (milliseconds: number) => new Promise((passed) => setTimeout(passed, milliseconds));

/** Nodes of the strip alone: that is what differs between tickers. */
function countNodes(): number {
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  const strip = root?.querySelector('[role=list]') ?? document.querySelector('#root');
  if (strip === null || strip === undefined) throw new Error('no strip on the page');
  const walker = document.createTreeWalker(strip);
  let nodes = 0;
  while (walker.nextNode() !== null) nodes += 1;
  return nodes;
}

/** Where the item in the middle of the window is, and from then on the same one. */
function placeOfItem(): number {
  const scope = globalThis as { watched?: Element };
  scope.watched ??= (() => {
    const root = document.querySelector('nalssi-ticker')?.shadowRoot ?? document;
    const items = [...root.querySelectorAll('[part=item], .item')];
    return items.find((item) => {
      const { left } = item.getBoundingClientRect();
      return left > 600 && left < 1_200;
    });
  })() as Element;
  return scope.watched.getBoundingClientRect().left;
}

/** Refuses what stands still or goes at another speed: that would not be a comparison. */
async function checkSpeed(page: Page): Promise<void> {
  const at = () => page.evaluate(`[(${placeOfItem})(), performance.now()]`) as Promise<number[]>;
  const [from = 0, began = 0] = await at();
  await pause(1_000);
  const [to = 0, ended = 0] = await at();
  const moved = (from - to) / ((ended - began) / 1000);
  if (Math.abs(Math.abs(moved) - speed) > speed * 0.15) {
    throw new Error(`${page.url()} moves at ${moved.toFixed(1)} px/s instead of ${speed}`);
  }
}

async function measure(browser: Browser, url: string): Promise<SteadyCost> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.goto(url);
  // Start-up is not what is measured: idle until it is over, and the ticker moves.
  await pause(4_000);
  if (errors.length > 0) throw new Error(`${url} does not work`, { cause: errors[0] });
  await checkSpeed(page);
  const nodes = await page.evaluate(countNodes);
  const session = await browser.newBrowserCDPSession();
  const before = await cpuTime(session);
  await pause(measuredFor);
  const after = await cpuTime(session);
  return {
    ...(await traceMotion(page, measuredFor)),
    rendererCpu: after.renderer - before.renderer,
    gpuCpu: after.gpu - before.gpu,
    nodes,
  };
}

/** Measures the page at `url` in a browser of its own. */
export async function steadyCost(url: string): Promise<SteadyCost> {
  const browser = await chromium.launch({
    executablePath: await findWholeChromium(),
    args: chromiumFlags,
  });
  try {
    return await measure(browser, url);
  } finally {
    await browser.close();
  }
}
