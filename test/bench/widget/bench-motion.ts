import { brotliCompressSync } from 'node:zlib';
import { recordedTickerFile } from '../../widget/recorded-ticker-file.ts';
import { readBundle, serveWidget } from '../../widget/serve-widget.ts';
import { installContestants } from '../install-contestants.ts';
import type { BenchReport } from '../report.ts';
import { bareItems, contestantPage, speed } from './bare-items.ts';
import { buildContestant } from './build-contestant.ts';
import { median } from './median.ts';
import { measuredFor, type SteadyCost, steadyCost } from './steady-cost.ts';

// Steady motion of our ticker against a bare strip and its clone in CSS, and against what else is
// to be had: the same 97 stations, the same speed, the same browser. The bare strip and ours are
// measured in pairs of alternating order, and the median of the pairs' ratios counts, so that a
// machine with other work does not decide.

const ours = 'nalssi-ticker';
const bare = 'bare-strip';
const others = [
  'native-marquee',
  'vanilla-infinite-marquee',
  'jquery-marquee',
  'react-fast-marquee',
  'vue3-marquee',
  'embla-auto-scroll',
  'splide-auto-scroll',
];

const tickerPage = `<!doctype html><html lang="ko"><title>nalssi</title><style>body { margin: 0 }</style>
<nalssi-ticker speed="${speed}"></nalssi-ticker>
<script type="module" src="/w/nalssi.js"></script>`;

const columns = [
  ['main thread, ms', 'mainThread'],
  ['renderer CPU, ms', 'rendererCpu'],
  ['GPU process CPU, ms', 'gpuCpu'],
  ['style recalculations', 'styleRecalculations'],
  ['layouts', 'layouts'],
  ['animation frames', 'animationFrames'],
  ['frames drawn', 'frames'],
  ['nodes', 'nodes'],
] as const;
type Measure = (typeof columns)[number][1];

/** At most these times the bare strip's. */
const limits: Readonly<Partial<Record<Measure, number>>> = {
  mainThread: 1,
  rendererCpu: 1,
  gpuCpu: 1,
  nodes: 0.7,
};

interface Pair {
  readonly ticker: SteadyCost;
  readonly bare: SteadyCost;
}

function ratio({ ticker, bare: strip }: Pair, measure: Measure): number {
  return ticker[measure] === strip[measure] ? 1 : ticker[measure] / strip[measure];
}

/** What does not hold of our ticker, in words. */
function broken(pairs: readonly Pair[]): string[] {
  const found: string[] = [];
  const most = (measure: Measure, limit: number) => {
    const worst = Math.max(...pairs.map(({ ticker }) => ticker[measure]));
    if (worst > limit) found.push(`${measure} at most ${limit} in ${measuredFor} ms: ${worst}`);
  };
  const seconds = measuredFor / 1000;
  most('layouts', 0);
  most('animationFrames', 0);
  most('styleRecalculations', seconds);
  // The trace begins and ends within a frame.
  most('frames', speed * seconds + 2);
  for (const [, measure] of columns) {
    const limit = limits[measure];
    const times = median(pairs.map((pair) => ratio(pair, measure)));
    if (limit !== undefined && times > limit) {
      found.push(`${measure} at most ${limit} times the bare strip's: ${times.toFixed(2)}`);
    }
  }
  return found;
}

function round(number: number): number {
  return number < 10 ? Math.round(number * 100) / 100 : Math.round(number);
}

function row(costs: readonly SteadyCost[], bytes: number): Record<string, number> {
  return {
    ...Object.fromEntries(
      columns.map(([label, measure]) => [label, round(median(costs.map((c) => c[measure])))]),
    ),
    'script, B brotli': bytes,
  };
}

/** `quick`: one pair instead of four, and the bare strip alone to compare with. */
export async function benchMotion({ quick = false } = {}): Promise<BenchReport> {
  if (!quick) installContestants();
  const names = [bare, ...(quick ? [] : others)];
  const scripts = new Map<string, string>();
  for (const name of names) scripts.set(name, await buildContestant(name));
  const server = await serveWidget({
    [`/${ours}`]: tickerPage,
    '/v1/ticker.json': recordedTickerFile(),
    ...Object.fromEntries(names.map((name) => [`/${name}`, contestantPage(`/${name}.js`)])),
    ...Object.fromEntries(names.map((name) => [`/${name}.js`, scripts.get(name)])),
  });
  const cost = (name: string) => steadyCost(`${server.origin}/${name}`);
  const bytes = (script: string | Buffer) => brotliCompressSync(script).length;
  try {
    const pairs: Pair[] = [];
    for (let round = 0; round < (quick ? 1 : 4); round += 1) {
      const first = await cost(round % 2 === 0 ? ours : bare);
      const second = await cost(round % 2 === 0 ? bare : ours);
      pairs.push(
        round % 2 === 0 ? { ticker: first, bare: second } : { ticker: second, bare: first },
      );
    }
    const table: Record<string, Record<string, number>> = {
      [ours]: row(
        pairs.map(({ ticker }) => ticker),
        bytes(readBundle('nalssi.js')),
      ),
      [bare]: row(
        pairs.map((pair) => pair.bare),
        bytes(scripts.get(bare) ?? ''),
      ),
    };
    for (const name of names.slice(1)) {
      table[name] = row([await cost(name)], bytes(scripts.get(name) ?? ''));
    }
    const ratios = Object.fromEntries(
      columns.map(([label, measure]) => [
        label,
        round(median(pairs.map((pair) => ratio(pair, measure)))),
      ]),
    );
    return {
      title: `${bareItems.length} stations, ${speed} px/s, ${measuredFor / 1000} s of steady motion, Chromium; ratios are medians of ${pairs.length} pairs`,
      table: { ...table, 'ratio to bare-strip': ratios },
      data: { milliseconds: measuredFor, speed, stations: bareItems.length, table, ratios, pairs },
      broken: broken(pairs),
    };
  } finally {
    await server.close();
  }
}
