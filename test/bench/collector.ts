import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Catalogue } from '../../collector/catalogue/catalogue.ts';
import { mostStations } from '../../collector/catalogue/table-bounds.ts';
import { buildFeedFiles } from '../../collector/feed/feed-files.ts';
import { judge } from '../../collector/quality/judge.ts';
import { holdBatch, previousOf, type SourceHoldings } from '../../collector/snapshot/holdings.ts';
import { noPast } from '../../collector/snapshot/past.ts';
import { takeSnapshot } from '../../collector/snapshot/snapshot.ts';
import { snapshotWarnings } from '../../collector/snapshot/warnings.ts';
import { apihubAsos } from '../../collector/sources/apihub-asos/source.ts';
import { apihubAws } from '../../collector/sources/apihub-aws/source.ts';
import { kmaAws } from '../../collector/sources/kma-aws/source.ts';
import { kmaCity } from '../../collector/sources/kma-city/source.ts';
import { kmaMap } from '../../collector/sources/kma-map/source.ts';
import type { ObservationSource } from '../../collector/sources/source.ts';
import { asosRowOf, formatAsosRows } from '../upstream/formats/apihub-asos.ts';
import { formatAws } from '../upstream/formats/apihub-aws.ts';
import { formatAwsPage } from '../upstream/formats/kma-aws.ts';
import { formatCityPage } from '../upstream/formats/kma-city.ts';
import { formatMapOf } from '../upstream/formats/kma-map.ts';
import type { Weather } from '../upstream/weather.ts';
import { costsInTurns, ratioOf } from './in-turns.ts';
import { readPlainly, writePlainly } from './plain-reading.ts';
import type { BenchReport } from './report.ts';
import { syntheticCountry } from './synthetic-country.ts';
import { median } from './widget/median.ts';

// What the collector's work on one answer costs: reading it, checking it against limits, neighbours
// and the answer before, and turning it into the feed. CPU time of all threads, garbage collection
// included, warm, the median of many runs.

const few = 740;
/** As many as an answer may list: what lists more is refused. */
const many = mostStations;

/**
 * How much more a station may cost among many than among few: caches and garbage collection take
 * their part, work that grows with the square of the stations would take 2.7 times more.
 */
const mostGrowth = 1.5;

/** How much more memory a station may take among many than among few. */
const mostMemory = 1.5;

/** Times the CPU of reading all files of the feed as JSON and writing them again. */
const mostOfFeed = 6;

interface Format {
  readonly source: ObservationSource;
  readonly write: (weather: Weather) => Uint8Array;
  /**
   * How many times the CPU of the plainest reading of the answer it may cost, with few stations and with many: a
   * third more than was measured. Texts are a smaller part of the plain reading where they are few.
   */
  readonly most: { readonly few: number; readonly many: number };
}

/** What stands in the addresses asked for; the answers are ours. */
const keys = { 'kma-apihub': 'hub', 'data-go-kr': 'portal' };

const encode = (text: string) => new TextEncoder().encode(text);
const formats: readonly Format[] = [
  {
    source: kmaMap,
    write: (weather) => encode(formatMapOf(weather)),
    most: { few: 7.4, many: 7.5 },
  },
  {
    source: kmaCity,
    write: (weather) => encode(formatCityPage(weather)),
    most: { few: 1.95, many: 1.65 },
  },
  { source: kmaAws, write: formatAwsPage, most: { few: 2, many: 1.7 } },
  { source: apihubAws, write: formatAws, most: { few: 3.9, many: 4 } },
  { source: apihubAsos, write: writeAsos, most: { few: 2.4, many: 2.25 } },
];

const before = '2026-11-24T06:00:00+09:00';
const hour = '2026-11-24T07:00:00+09:00';
const now = Date.parse(hour) + 10 * 60_000;

/** The column of station numbers is four wide, which five digits would fill and touch the time. */
function writeAsos({ observedAt, stations }: Weather): Uint8Array {
  const rows = stations.map((station) => asosRowOf(observedAt, station));
  return formatAsosRows(rows.map((row) => ({ ...row, STN: ` ${row.STN}` })));
}

/** An answer, what is held from the one before, and the stations that both list. */
interface Scene {
  readonly source: ObservationSource;
  readonly answer: Uint8Array;
  readonly held: SourceHoldings;
  readonly catalogue: Catalogue;
}

function sceneOf({ source, write }: Format, count: number): Scene {
  const network = source.networks.includes('aws') ? 'aws' : 'asos';
  const earlier = syntheticCountry(count, network, before);
  const later = syntheticCountry(count, network, hour, 1.2);
  const catalogue = new Catalogue({ stations: later.stations });
  const first = { source, answer: writeAnswer(write, earlier.weather), held: new Map(), catalogue };
  return { ...first, answer: writeAnswer(write, later.weather), held: hold(first) };
}

/**
 * The answer of all stations, put together from answers of a thousand each, which the formats can
 * write fast: what differs from the answer without stations are its rows.
 */
function writeAnswer(write: Format['write'], { observedAt, stations }: Weather): Uint8Array {
  const empty = Buffer.from(write({ observedAt, stations: [] }));
  const parts: Buffer[] = [];
  let start = 0;
  for (let from = 0; from < stations.length; from += 1_000) {
    const part = Buffer.from(write({ observedAt, stations: stations.slice(from, from + 1_000) }));
    if (from === 0) {
      while (start < empty.length && part[start] === empty[start]) start += 1;
      parts.push(empty.subarray(0, start));
    }
    parts.push(part.subarray(start, part.length - (empty.length - start)));
  }
  return Buffer.concat([...parts, empty.subarray(start)]);
}

function parseAndJudge({ source, answer, held, catalogue }: Scene) {
  const [request] = source.requests({ now, keys });
  if (request === undefined) throw new Error(`${source.id} asks for nothing`);
  return judge(source.id, request.read(answer), previousOf(held), catalogue, now);
}

function hold(scene: Scene): SourceHoldings {
  return holdBatch(scene.held, parseAndJudge(scene));
}

/** Garbage collection at will, without a flag on the command line. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** Bytes of the heap for each station of which an answer is held. */
function bytesPerStation(scene: Scene, count: number, collect: () => void): number {
  const copies = Math.max(1, Math.round(20_000 / count));
  const kept: SourceHoldings[] = [];
  collect();
  const start = process.memoryUsage().heapUsed;
  for (let copy = 0; copy < copies; copy += 1) kept.push(hold({ ...scene, held: new Map() }));
  collect();
  return (process.memoryUsage().heapUsed - start) / (count * kept.length);
}

interface Cost {
  /** ms. */
  readonly few: number;
  readonly many: number;
  /** Times the plainest reading. */
  readonly timesFew: number;
  readonly timesMany: number;
  /** What a station costs among many, times what it costs among few. */
  readonly growth: number;
  readonly bytesFew: number;
  readonly bytesMany: number;
}

function costOf(format: Format, collect: () => void): Cost {
  const small = sceneOf(format, few);
  const large = sceneOf(format, many);
  // By themselves: after what is made of many stations, the collector of garbage is at work for a while.
  const ofFew = costsInTurns(
    { ours: () => parseAndJudge(small), plain: () => readPlainly(small.answer) },
    { warm: 25, counted: 31 },
  );
  const ofMany = costsInTurns(
    {
      ours: () => parseAndJudge(large),
      plain: () => readPlainly(large.answer),
      few: () => parseAndJudge(small),
    },
    { warm: 8, counted: 21 },
  );
  return {
    few: median(ofFew.ours),
    many: median(ofMany.ours),
    timesFew: ratioOf(ofFew.ours, ofFew.plain),
    timesMany: ratioOf(ofMany.ours, ofMany.plain),
    growth: (ratioOf(ofMany.ours, ofMany.few) * few) / many,
    // Last, so that collections on command do not stand between the measured times.
    bytesFew: bytesPerStation(small, few, collect),
    bytesMany: bytesPerStation(large, many, collect),
  };
}

/** To take a snapshot of all stations and to build every file of the feed. */
function costOfFeed(): Pick<Cost, 'few' | 'timesFew'> {
  const all = [kmaMap, kmaCity, kmaAws].map((source) => {
    const format = formats.find((one) => one.source === source);
    if (format === undefined) throw new Error(`no format of ${source.id}`);
    const { weather } = syntheticCountry(few, 'aws', hour);
    const stations = weather.stations.map((station, index) =>
      index < 97 ? { ...station, network: 'asos' as const } : station,
    );
    const catalogue = new Catalogue();
    const answer = format.write({ observedAt: hour, stations });
    return { source, holdings: hold({ source, answer, held: new Map(), catalogue }) };
  });
  const catalogue = new Catalogue({ stations: syntheticCountry(few, 'aws', hour).stations });
  const build = () =>
    buildFeedFiles({
      snapshot: takeSnapshot(all, catalogue, now),
      isEmpty: false,
      past: noPast(now),
      catalogue,
      warnings: snapshotWarnings(null, catalogue, now),
      mode: 'live',
      status: 'ok',
      sequence: 1,
      changedAt: now,
      sources: [],
      publishes: [],
      outputs: [],
      interval: 60_000,
      startedAt: now,
      publicUrl: null,
      version: '0.0.0',
    });
  const files = [...build()].filter(([path]) => path.endsWith('json')).map(([, text]) => text);
  const works = { build, plain: () => writePlainly(files) };
  const costs = costsInTurns(works, { warm: 10, counted: 21 });
  return { few: median(costs.build), timesFew: ratioOf(costs.build, costs.plain) };
}

function brokenLimits({ source, most }: Format, cost: Cost): string[] {
  const memory = cost.bytesMany / cost.bytesFew;
  const times = (count: number, ratio: number, limit: number) =>
    ratio > limit &&
    `${source.id}: ${count} stations take ${ratio.toFixed(2)} times the plainest reading, the limit is ${limit}`;
  return [
    times(few, cost.timesFew, most.few),
    times(many, cost.timesMany, most.many),
    cost.growth > mostGrowth &&
      `${source.id}: a station costs ${cost.growth.toFixed(2)} times as much, the limit is ${mostGrowth}`,
    memory > mostMemory &&
      `${source.id}: a station takes ${memory.toFixed(2)} times the memory, the limit is ${mostMemory}`,
  ].filter((line) => line !== false);
}

export function benchCollector(): BenchReport {
  const collect = garbageCollector();
  const costs = formats.map((format) => ({ format, cost: costOf(format, collect) }));
  const feed = costOfFeed();
  const rows = costs.map(({ format, cost }) => [
    format.source.id,
    {
      [`${few}, ms`]: round(cost.few, 1),
      'times plain': round(cost.timesFew, 2),
      '≤': format.most.few,
      [`${many}, ms`]: round(cost.many, 0),
      'times plain ': round(cost.timesMany, 2),
      '≤ ': format.most.many,
      growth: round(cost.growth, 2),
      ' ≤': mostGrowth,
      [`bytes a station, ${few}`]: round(cost.bytesFew, 0),
      [`bytes a station, ${many}`]: round(cost.bytesMany, 0),
    },
  ]);
  const feedRow = {
    [`${few}, ms`]: round(feed.few, 1),
    'times plain': round(feed.timesFew, 2),
    '≤': mostOfFeed,
  };
  return {
    title: 'CPU time and memory to parse and check an answer; the last row: snapshot and all files',
    table: { ...Object.fromEntries(rows), feed: feedRow },
    data: {
      stations: { few, many },
      limits: {
        times: Object.fromEntries(formats.map(({ source, most }) => [source.id, most])),
        feed: mostOfFeed,
        growth: mostGrowth,
        memory: mostMemory,
      },
      costs: Object.fromEntries(costs.map(({ format, cost }) => [format.source.id, cost])),
      feed,
    },
    broken: [
      ...costs.flatMap(({ format, cost }) => brokenLimits(format, cost)),
      ...(feed.timesFew > mostOfFeed
        ? [
            `feed: takes ${feed.timesFew.toFixed(2)} times what JSON does, the limit is ${mostOfFeed}`,
          ]
        : []),
    ],
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
