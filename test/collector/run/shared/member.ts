import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Collector, configOf, createLogger, openCollector, Secrets } from '@nalssi/collector';
import { type Encode, type EncodedFiles, hashOf } from '../../../../collector/publish/encode.ts';
import type { PublishedEdition, Publisher } from '../../../../collector/publish/publisher.ts';
import { RedisPublisher } from '../../../../collector/publish/redis/redis-publisher.ts';
import { RedisStore } from '../../../../collector/store/redis/redis-store.ts';
import { systemClock } from '../../../../collector/time/clock.ts';
import { RedisConnection } from '../../../../collector/transport/redis/redis-connection.ts';
import { addressOf } from '../../../servers/redis.ts';

/** ms. None ends by itself while a test runs a step. */
const leaseLength = 60_000;

const nothing = Buffer.alloc(0);

/** What is tested comes before the bytes are compressed well. */
const lightEncode: Encode = async (content) => {
  const identity = Buffer.from(content);
  const gzip = gzipSync(identity, { level: 1 });
  return { identity: null, encoded: { br: nothing, zstd: nothing, gzip }, hash: hashOf(identity) };
};

/** A place that all members publish to, as a bucket is: it takes what it is given. */
export type Place = (member: string, edition: PublishedEdition, files: EncodedFiles) => void;

/** A collector that shares its feed, in the process of the test: it takes a step when it is told. */
export class Member implements AsyncDisposable {
  readonly name: string;
  readonly store: RedisStore;
  /** Errors of the log, but that Redis fails. */
  readonly errors: string[] = [];
  #connection: RedisConnection;
  #directory: string;
  #upstream: URL;
  #place: Place;
  #collector: Collector | null = null;
  #missed = 0;
  /** How often it took over. */
  takeovers = 0;

  private constructor(
    name: string,
    connection: RedisConnection,
    directory: string,
    upstream: URL,
    place: Place,
  ) {
    this.name = name;
    this.#connection = connection;
    this.#directory = directory;
    this.#upstream = upstream;
    this.#place = place;
    const onDamage = (error: unknown) => void this.errors.push(String(error));
    this.store = new RedisStore({
      connection,
      onDamage,
      leaseLength,
      now: () => performance.now() + this.#missed,
    });
  }

  static async start(name: string, store: string, upstream: string, place: Place) {
    const connection = await RedisConnection.open(addressOf(store));
    await connection.connected(AbortSignal.timeout(10_000));
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    return new Member(name, connection, directory, new URL(upstream), place);
  }

  /** As far as it knows. */
  get leads(): boolean {
    return this.store.lease.isHeld;
  }

  /** As if the process had been stopped until after its lease, and went on now. */
  standStill(): void {
    this.#missed += leaseLength;
  }

  /** Takes over where nobody leads; asks and publishes where it leads; stands by where it was superseded. */
  async step(): Promise<void> {
    const { lease } = this.store;
    if (this.#collector !== null && lease.untilLost.aborted) await this.#stop();
    if (this.#collector === null) {
      if (!(await lease.tryToTake(0))) return;
      this.takeovers += 1;
      try {
        await this.store.takeOver(lease.untilLost);
        this.#collector = await this.#open();
        await this.#collector.publishStored();
      } catch (error) {
        if (!lease.untilLost.aborted) throw error;
        return;
      }
    }
    await this.#collector.run('kma-map', lease.untilLost);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
    await this.store[Symbol.asyncDispose]();
    await this.#connection[Symbol.asyncDispose]();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #stop(): Promise<void> {
    await this.#collector?.[Symbol.asyncDispose]();
    this.#collector = null;
  }

  #open(): Promise<Collector> {
    const { lease } = this.store;
    const place: Publisher = {
      id: 'directory',
      name: 'The place of all',
      action: 'Look at the test.',
      publish: async (edition, files) => {
        if ((await edition.confirm?.()) === true) this.#place(this.name, edition, files);
      },
    };
    return openCollector({
      sources: [{ ...configOf('kma-map'), baseUrl: this.#upstream, isBaseUrlGiven: true }],
      off: [],
      keys: {},
      mode: 'live',
      clock: systemClock,
      dataDirectory: this.#directory,
      encode: lightEncode,
      publisher: place,
      stop: lease.untilLost,
      shared: { store: this.store, publisher: new RedisPublisher(lease, this.#connection) },
      log: createLogger(new Secrets(), 'json', {
        write: (line) => {
          const { level, code, msg, err } = JSON.parse(line);
          // A Redis that a busy machine leaves waiting is no fault.
          if (level === 'error' && !/^(store|redis)-failing$/.test(code)) {
            this.errors.push(`${msg} ${JSON.stringify(err)}`);
          }
        },
      }),
    });
  }
}
