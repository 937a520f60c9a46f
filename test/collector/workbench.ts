import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Collector, openCollector, sources } from '@nalssi/collector';
import { healthFile, observationsFile, tickerFile } from '@nalssi/schemas';
import { pino } from 'pino';
import { november2024, type Recording } from '../upstream/recording.ts';
import { Upstream } from '../upstream/upstream.ts';

/** A clock that stands still until it is told to move. */
export class ManualClock {
  #now: number;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  advance(minutes: number): void {
    this.#now += minutes * 60_000;
  }
}

/** A line of the log, as an operator's tools read it. */
export type LogLine = Readonly<Record<string, unknown>>;

/** The real limits, but for a deadline that makes tests of slow upstreams bearable. */
const limits = { ...sources['kma-map'].limits, deadline: 2_000 };

/** A collector on the real flow, with an upstream on loopback and a data directory of its own. */
export class Workbench implements AsyncDisposable {
  #upstream: Upstream;
  readonly clock = new ManualClock(november2024.capturedAt);
  readonly log: LogLine[] = [];
  readonly directory: string;
  readonly #baseUrl: string;
  #collector: Collector;

  private constructor(upstream: Upstream, baseUrl: string, directory: string) {
    this.#upstream = upstream;
    this.#baseUrl = baseUrl;
    this.directory = directory;
    // Set by `reopen` before anyone gets the workbench.
    this.#collector = undefined as unknown as Collector;
  }

  static async start(recording: Recording = november2024): Promise<Workbench> {
    const upstream = new Upstream(recording);
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const bench = new Workbench(upstream, await upstream.listen(), directory);
    await bench.reopen();
    return bench;
  }

  get upstream(): Upstream {
    return this.#upstream;
  }

  get collector(): Collector {
    return this.#collector;
  }

  /** Starts another collector on the same data directory, as after a restart. */
  async reopen(): Promise<void> {
    const write = (line: string) => void this.log.push(JSON.parse(line) as LogLine);
    this.#collector = await openCollector({
      sources: [{ id: 'kma-map', baseUrl: new URL(this.#baseUrl), cron: '* * * * *', limits }],
      dataDirectory: this.directory,
      mode: 'live',
      clock: this.clock,
      log: pino({ base: null, formatters: { level: (level) => ({ level }) } }, { write }),
    });
  }

  /** Asks the source once, at the present moment of the clock. */
  async pull(): Promise<boolean> {
    return this.collector.run('kma-map');
  }

  /** From now on connections are refused. Returns the port that is free now. */
  async stopUpstream(): Promise<number> {
    await this.upstream.close();
    return Number(new URL(this.#baseUrl).port);
  }

  async startUpstream(port: number): Promise<void> {
    this.#upstream = new Upstream(november2024);
    await this.#upstream.listen(port);
  }

  /** Lines of the log at warn or above. */
  get warnings(): LogLine[] {
    return this.log.filter(({ level }) => level === 'warn' || level === 'error');
  }

  async ticker() {
    return tickerFile.parse(await this.#read('ticker.json'));
  }

  async observations() {
    return observationsFile.parse(await this.#read('observations.json'));
  }

  async health() {
    return healthFile.parse(await this.#read('health.json'));
  }

  async tickerRow(station: string) {
    return (await this.ticker()).observations.find((row) => row.station === station);
  }

  async observation(station: string) {
    return (await this.observations()).observations.find((row) => row.station === station);
  }

  async #read(file: string): Promise<unknown> {
    return JSON.parse(await readFile(join(this.directory, 'feed/v1', file), 'utf8'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.collector.close();
    await this.upstream.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
