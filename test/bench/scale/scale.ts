import { historyTtl, stationsTtl, ttl } from '../../../collector/feed/envelope.ts';
import { apihubAws } from '../../../collector/sources/apihub-aws/source.ts';
import { refreshDelay } from '../../../widget/feed/refresh-schedule.ts';
import type { BenchReport } from '../report.ts';
import {
  type Event,
  meanDelay,
  type Polled,
  requestsAfter,
  type Spread,
  spreadOf,
  throughEdges,
} from './crowd.ts';
import { costOf, edges, prices, publishSeconds, readers } from './inputs.ts';
import { measureSizes, type OnTheWire, type Sizes } from './sizes.ts';

// What a billion page views a day ask for, and how a million readers do: counted from what is built, sent and
// waited for, and from what `inputs.ts` takes readers and prices to be.

const days = 30;
const day = 86_400;

/** Any minute has to have between 1 / this and this times the requests of another. */
const flat = 0.2;

export interface Load {
  /** A day. */
  readonly requests: number;
  /** A day, of answers with their heads. */
  readonly bytes: number;
  readonly gzipBytes: number;
  /** A second, in the busiest hour. */
  readonly peak: number;
  /** A day, at the origin behind `edges` places of a CDN. */
  readonly originRequests: number;
  readonly originBytes: number;
  /** US dollars a month, by the name of the price. */
  readonly costs: Readonly<Record<string, number>>;
}

/** How often a file is asked for again in a view: views end by chance, as radioactive things do. */
function pollsOf(ttlOfFile: number): number {
  const steps = 1_000;
  let stays = 0;
  for (let step = 0; step < steps; step += 1) {
    const delay = refreshDelay(ttlOfFile, 0, (step + 0.5) / steps) / 1_000;
    stays += Math.exp(-delay / readers.visibleSeconds) / steps;
  }
  return stays / (1 - stays);
}

interface Asked {
  readonly file: OnTheWire;
  /** A page view: those answered whole, and those answered with nothing new. */
  readonly whole: number;
  readonly unchanged: number;
}

/** What a view asks for. Every answer of the feed is taken for a new one, which is the most it can be. */
function askedFor({ script, ticker, board }: Sizes): Asked[] {
  const { boardShare, scriptShare, scriptAsksShare } = readers;
  const feed = (file: OnTheWire, ttlOfFile: number, share: number): Asked => ({
    file,
    whole: share * (1 + pollsOf(ttlOfFile)),
    unchanged: 0,
  });
  return [
    { file: script, whole: scriptShare, unchanged: scriptAsksShare },
    feed(ticker, ttl, 1),
    feed(board.values, ttl, boardShare),
    feed(board.stations, stationsTtl, boardShare),
    feed(board.history, historyTtl, boardShare),
    feed(board.warnings, ttl, boardShare),
  ];
}

export function loadOf(sizes: Sizes): Load {
  const asked = askedFor(sizes);
  const sum = (of: (one: Asked) => number) => asked.reduce((total, one) => total + of(one), 0);
  const { pageViews, peakHourShare } = readers;
  const requests = pageViews * sum(({ whole, unchanged }) => whole + unchanged);
  const bytesBy = (coding: 'brotli' | 'gzip') =>
    pageViews *
    sum(({ file, whole, unchanged }) => whole * file[coding] + unchanged * file.unchanged);
  const bytes = bytesBy('brotli');
  const gzipBytes = bytesBy('gzip');
  // Each place asks for each file as soon as it is old, and always gets a new one.
  const originRequests = sum(({ file }) => (edges * day) / file.maxAge);
  const originBytes = sum(({ file }) => ((edges * day) / file.maxAge) * file.gzip);
  const monthly = prices.map((price) => [price.name, costOf(price, bytes * days, requests * days)]);
  return {
    requests,
    bytes,
    gzipBytes,
    peak: (requests * peakHourShare) / 3_600,
    originRequests,
    originBytes,
    costs: Object.fromEntries(monthly),
  };
}

/** Seconds from an observation until the last reader sees it, each of its parts at its worst. */
export function worstDelay(maxAge: number): Readonly<Record<string, number>> {
  const now = Date.parse('2026-11-27T12:02:00+09:00');
  const [request] = apihubAws.requests({
    now,
    keys: { 'kma-apihub': 'key' },
    before: { lag: null, isSilent: false },
  });
  const [, stamp = ''] = /tm2=(\d{12})/.exec(request?.path ?? '') ?? [];
  const minute = Date.parse(stamp.replace(/(....)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:00+09:00'));
  const period = Number(/\/(\d+)/.exec(apihubAws.cron)?.[1]) * 60;
  const parts = {
    'KMA has the minute': (now - minute) / 1_000,
    'the next time it is asked': period + apihubAws.jitter / 1_000,
    'checked, published, stored': publishSeconds,
    'kept by a shared cache': maxAge,
    'the next time a reader asks': refreshDelay(ttl, 0, 1) / 1_000,
  };
  return { ...parts, all: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

const files: readonly Polled[] = [
  { ttl, share: 1, perReader: 1 },
  { ttl, share: readers.boardShare, perReader: 2 },
  { ttl: historyTtl, share: readers.boardShare, perReader: 1 },
  { ttl: stationsTtl, share: readers.boardShare, perReader: 1 },
];

const events: readonly Event[] = [
  { name: 'an hour like any other', comers: 0, within: 1, outage: 0, settledAfter: 0 },
  { name: 'all come in one second', comers: 1, within: 1, outage: 0, settledAfter: 120 },
  { name: 'two of three come in a minute', comers: 2 / 3, within: 60, outage: 0, settledAfter: 60 },
  {
    name: 'half open a lid in ten minutes',
    comers: 0.5,
    within: 600,
    outage: 0,
    settledAfter: 600,
  },
  { name: 'the feed was down for 20 s', comers: 0, within: 1, outage: 20, settledAfter: 60 },
  { name: 'the feed was down for an hour', comers: 0, within: 1, outage: 3_600, settledAfter: 180 },
];

export interface After {
  readonly name: string;
  /** Where every request reaches the origin. */
  readonly direct: Spread;
  /** Behind `edges` places of a CDN, for `ticker.json`. */
  readonly behind: Spread;
}

/** `crowd` readers after each of the events. */
export function afterEvents(crowd: number, maxAge: number): After[] {
  return events.map((event) => {
    const seconds = requestsAfter(event, crowd, files);
    const origin = throughEdges(seconds, edges, maxAge);
    return {
      name: event.name,
      direct: spreadOf(seconds, event.settledAfter),
      behind: spreadOf(origin, event.settledAfter),
    };
  });
}

/** Spreads that are not flat, in words. */
export function unevenIn(after: readonly After[]): string[] {
  return after.flatMap(({ name, direct, behind }) =>
    Object.entries({ direct, behind }).flatMap(([where, { most, fewest }]) =>
      most <= 1 + flat && fewest >= 1 - flat
        ? []
        : [
            `${name}, ${where}: minutes have from ${percent(fewest)} to ${percent(most)} of the mean`,
          ],
    ),
  );
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** `npm run bench -- scale`. */
export async function benchScale(crowd = 1_000_000): Promise<BenchReport> {
  const few = await measureSizes('national list');
  const all = await measureSizes('all');
  const after = afterEvents(crowd, few.ticker.maxAge);
  const loads = { 'national list': loadOf(few), 'all stations': loadOf(all) };
  const delay = worstDelay(few.ticker.maxAge);
  const table = Object.fromEntries([
    ...Object.entries(loads).map(([name, load]) => [name, rowOf(load)] as const),
    ...after.map(
      ({ name, direct, behind }) =>
        [
          name,
          {
            'requests/s': Math.round(direct.mean),
            'minutes, direct': `${percent(direct.fewest)} to ${percent(direct.most)}`,
            'busiest second': percent(direct.peak),
            'minutes behind a CDN': `${percent(behind.fewest)} to ${percent(behind.most)}`,
          },
        ] as const,
    ),
  ]);
  return {
    title: `${readers.pageViews / 1e9} billion page views a day; ${crowd / 1e6} million readers after events; worst delay ${delay['all']} s`,
    table,
    data: { sizes: { few, all }, loads, delay, mean: meanDelay(ttl), after },
    broken: unevenIn(after),
  };
}

function rowOf({ requests, bytes, peak, originRequests, costs }: Load) {
  return {
    'requests, 10^9 a day': Math.round(requests / 1e7) / 100,
    'TB a day': Math.round(bytes / 1e10) / 100,
    'requests/s at the peak': Math.round(peak),
    'requests/s at the origin': Math.round((originRequests / day) * 10) / 10,
    ...Object.fromEntries(
      Object.entries(costs).map(([name, cost]) => [`${name}, $ a month`, Math.round(cost)]),
    ),
  };
}
