import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { Project, packageNames, Tarballs } from '../../packages/project.ts';
import type { BenchReport } from '../report.ts';
import { usageOf } from './measured-process.ts';
import { writePast } from './past.ts';
import { endProcess, isUp, repositoryCommand, startService, startUpstream } from './service.ts';

// How long readers wait for `nalssi serve` that is started again after a kill -9: until the first
// answer with the stored values, while every upstream takes the request and says nothing. Of the
// installed packages, which users run, and of the repository, where Node strips types at each start.

/** Starts of each scene; of a machine that others use as well the best counts. */
const starts = 8;

/** A start may take so many times what `nalssi version` takes, in CPU: most of it is Node's own. */
const limit = 3.5;

interface Scene {
  readonly sources: readonly SourceId[];
  readonly network: 'asos' | 'all';
}

const scenes: Readonly<Record<string, Scene>> = {
  '740 stations, two sources': { sources: ['kma-aws', 'kma-map'], network: 'all' },
  '97 stations, kma-map': { sources: ['kma-map'], network: 'asos' },
};

/** Seconds. */
interface Start {
  readonly wall: number;
  readonly cpu: number;
}

/** Each scene `starts` times, in turns with what is compared. */
export async function benchRestart(): Promise<BenchReport> {
  await using disposer = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-bench-'));
  disposer.defer(() => rm(directory, { recursive: true, force: true }));
  const project = disposer.use(new Project(Tarballs.make(directory), packageNames));
  const commands = {
    installed: join(project.folder('collector'), 'main.js'),
    repository: repositoryCommand,
  };
  const rows = [];
  for (const [name, scene] of Object.entries(scenes)) {
    for (const [kind, command] of Object.entries(commands)) {
      rows.push(await measure(`${name}, ${kind}`, scene, command));
    }
  }
  return {
    title: `nalssi serve after a kill -9, 48 hours of history, until the first 200 of /v1/ticker.json; the best of ${starts}`,
    table: Object.fromEntries(
      rows.map(({ name, start, version, ratio, load }) => [
        name,
        {
          'ms until served': Math.round(start.wall * 1_000),
          'ms of CPU': Math.round(start.cpu * 1_000),
          'ms of CPU of nalssi version': Math.round(version.cpu * 1_000),
          ratio: Math.round(ratio * 100) / 100,
          '≤': limit,
          'load of the machine': Math.round(load * 10) / 10,
        },
      ]),
    ),
    data: { starts, limit, rows },
    broken: rows
      .filter(({ ratio }) => ratio > limit)
      .map(
        ({ name, ratio }) =>
          `${name}: a start takes ${ratio} times the CPU of nalssi version, not ${limit}`,
      ),
  };
}

async function measure(name: string, { sources, network }: Scene, command: string) {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-bench-'));
  await using disposer = new AsyncDisposableStack();
  disposer.defer(() => rm(directory, { recursive: true, force: true }));
  await writePast(directory, sources, network);
  const upstream = await startUpstream();
  disposer.defer(() => endProcess(upstream.child));
  const first = await startService(sources, directory, upstream.url, command);
  disposer.defer(() => endProcess(first.child));
  await isUp(first);
  await endProcess(first.child, 'SIGKILL');
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  disposer.defer(() => void silent.close());
  const nowhere = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const services: Start[] = [];
  const versions: Start[] = [];
  for (let count = 0; count < starts; count += 1) {
    services.push(await timeStart(sources, directory, nowhere, command));
    versions.push(await timeVersion(command));
  }
  const start = bestOf(services);
  const version = bestOf(versions);
  return { name, start, version, ratio: start.cpu / version.cpu, load: loadavg()[0] ?? 0 };
}

async function timeStart(
  sources: readonly SourceId[],
  directory: string,
  upstream: string,
  command: string,
): Promise<Start> {
  const begun = performance.now();
  const { child, address } = await startService(sources, directory, upstream, command);
  for (;;) {
    const response = await fetch(`${address}/v1/ticker.json`).catch(() => null);
    if (response?.status === 200) break;
    if (child.exitCode !== null) throw new Error(`nalssi serve ended with ${child.exitCode}.`);
    await wait(5);
  }
  const start = {
    wall: (performance.now() - begun) / 1_000,
    cpu: usageOf(child.pid ?? 0).cpu,
  };
  await endProcess(child, 'SIGKILL');
  return start;
}

const tellCpu =
  'process.on("exit", () => process.stderr.write(JSON.stringify(process.cpuUsage())))';

/** Loads what every command loads, and does nothing. */
async function timeVersion(command: string): Promise<Start> {
  const begun = performance.now();
  const words = ['--import', `data:text/javascript,${tellCpu}`, command, 'version'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  await once(child, 'close');
  const { user, system } = JSON.parse(told) as NodeJS.CpuUsage;
  return { wall: (performance.now() - begun) / 1_000, cpu: (user + system) / 1e6 };
}

function bestOf(all: readonly Start[]): Start {
  return {
    wall: Math.min(...all.map(({ wall }) => wall)),
    cpu: Math.min(...all.map(({ cpu }) => cpu)),
  };
}
