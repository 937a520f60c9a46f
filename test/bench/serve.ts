import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { DirectoryPublisher } from '../../collector/publish/directory-publisher.ts';
import { Nginx } from '../collector/deploy/nginx.ts';
import { toolPath } from '../collector/deploy/tools.ts';
import { installContestants } from './install-contestants.ts';
import type { BenchReport } from './report.ts';
import { benchedFiles } from './serve-contestant.ts';

// node test/bench/serve.ts [--json] [--rounds N] [--seconds N]: requests a second for ticker.json
// of our server, of nginx and of fastify, in turns. The exit code is 1 when a limit does not hold.

const connections = 64;

export interface ServeBenchOptions {
  readonly rounds: number;
  /** Seconds that each contestant is asked in a round. */
  readonly duration: number;
}

const standardOptions: ServeBenchOptions = { rounds: 7, duration: 2 };

interface Measured {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** At least this share of the rates, at most this multiple of the p99. */
const limits = { rateOfNginx: 0.5, rateOfFastify: 1, p99OfNginx: 2, shippedRate: 1 };

export async function benchServe({
  rounds,
  duration,
}: ServeBenchOptions = standardOptions): Promise<BenchReport> {
  installContestants();
  const wrk = toolPath('wrk', 'wrk');
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-bench-'));
  await new DirectoryPublisher(directory).publish({ sequence: 1 }, await benchedFiles());
  await using disposer = new AsyncDisposableStack();
  disposer.defer(() => rm(directory, { recursive: true, force: true }));
  const plain = disposer.use(
    await Nginx.start({ feed: directory, server: plainServer(directory) }),
  );
  const shipped = disposer.use(await Nginx.start({ feed: directory }));
  const ours = disposer.use(await Contestant.start('serve-contestant.ts'));
  const fastify = disposer.use(await Contestant.start('contestants/fastify-server.ts'));
  // The yardstick is nginx at its fastest: a file under its own name, no negotiation.
  const urls = {
    nalssi: `${ours.url}/v1/ticker.json`,
    nginx: `${plain.url}/v1/ticker.json.br`,
    'nginx with our nginx.conf': `${shipped.url}/v1/ticker.json`,
    'fastify, fixed buffer': `${fastify.url}/v1/ticker.json`,
  };
  const results = new Map<string, Measured[]>(Object.keys(urls).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // There and back again, so that a machine that slows down meanwhile slows all of them down.
    const turns = Object.entries(urls);
    for (const [name, url] of round % 2 === 0 ? turns : turns.toReversed()) {
      const measured = await ask(wrk, url, round === 0 ? 1 : duration);
      // The first round is for the compilers.
      if (round > 0) results.get(name)?.push(measured);
    }
  }
  return reportOf(results, { rounds, duration });
}

/** Seconds that one server is asked as fast as it can answer. */
const limitDuration = 120;

/** One server of ours at its limit: two minutes without one answer that is wrong or does not come. */
export async function benchLimit(duration = limitDuration): Promise<BenchReport> {
  const wrk = toolPath('wrk', 'wrk');
  await using ours = await Contestant.start('serve-contestant.ts');
  const url = `${ours.url}/v1/ticker.json`;
  await ask(wrk, url, 1);
  const { rate, p50, p99 } = await ask(wrk, url, duration);
  const load = round2(loadavg()[0] ?? 0);
  return {
    title: `nalssi at its limit for ${duration} s, ${connections} connections kept alive, no error`,
    table: {
      nalssi: { 'requests/s': rate, 'p50 ms': p50, 'p99 ms': p99, 'load of the machine': load },
    },
    data: { connections, duration, rate, p50, p99, load },
    // An answer with an error throws.
    broken: [],
  };
}

function reportOf(
  results: ReadonlyMap<string, readonly Measured[]>,
  { rounds, duration }: ServeBenchOptions,
): BenchReport {
  /** The median of what the rounds say of the one as a multiple of the other. */
  const ratio = (name: string, other: string, key: keyof Measured) => {
    const others = results.get(other) ?? [];
    const all = (results.get(name) ?? []).map(
      (own, round) => own[key] / (others[round]?.[key] ?? 0),
    );
    return round2(median(all));
  };
  const ratios = {
    rateOfNginx: ratio('nalssi', 'nginx', 'rate'),
    rateOfFastify: ratio('nalssi', 'fastify, fixed buffer', 'rate'),
    p99OfNginx: ratio('nalssi', 'nginx', 'p99'),
    shippedRate: ratio('nginx with our nginx.conf', 'nalssi', 'rate'),
  };
  const broken: string[] = [];
  if (ratios.rateOfNginx < limits.rateOfNginx) {
    broken.push(`${ratios.rateOfNginx} of the rate of nginx, less than ${limits.rateOfNginx}`);
  }
  if (ratios.rateOfFastify < limits.rateOfFastify) {
    broken.push(
      `${ratios.rateOfFastify} of the rate of fastify, less than ${limits.rateOfFastify}`,
    );
  }
  if (ratios.p99OfNginx > limits.p99OfNginx) {
    broken.push(`${ratios.p99OfNginx} of the p99 of nginx, more than ${limits.p99OfNginx}`);
  }
  if (ratios.shippedRate < limits.shippedRate) {
    broken.push(
      `nginx with our nginx.conf has ${ratios.shippedRate} of the rate of nalssi, less than ${limits.shippedRate}`,
    );
  }
  const medians = Object.fromEntries(
    [...results].map(([name, all]): [string, Measured] => [
      name,
      {
        rate: median(all.map(({ rate }) => rate)),
        p50: median(all.map(({ p50 }) => p50)),
        p99: median(all.map(({ p99 }) => p99)),
      },
    ]),
  );
  const table = Object.entries(medians).map(([name, { rate, p50, p99 }]) => [
    name,
    {
      'requests/s': rate,
      'p50 ms': p50,
      'p99 ms': p99,
      'nalssi, times its rate': ratio('nalssi', name, 'rate'),
      'times its p99': ratio('nalssi', name, 'p99'),
    },
  ]);
  return {
    title: `ticker.json in brotli, ${connections} connections kept alive, ${rounds} rounds of ${duration} s in turns, medians`,
    table: Object.fromEntries(table),
    data: { connections, rounds, duration, limits, ratios, medians },
    broken,
  };
}

async function ask(wrk: string, url: string, duration: number): Promise<Measured> {
  const script = join(import.meta.dirname, 'serve-report.lua');
  const { stdout } = await promisify(execFile)(wrk, [
    '--threads=1',
    `--connections=${connections}`,
    `--duration=${duration}s`,
    '--header=Accept-Encoding: br',
    `--script=${script}`,
    url,
  ]);
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  const { requests, microseconds, errors, p50, p99 } = JSON.parse(line) as Record<string, number>;
  if (errors !== 0 || requests === undefined || microseconds === undefined) {
    throw new Error(`${url} answered with errors: ${line}`);
  }
  const rate = Math.round((requests / microseconds) * 1e6);
  return { rate, p50: round2((p50 ?? 0) / 1000), p99: round2((p99 ?? 0) / 1000) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

function plainServer(feed: string): (port: number) => string {
  return (port) => `
    server {
      listen 127.0.0.1:${port};
      root ${feed};
      keepalive_requests 1000000;
    }`;
}

/** One of the Node servers, in a process of its own. */
class Contestant implements AsyncDisposable {
  readonly url: string;
  readonly #end: () => Promise<unknown>;

  private constructor(url: string, end: () => Promise<unknown>) {
    this.url = url;
    this.#end = end;
  }

  /** By its script, which prints the address. */
  static async start(script: string): Promise<Contestant> {
    const path = join(import.meta.dirname, script);
    const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new Contestant(String(line).trim(), () => {
      child.kill('SIGKILL');
      return ended;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean' },
      rounds: { type: 'string', default: String(standardOptions.rounds) },
      seconds: { type: 'string', default: String(standardOptions.duration) },
    },
  });
  const report = await benchServe({
    rounds: Number(values.rounds),
    duration: Number(values.seconds),
  });
  if (values.json === true) {
    console.log(JSON.stringify({ serve: { ...report.data, broken: report.broken } }, null, 2));
  } else {
    console.log(report.title);
    console.table(report.table);
    for (const limit of report.broken) console.log(`Does not hold: ${limit}`);
  }
  if (report.broken.length > 0) process.exitCode = 1;
}
