import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Collector,
  configOf,
  createLogger,
  openCollector,
  Secrets,
  type SourceConfig,
  type SourceId,
  storeFile,
} from '@nalssi/collector';
import { createTask, type ScheduledTask } from 'node-cron';
import { encode } from '../../collector/publish/encode.ts';
import type { UpstreamId } from '../../collector/sources/source-id.ts';
import { tableSources } from '../../collector/sources/zones/sources.ts';
import { MemoryStorage } from '../servers/memory-storage.ts';
import { StorageGate } from '../servers/storage-gate.ts';
import { type Census, censusOfDirectory, censusOfProcess } from './census.ts';
import { chance, chosen } from './chance.ts';
import { ChangingWeather } from './changing-weather.ts';
import { directoryPlace, storagePlace } from './feed-place.ts';
import { BrokenPromise, FeedWatch } from './feed-watch.ts';
import type { SimulatedTime } from './simulated-time.ts';
import { UnreliableUpstream } from './unreliable-upstream.ts';

const minute = 60_000;

const asked: readonly SourceId[] = [
  'kma-map',
  'kma-city',
  'apihub-asos',
  'apihub-aws',
  'kma-aws',
  'warnings',
];

const keys = { 'kma-apihub': 'SoakHubKey0123456789ab' };

/** Of the hours, those in which the storage misbehaves. */
const storageFaultShare = 0.05;

/** ms: a deadline in earnest is waited for in earnest. */
const deadline = 500;

/** Kept in memory where there is such a disk: a real one is waited for, and tells nothing more. */
const memoryDisk = '/dev/shm';

export interface SiteOptions {
  readonly time: SimulatedTime;
  readonly seed: number;
  readonly stations: number;
  /** Minutes from one step to the next. */
  readonly step: number;
  /** Hours from one restart to the next, in the mean. */
  readonly restartsEvery: number;
}

/**
 * The real collector with its store, its directory and a storage, all in this process; upstreams that
 * misbehave; and restarts that nobody announced. What happens is drawn by the seed.
 */
export class SimulatedSite implements AsyncDisposable {
  readonly upstream: UnreliableUpstream;
  restarts = 0;
  readonly #options: SiteOptions;
  readonly #directory: string;
  readonly #baseUrl: URL;
  readonly #storage: MemoryStorage;
  readonly #gate: StorageGate;
  readonly #inDirectory: FeedWatch;
  readonly #inStorage: FeedWatch;
  readonly #schedule: readonly { readonly id: SourceId; readonly task: ScheduledTask }[];
  #stop = new AbortController();
  #collector: Collector | null = null;

  private constructor(
    options: SiteOptions,
    parts: {
      readonly upstream: UnreliableUpstream;
      readonly baseUrl: URL;
      readonly directory: string;
      readonly storage: MemoryStorage;
      readonly gate: StorageGate;
    },
  ) {
    this.#options = options;
    this.upstream = parts.upstream;
    this.#baseUrl = parts.baseUrl;
    this.#directory = parts.directory;
    this.#storage = parts.storage;
    this.#gate = parts.gate;
    this.#gate.fateOf = ({ method, target }) => this.#fateOf(method, target);
    const secrets = [...Object.values(keys), parts.storage.credentials.secretAccessKey];
    this.#inDirectory = new FeedWatch(directoryPlace(join(parts.directory, 'feed/v1')), secrets);
    this.#inStorage = new FeedWatch(storagePlace(parts.storage), secrets);
    this.#schedule = asked.map((id) => ({
      id,
      task: createTask(configOf(id).cron, () => undefined, { timezone: 'Asia/Seoul' }),
    }));
  }

  static async start(options: SiteOptions): Promise<SimulatedSite> {
    const { time, seed, stations } = options;
    const now = () => time.now();
    const upstream = new UnreliableUpstream({
      seed,
      weather: new ChangingWeather(seed, stations),
      now,
    });
    const baseUrl = new URL(await upstream.listen());
    const storage = await MemoryStorage.start(now);
    const gate = await StorageGate.before(storage.endpoint);
    const place = existsSync(memoryDisk) ? memoryDisk : tmpdir();
    const directory = await mkdtemp(join(place, 'nalssi-soak-'));
    const site = new SimulatedSite(options, { upstream, baseUrl, directory, storage, gate });
    await site.#open();
    return site;
  }

  /** Contents of files that were looked at. */
  get looked(): number {
    return this.#inDirectory.looked + this.#inStorage.looked;
  }

  get sequence(): number {
    return this.#inDirectory.newest;
  }

  /** What the schedules would do until the next step, and the publish of the minute. */
  async step(): Promise<void> {
    const { time, seed, step, restartsEvery } = this.#options;
    const from = time.now();
    time.advance(step * minute);
    this.upstream.setClock((time.now() - Date.now()) / minute);
    const minutes = Array.from({ length: step }, (_, nth) => new Date(from + (nth + 1) * minute));
    const isRestart = chance(seed, 'restart', from) < step / (restartsEvery * 60);
    if (isRestart) await this.#restart();
    const collector = this.#running;
    const due = this.#schedule.filter(({ task }) =>
      minutes.some((at) => task.match(secondZero(at))),
    );
    await Promise.all(due.map(({ id }) => collector.run(id, this.#stop.signal)));
    if (collector.areTablesDue) await collector.refreshTables(this.#stop.signal);
    await collector.publish();
    await this.#inDirectory.look({ now: time.now(), isNews: true });
  }

  /** Looks at every file that has changed. Throws BrokenPromise. */
  async lookAtAll(): Promise<void> {
    await this.#inDirectory.lookAtAll();
    if (this.#storage.objects.has('v1/index.json')) {
      // What it has lost is found out within an hour.
      if (this.#isStorageGood(0) && this.#isStorageGood(1)) {
        await this.#hasNewest();
        await this.#inStorage.look({ isNews: false });
      }
      await this.#inStorage.lookAtAll();
    }
    this.upstream.forgetTargets();
    this.#gate.passed.length = 0;
  }

  async census(): Promise<Census> {
    const ofDirectory = censusOfDirectory(this.#directory, storeFile);
    let bytes = 0;
    for (const object of this.#storage.objects.values()) bytes += object.bytes.length;
    return {
      ...(await censusOfProcess()),
      ...ofDirectory,
      objects: this.#storage.objects.size,
      'objects kB': Math.round(bytes / 1_024),
    };
  }

  get #running(): Collector {
    if (this.#collector === null) throw new Error('The collector is not open.');
    return this.#collector;
  }

  /** An hour is good or bad, this one or one so many before. */
  #isStorageGood(before: number): boolean {
    return chance(this.#options.seed, 'storage', this.#hour - before) >= storageFaultShare;
  }

  get #hour(): number {
    return Math.floor(this.#options.time.now() / (60 * minute));
  }

  /** What is bad about an hour holds for all of it. */
  #fateOf(method: string, target: string): ReturnType<StorageGate['fateOf']> {
    if (this.#isStorageGood(0)) return 'passes';
    const fates = ['lost', 'retagged', 403, 507] as const;
    const fate = chosen(fates, this.#options.seed, 'fate', this.#hour);
    return fate === 'lost' && !(method === 'PUT' && target.includes('ticker')) ? 'passes' : fate;
  }

  /** Waits until the storage has the newest edition. */
  async #hasNewest(): Promise<void> {
    const end = Date.now() + 60_000;
    for (;;) {
      const text = await storagePlace(this.#storage)
        .read('index.json')
        .catch(() => '{"sequence":0}');
      if ((JSON.parse(text) as { sequence: number }).sequence >= this.sequence) return;
      if (Date.now() > end) {
        throw new BrokenPromise(`the storage has not got edition ${this.sequence} by itself`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** In order, or in the midst of a publish. */
  async #restart(): Promise<void> {
    const { seed, time } = this.#options;
    this.restarts += 1;
    if (chance(seed, 'midst', time.now()) < 0.5) {
      void this.#running.publish();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#stop.abort(new Error('The collector ends.'));
    await this.#running[Symbol.asyncDispose]();
    this.#stop = new AbortController();
    await this.#open();
    await this.#running.publishStored();
  }

  async #open(): Promise<void> {
    const secrets = new Secrets();
    for (const key of Object.values(keys)) secrets.register(key);
    const forbidden = [...Object.values(keys), this.#storage.credentials.secretAccessKey];
    const write = (line: string) => {
      if (forbidden.some((key) => line.includes(key))) {
        throw new BrokenPromise('the log has a key in it');
      }
    };
    const everySource = Object.fromEntries(
      [...asked, ...(Object.keys(tableSources) as UpstreamId[])].map((id) => [
        id,
        this.#config(id),
      ]),
    );
    const address = {
      endpoint: this.#gate.endpoint,
      bucket: this.#storage.bucket,
      prefix: '',
      region: 'us-east-1',
    };
    this.#collector = await openCollector({
      sources: asked.map((id) => this.#config(id)),
      everySource: everySource as never,
      refreshesTables: true,
      off: [],
      keys,
      sleep: async () => undefined,
      dataDirectory: this.#directory,
      publish: {
        isInDirectory: true,
        storages: [{ address, coding: 'gzip' }],
        credentials: this.#storage.credentials,
      },
      mode: 'live',
      clock: this.#options.time,
      log: createLogger(secrets, 'json', { write }),
      // With less care: it takes most of the time, and no room that is not given back.
      encode: (content, care) => encode(content, care === 'quick' ? 'quick' : 'hasty'),
      stop: this.#stop.signal,
    });
  }

  #config<Id extends UpstreamId>(id: Id): SourceConfig<Id> {
    const config = configOf(id);
    const limits = { ...config.limits, deadline };
    return { ...config, baseUrl: this.#baseUrl, isBaseUrlGiven: true, limits };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('The collector ends.'));
    await this.#collector?.[Symbol.asyncDispose]();
    await this.#gate[Symbol.asyncDispose]();
    await this.#storage[Symbol.asyncDispose]();
    await this.upstream.close();
    for (const { task } of this.#schedule) await task.destroy();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

function secondZero(at: Date): Date {
  return new Date(Math.floor(at.getTime() / minute) * minute);
}
