import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Collector,
  configOf,
  createLogger,
  type Keys,
  openCollector,
  Secrets,
  type SourceConfig,
  type SourceId,
} from '@nalssi/collector';
import {
  type BoardFile,
  type BoardRegion,
  boardFile,
  discoveryFile,
  type HistoryFile,
  healthFile,
  historyFile,
  observationsFile,
  placesFile,
  type StationsFile,
  stationsFile,
  tickerFile,
  warningsFile,
} from '@nalssi/schemas';
import { patience } from '../patience.ts';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { Upstream } from '../upstream/upstream.ts';
import type { Weather } from '../upstream/weather.ts';
import { PlainPublisher, plainEncode } from './plain-output.ts';

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

/** Of a request, milliseconds, once there is a hurry. */
const shortDeadline = 2_000;

export interface Setup {
  readonly sources: readonly SourceId[];
  readonly keys: Keys;
  /** Where the clock stands at first, RFC 3339. */
  readonly startAt: string;
  /**
   * `compressed`: as it is in earnest. `plain`: what is tested comes before the bytes are compressed
   * and flushed to the disk, which take a hundred times longer than all that leads up to them; only
   * the files at the top of the feed are written then.
   */
  readonly output: 'compressed' | 'plain';
  readonly publicUrl?: string;
}

const standardSetup: Setup = {
  sources: ['kma-map'],
  keys: {},
  startAt: november2024.capturedAt,
  output: 'plain',
};

/** Keys that look like real ones and are none. */
export const testKeys = {
  'kma-apihub': 'TestHubKey0123456789ab',
  'data-go-kr': 'Test+Portal/Key==0123456789',
};

/** A collector on the real flow, with an upstream on loopback and a data directory of its own. */
export class Workbench implements AsyncDisposable {
  #upstream: Upstream;
  readonly clock: ManualClock;
  readonly #setup: Setup;
  readonly log: LogLine[] = [];
  readonly directory: string;
  readonly #baseUrl: string;
  readonly #stop = new AbortController();
  readonly #plain: PlainPublisher;
  readonly #limits: { deadline: number }[] = [];
  #collector: Collector;

  private constructor(upstream: Upstream, baseUrl: string, directory: string, setup: Setup) {
    this.#upstream = upstream;
    this.#baseUrl = baseUrl;
    this.#setup = setup;
    this.clock = new ManualClock(setup.startAt);
    this.directory = directory;
    this.#plain = new PlainPublisher(join(directory, 'feed'));
    // Set by `reopen` before anyone gets the workbench.
    this.#collector = undefined as unknown as Collector;
  }

  static async start(
    weather: Weather = weatherOf(november2024),
    setup: Partial<Setup> = {},
  ): Promise<Workbench> {
    const upstream = new Upstream(weather);
    upstream.hideClock();
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const bench = new Workbench(upstream, await upstream.listen(), directory, {
      ...standardSetup,
      ...setup,
    });
    await bench.reopen();
    return bench;
  }

  get upstream(): Upstream {
    return this.#upstream;
  }

  get collector(): Collector {
    return this.#collector;
  }

  /** Ends the collector, as before a restart. */
  async stop(): Promise<void> {
    await this.collector[Symbol.asyncDispose]();
  }

  /** Starts another collector on the same data directory, as after a restart. */
  async reopen(): Promise<void> {
    const secrets = new Secrets();
    for (const key of Object.values(this.#setup.keys)) secrets.register(key);
    const write = (line: string) => void this.log.push(JSON.parse(line) as LogLine);
    this.#collector = await openCollector({
      sources: this.#setup.sources.map((id) => this.#sourceConfig(id)),
      off: [],
      keys: this.#setup.keys,
      publicUrl: this.#setup.publicUrl ?? null,
      // Waits between attempts are the business of the transport's own tests.
      sleep: async () => undefined,
      dataDirectory: this.directory,
      mode: 'live',
      clock: this.clock,
      log: createLogger(secrets, 'json', { write }),
      ...(this.#setup.output === 'plain' && {
        encode: plainEncode,
        publisher: this.#plain,
      }),
    });
  }

  #sourceConfig(id: SourceId): SourceConfig {
    const config = configOf(id);
    const limits = { ...config.limits, deadline: patience };
    this.#limits.push(limits);
    return { ...config, baseUrl: new URL(this.#baseUrl), isBaseUrlGiven: true, limits };
  }

  /**
   * From now on requests have little time, and tests of slow upstreams become bearable. Before that they have more than
   * in earnest: a machine that has much to do is no fault.
   */
  hurry(): void {
    for (const limits of this.#limits) limits.deadline = shortDeadline;
  }

  /** Asks one source once, at the present moment of the clock. */
  async pull(id: SourceId = 'kma-map'): Promise<boolean> {
    return this.collector.run(id, this.#stop.signal);
  }

  /** The same without publishing what it said, which takes most of the time. */
  async hear(id: SourceId): Promise<boolean> {
    return this.collector.hear(id, this.#stop.signal);
  }

  /** From now on connections are refused. Returns the port that is free now. */
  async stopUpstream(): Promise<number> {
    await this.upstream.close();
    return Number(new URL(this.#baseUrl).port);
  }

  async startUpstream(port: number): Promise<void> {
    this.#upstream = new Upstream(weatherOf(november2024));
    this.#upstream.hideClock();
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

  async index() {
    return discoveryFile.parse(await this.#read('index.json'));
  }

  async warningsInForce() {
    return warningsFile.parse(await this.#read('warnings.json'));
  }

  async places() {
    return placesFile.parse(await this.#read('places.json'));
  }

  async tickerRow(station: string) {
    return (await this.ticker()).observations.find((row) => row.station === station);
  }

  async observation(station: string) {
    return (await this.observations()).observations.find((row) => row.station === station);
  }

  /** In a bench whose output is plain. */
  board(region: BoardRegion): BoardFile {
    return boardFile.parse(JSON.parse(this.#plain.textOf(`boards/${region}.json`)));
  }

  boardStations(region: BoardRegion): StationsFile {
    return stationsFile.parse(JSON.parse(this.#plain.textOf(`boards/${region}.stations.json`)));
  }

  history(region: BoardRegion): HistoryFile {
    return historyFile.parse(JSON.parse(this.#plain.textOf(`history/${region}.json`)));
  }

  async #read(file: string): Promise<unknown> {
    return JSON.parse(await readFile(join(this.directory, 'feed/v1', file), 'utf8'));
  }

  /** Asks all sources once. */
  async pullAll(): Promise<void> {
    await this.collector.runAll(this.#stop.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.collector[Symbol.asyncDispose]();
    await this.upstream.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}
