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
import type { BenchReport } from './report.ts';
import { syntheticCountry } from './synthetic-country.ts';

// What the collector's work on one answer costs: reading it, checking it against limits, neighbours
// and the answer before, and turning it into the feed. CPU time of all threads, garbage collection
// included, warm, the median of many runs.

const few = 740;
/** As many as an answer may list: what lists more is refused. */
const many = mostStations;

const limits = {
  /** ms of CPU to parse and check the answer with few stations. */
  few: 25,
  /** As much a station, and a half. */
  many: Math.ceil(25 * (many / few) * 1.5),
  /**
   * How much more a station may cost among many than among few: caches and garbage collection take
   * their part, work that grows with the square of the stations would take 2.7 times more.
   */
  growth: 1.5,
  /** How much more memory a station may take among many than among few. */
  memory: 1.5,
};

interface Format {
  readonly source: ObservationSource;
  readonly write: (weather: Weather) => Uint8Array;
}

/** What stands in the addresses asked for; the answers are ours. */
const keys = { 'kma-apihub': 'hub', 'data-go-kr': 'portal' };

const encode = (text: string) => new TextEncoder().encode(text);
const formats: readonly Format[] = [
  { source: kmaMap, write: (weather) => encode(formatMapOf(weather)) },
  { source: kmaCity, write: (weather) => encode(formatCityPage(weather)) },
  { source: kmaAws, write: formatAwsPage },
  { source: apihubAws, write: formatAws },
  { source: apihubAsos, write: writeAsos },
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

/** ms of CPU. */
function median(runs: { readonly warm: number; readonly counted: number }, work: () => void) {
  for (let run = 0; run < runs.warm; run += 1) work();
  const costs = Array.from({ length: runs.counted }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return costs.sort((a, b) => a - b)[costs.length >> 1] ?? Number.NaN;
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
  readonly few: number;
  readonly many: number;
  readonly bytesFew: number;
  readonly bytesMany: number;
}

function costOf(format: Format, collect: () => void): Cost {
  const small = sceneOf(format, few);
  const forFew = median({ warm: 60, counted: 61 }, () => parseAndJudge(small));
  const large = sceneOf(format, many);
  const forMany = median({ warm: 30, counted: 31 }, () => parseAndJudge(large));
  // Last, so that collections on command do not stand between the measured times.
  const bytesFew = bytesPerStation(small, few, collect);
  const bytesMany = bytesPerStation(large, many, collect);
  return { few: forFew, many: forMany, bytesFew, bytesMany };
}

/** ms of CPU to take a snapshot of all stations and to build every file of the feed. */
function costOfFeed(): number {
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
  return median({ warm: 20, counted: 31 }, () => {
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
  });
}

/** What a station costs among many, times what it costs among few. */
function growthOf(cost: Cost): number {
  return cost.many / many / (cost.few / few);
}

function brokenLimits(id: string, cost: Cost): string[] {
  const memory = cost.bytesMany / cost.bytesFew;
  const growth = growthOf(cost);
  return [
    cost.few > limits.few && `${id}: ${cost.few.toFixed(1)} ms, the limit is ${limits.few} ms`,
    cost.many > limits.many &&
      `${id}: ${many} stations take ${cost.many.toFixed(0)} ms, the limit is ${limits.many} ms`,
    growth > limits.growth &&
      `${id}: a station costs ${growth.toFixed(2)} times as much, the limit is ${limits.growth}`,
    memory > limits.memory &&
      `${id}: a station takes ${memory.toFixed(2)} times the memory, the limit is ${limits.memory}`,
  ].filter((line) => line !== false);
}

export function benchCollector(): BenchReport {
  const collect = garbageCollector();
  const costs = formats.map((format) => [format.source.id, costOf(format, collect)] as const);
  const feed = costOfFeed();
  const rows = costs.map(([id, cost]) => [
    id,
    {
      [`${few}, ms`]: Math.round(cost.few * 10) / 10,
      '≤ ms': limits.few,
      [`${many}, ms`]: Math.round(cost.many),
      '≤  ms': limits.many,
      times: Math.round(cost.many / cost.few),
      growth: Math.round(growthOf(cost) * 100) / 100,
      '≤': limits.growth,
      [`bytes a station, ${few}`]: Math.round(cost.bytesFew),
      [`bytes a station, ${many}`]: Math.round(cost.bytesMany),
    },
  ]);
  return {
    title: 'CPU time and memory to parse and check an answer; the last row: snapshot and all files',
    table: { ...Object.fromEntries(rows), feed: { [`${few}, ms`]: Math.round(feed * 10) / 10 } },
    data: { stations: { few, many }, limits, costs: Object.fromEntries(costs), feed },
    broken: costs.flatMap(([id, cost]) => brokenLimits(id, cost)),
  };
}
