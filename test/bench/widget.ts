import { chromium } from 'playwright';
import { words } from '../../widget/format/words.ts';
import { conditionIcons } from '../../widget/icons/condition-icons.ts';
import { chromiumFlags, findChromium } from '../browser/find-chromium.ts';
import { recordedTickerFile } from '../widget/recorded-ticker-file.ts';
import { serveWidget } from '../widget/serve-widget.ts';
import { type MotionCost, traceMotion } from '../widget/trace-motion.ts';
import type { BenchReport } from './report.ts';

// Steady motion of our ticker against a bare strip and its clone in CSS, which is what most tickers
// are: the same 97 stations, the same speed, the same browser, one after the other.

const seconds = 5;
const speed = 40;
const file = recordedTickerFile();

interface Measures extends MotionCost {
  nodes: number;
}

function bareItem(row: (typeof file.observations)[number]): string {
  const icon = (row.condition === null ? [] : conditionIcons[row.condition])
    .map(([tint, path]) => `<path class="${tint}" d="${path}"/>`)
    .join('');
  const word = row.condition === null ? '' : words.ko.conditions[row.condition];
  return `<li><svg viewBox="0 0 24 24">${icon}</svg><span>${word}</span><span>${row.name.ko}</span><b>${row.temperature?.toFixed(1)}℃</b></li>`;
}

const barePage = `<!doctype html><html lang="ko"><title>bare</title><style>
  body { margin: 0 }
  div { height: 40px; overflow: hidden }
  ul { display: flex; width: max-content; height: 40px; margin: 0; padding: 0; list-style: none;
    animation: strip 1s linear infinite; font: 15px sans-serif }
  li { display: flex; flex: none; align-items: center; gap: 6px; padding: 0 12px }
  svg { width: 22px; height: 22px; fill: currentColor; stroke: currentColor }
  @keyframes strip { to { transform: translateX(-50%) } }
</style><div><ul></ul></div><script>
  const strip = document.querySelector('ul');
  strip.innerHTML = ${JSON.stringify(file.observations.map(bareItem).join('').repeat(2))};
  strip.style.animationDuration = strip.scrollWidth / 2 / ${speed} + 's';
</script>`;

const tickerPage = `<!doctype html><html lang="ko"><title>nalssi</title><style>body { margin: 0 }</style>
<nalssi-ticker speed="${speed}"></nalssi-ticker>
<script type="module" src="/w/nalssi.js"></script>`;

/** Nodes of the strip alone: that is what differs between the two. */
function countNodes(): number {
  const root = document.querySelector('nalssi-ticker')?.shadowRoot;
  const strip = root?.querySelector('[role=list]') ?? document.querySelector('ul');
  if (strip === null || strip === undefined) throw new Error('no strip on the page');
  const walker = document.createTreeWalker(strip);
  let nodes = 0;
  while (walker.nextNode() !== null) nodes += 1;
  return nodes;
}

async function measure(origin: string, path: string): Promise<Measures> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: chromiumFlags,
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 400 } });
  await page.goto(origin + path);
  // Start-up is not what is measured: idle until it is over.
  await new Promise((passed) => setTimeout(passed, 2_000));
  const cost = await traceMotion(page, seconds * 1000);
  const nodes = await page.evaluate(countNodes);
  await browser.close();
  return { ...cost, nodes };
}

const rows = [
  ['main thread, ms', 'mainThread'],
  ['style recalculations', 'styleRecalculations'],
  ['layouts', 'layouts'],
  ['animation frames', 'animationFrames'],
  ['frames drawn', 'frames'],
  ['nodes of the strip', 'nodes'],
] as const;

function ratioOf(ours: number, theirs: number): number | null {
  if (theirs === 0) return ours === 0 ? 1 : null;
  return Math.round((ours / theirs) * 100) / 100;
}

export async function benchWidget(): Promise<BenchReport> {
  const server = await serveWidget({
    '/bare': barePage,
    '/ticker': tickerPage,
    '/v1/ticker.json': file,
  });
  const bare = await measure(server.origin, '/bare');
  const ticker = await measure(server.origin, '/ticker');
  await server.close();
  const ratios = Object.fromEntries(rows.map(([, key]) => [key, ratioOf(ticker[key], bare[key])]));
  return {
    title: `97 stations, ${speed} px/s, ${seconds} s of steady motion, Chromium`,
    table: Object.fromEntries(
      rows.map(([label, key]) => [
        label,
        {
          'nalssi-ticker': Math.round(ticker[key] * 10) / 10,
          'bare strip': Math.round(bare[key] * 10) / 10,
          ratio: ratioOf(ticker[key], bare[key]) ?? 'more than none',
        },
      ]),
    ),
    data: { seconds, speed, stations: 97, ticker, bare, ratios },
    broken: [],
  };
}
