import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import type { BenchReport } from '../report.ts';
import { type Usage, usageOf } from './measured-process.ts';
import { writePast } from './past.ts';
import { endProcess, isUp, type Service, startService, startUpstream } from './service.ts';

// What `nalssi serve` takes of a machine while nobody asks it for anything: a process of its own, on
// its standard schedule, with the upstreams in another process and 48 hours of history behind it.

/** Minutes after which what is resident has to have settled. */
const settledAfter = 2;

/** Seconds from the first answers until what they started is on the disk: the start counts apart. */
const startTail = 20;

const megabyte = 1e6;

interface Scene {
  readonly sources: readonly SourceId[];
  readonly past: readonly SourceId[];
  readonly network: 'asos' | 'all';
  /** Of the whole run. */
  readonly minutes: number;
  readonly limits: Limits;
}

/** A share of one core; megabytes. */
interface Limits {
  readonly core: number;
  readonly settled: number;
  readonly peak: number;
  readonly writtenPerMinute: number;
}

const scenes: Readonly<Record<string, Scene>> = {
  '740 stations, seven sources': {
    sources: [
      'kma-map',
      'kma-city',
      'kma-aws',
      'apihub-asos',
      'apihub-aws',
      'data-go-kr',
      'warnings',
    ],
    past: ['kma-aws', 'apihub-aws'],
    network: 'all',
    minutes: 5,
    limits: { core: 0.04, settled: 230, peak: 400, writtenPerMinute: 15 },
  },
  '97 stations, kma-map': {
    sources: ['kma-map'],
    past: ['kma-map'],
    network: 'asos',
    // What it takes is said by the hour, and its only source answers every ten minutes: five have the
    // one answer in them or not.
    minutes: 10,
    limits: { core: 0.005, settled: 150, peak: 400, writtenPerMinute: 40 / 60 },
  },
};

interface Measured {
  readonly seconds: number;
  /** Share of one core after the start, and seconds of CPU that the start took. */
  readonly core: number;
  readonly startCpu: number;
  readonly settled: number;
  readonly peak: number;
  readonly writtenPerMinute: number;
  readonly load: number;
}

/** Each scene for as long as it says, or for `most` minutes. */
export async function benchRun(most = Number.POSITIVE_INFINITY): Promise<BenchReport> {
  const results: [string, Scene, Measured][] = [];
  for (const [name, scene] of Object.entries(scenes)) {
    results.push([name, scene, await measure(scene, Math.min(most, scene.minutes) * 60)]);
  }
  return {
    title: 'nalssi serve on its standard schedule, all threads; MB are 10^6 bytes',
    table: Object.fromEntries(results.map(([name, { limits }, run]) => [name, rowOf(run, limits)])),
    data: { runs: results.map(([name, { limits }, run]) => ({ name, limits, ...run })) },
    broken: results.flatMap(([name, { limits }, run]) => brokenLimits(name, run, limits)),
  };
}

async function measure(scene: Scene, duration: number): Promise<Measured> {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-bench-'));
  await using disposer = new AsyncDisposableStack();
  disposer.defer(() => rm(directory, { recursive: true, force: true }));
  await writePast(directory, scene.past, scene.network);
  const upstream = await startUpstream();
  disposer.defer(() => endProcess(upstream.child));
  const service = await startService(scene.sources, directory, upstream.url);
  disposer.defer(() => endProcess(service.child));
  return await observe(service, duration);
}

/** Usage each second, from the start of the process until `duration` after it was up. */
async function observe(service: Service, duration: number): Promise<Measured> {
  const { child } = service;
  const pid = child.pid ?? 0;
  const residents: number[] = [];
  let first: Usage | null = null;
  let begun = performance.now();
  let settled = 0;
  void isUp(service)
    .then(() => wait(startTail * 1_000))
    .then(() => {
      first = usageOf(pid);
      begun = performance.now();
    });
  for (;;) {
    await wait(1_000);
    if (child.exitCode !== null) throw new Error(`nalssi serve ended with ${child.exitCode}.`);
    const now = usageOf(pid);
    residents.push(now.resident);
    if (first === null) continue;
    const seconds = (performance.now() - begun) / 1_000;
    if (seconds > settledAfter * 60) settled = Math.max(settled, now.resident);
    if (seconds < duration) continue;
    const start: Usage = first;
    return {
      seconds,
      core: (now.cpu - start.cpu) / seconds,
      startCpu: start.cpu,
      settled: settled / megabyte,
      peak: Math.max(...residents) / megabyte,
      writtenPerMinute: (now.written - start.written) / megabyte / (seconds / 60),
      load: loadavg()[0] ?? 0,
    };
  }
}

function rowOf(run: Measured, limits: Limits) {
  return {
    minutes: round(run.seconds / 60),
    'of a core, %': round(run.core * 100),
    '≤': limits.core * 100,
    'CPU of the start, s': round(run.startCpu),
    [`MB after ${settledAfter} min`]: Math.round(run.settled),
    '≤ ': limits.settled,
    'MB at the peak': Math.round(run.peak),
    ' ≤': limits.peak,
    'MB written a minute': round(run.writtenPerMinute),
    ' ≤ ': round(limits.writtenPerMinute),
    'load of the machine': round(run.load),
  };
}

function brokenLimits(name: string, run: Measured, limits: Limits): string[] {
  return (['core', 'settled', 'peak', 'writtenPerMinute'] as const).flatMap((key) =>
    run[key] <= limits[key] ? [] : [`${name}: ${key} is ${round(run[key])}, not ${limits[key]}`],
  );
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
