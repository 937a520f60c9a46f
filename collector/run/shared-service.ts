import { join } from 'node:path';
import { DirectoryPublisher } from '../publish/directory-publisher.ts';
import type { EncodedFiles } from '../publish/encode.ts';
import { Output } from '../publish/output.ts';
import { PublishQueue } from '../publish/publish-queue.ts';
import { RedisPublisher } from '../publish/redis/redis-publisher.ts';
import { DirectoryFeed } from '../serve/published/directory-feed.ts';
import { FeedFollower } from '../serve/published/feed-follower.ts';
import { RedisFeed } from '../serve/published/redis-feed.ts';
import { SupersededError } from '../store/lease.ts';
import { RedisStore } from '../store/redis/redis-store.ts';
import { RedisVouchers } from '../store/redis/redis-vouchers.ts';
import { StoreError } from '../store/store.ts';
import { type Duration, type Instant, seconds, systemClock } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import type { RedisAddress } from '../transport/redis/redis-address.ts';
import { RedisConnection } from '../transport/redis/redis-connection.ts';
import type { Collector } from './collector.ts';
import { Parts } from './parts.ts';
import type { ServiceHost } from './service-host.ts';
import type { Programme, Rhythm, ServiceOptions } from './service-options.ts';

/** Between attempts to begin, while the store cannot be read. */
const beginAgainAfter: Duration = seconds(1);

export interface SharedServiceOptions {
  readonly host: ServiceHost;
  readonly live: Programme;
  readonly address: RedisAddress;
  readonly rhythm: Rhythm;
  readonly options: ServiceOptions;
}

/**
 * One of several collectors that make a feed together. Whoever has the lease asks and publishes; the
 * others stand by: they show what that one publishes, byte for byte, in their memory and their directory,
 * and have its history ready. Throws PortError.
 */
export async function runShared(shared: SharedServiceOptions): Promise<void> {
  const { host, options, address } = shared;
  await using parts = new Parts();
  const connection = parts.use(await RedisConnection.open(address));
  const service = new SharedService(shared, connection, parts);
  const port = await host.listen();
  await service.showOwn();
  host.watch();
  const own = await host.introduce(port);
  options.onLive?.(own);
  await service.run(await RedisFeed.open(address));
}

class SharedService {
  readonly #shared: SharedServiceOptions;
  readonly #connection: RedisConnection;
  readonly #store: RedisStore;
  readonly #parts: Parts;
  /** The highest that was shown here. */
  #sequence = 0;
  /** While the lease is ours. */
  #leading: Collector | null = null;

  constructor(shared: SharedServiceOptions, connection: RedisConnection, parts: Parts) {
    const { log } = shared.options;
    const { leaseLength } = shared.rhythm;
    this.#shared = shared;
    this.#connection = connection;
    this.#parts = parts;
    this.#store = parts.use(
      new RedisStore({
        connection,
        onDamage: (error) =>
          log.error(
            { code: 'damaged-state', err: error },
            'Something in Redis is damaged or of another version of nalssi, and is left out.',
          ),
        leaseLength,
        onHold: (isHeld) => {
          shared.host.feed.metrics.leads(isHeld);
          this.#tell();
        },
        onAnswer: () => this.#tell(),
      }),
    );
  }

  get #signal(): AbortSignal {
    return this.#shared.options.signal;
  }

  /** What the directory has from before, until something newer comes. */
  async showOwn(): Promise<void> {
    try {
      const files = await this.#ownFeed().read(this.#signal);
      if (files !== null) this.#shared.host.show(files, systemClock.now());
    } catch {
      // Nothing was published there yet, and a word on it would be no news.
    }
  }

  async run(feed: RedisFeed): Promise<void> {
    this.#parts.use(feed);
    this.#shared.host.feed.metrics.leads(false);
    while (!this.#signal.aborted) {
      await this.#standBy(feed);
      if (this.#signal.aborted) return;
      await this.#lead();
    }
  }

  /** Until the lease is ours. */
  async #standBy(feed: RedisFeed): Promise<void> {
    const { host, options } = this.#shared;
    const { lease } = this.#store;
    const isOurs = new AbortController();
    const stop = AbortSignal.any([this.#signal, isOurs.signal]);
    const mirror = new Mirror(this.#ownDirectory, options);
    const reading = new PublishQueue();
    const catchUp = () => reading.add(() => this.#store.catchUp(stop).catch(() => undefined));
    const follower = new FeedFollower({
      feed,
      clock: systemClock,
      log: options.log,
      telemetry: host.feed.metrics,
      ...(this.#sequence > 0 && { served: this.#sequence }),
      onEdition: (files, at, sequence) => {
        this.#sequence = sequence;
        host.show(files, at);
        mirror.show(files, at, sequence);
        catchUp();
      },
      onLook: () => host.silence.break(),
    });
    if (await lease.tryToTake(this.#sequence)) return;
    host.feed.tellBeside(() => `, standing by${follower.says}`);
    options.log.info(
      { code: 'stands-by' },
      'Another collector asks and publishes, or Redis does not say: this one shows what is published, and stands by.',
    );
    catchUp();
    const following = follower.follow(stop);
    await lease.take(this.#sequence, this.#signal).catch((error) => {
      if (!this.#signal.aborted) throw error;
    });
    isOurs.abort();
    await following;
    await reading.settled();
    await mirror.settled();
    host.feed.tellBeside(() => '');
  }

  /** Until the lease is another's. */
  async #lead(): Promise<void> {
    const { host, live, options } = this.#shared;
    const { lease } = this.#store;
    const until = AbortSignal.any([this.#signal, lease.untilLost]);
    options.log.info({ code: 'leads' }, 'This collector asks and publishes now.');
    try {
      await this.#store.takeOver(until);
      const publisher = new RedisPublisher(lease, this.#connection);
      await using collector = await host.open(live, until, {
        store: this.#store,
        publisher,
        vouchers: new RedisVouchers(this.#connection),
      });
      this.#leading = collector;
      await host.showStored(collector);
      await host.play(collector, live, until);
      this.#sequence = Math.max(this.#sequence, collector.sequence);
    } catch (error) {
      if (until.aborted) return;
      if (!(error instanceof StoreError) || error instanceof SupersededError) throw error;
      options.log.error({ code: 'store-failing', err: error }, 'The store cannot be read.');
      await sleep(beginAgainAfter, until);
    } finally {
      this.#leading = null;
    }
  }

  /** Says in health that Redis is lost, or there again, before the next minute does. */
  #tell(): void {
    void this.#leading?.publishOutputs();
  }

  get #ownDirectory(): string {
    return join(this.#shared.options.config.dataDirectory, 'feed');
  }

  #ownFeed(): DirectoryFeed {
    return new DirectoryFeed(this.#ownDirectory);
  }
}

/** Puts what another collector publishes into the directory here, which web servers read. */
class Mirror {
  readonly #publisher: DirectoryPublisher | null;
  readonly #output: Output;
  readonly #queue = new PublishQueue();
  readonly #stop: AbortSignal;

  constructor(directory: string, { config, log, signal }: ServiceOptions) {
    const publisher = new DirectoryPublisher(directory);
    this.#publisher = config.publish.isInDirectory ? publisher : null;
    this.#output = new Output(publisher, systemClock, log);
    this.#stop = signal;
  }

  show(files: EncodedFiles, at: Instant, sequence: number): void {
    const publisher = this.#publisher;
    if (publisher === null) return;
    const publish = () => publisher.publish({ sequence }, files, at, this.#stop);
    this.#queue.add(() => this.#output.attempt('publish', publish, undefined, this.#stop));
  }

  settled(): Promise<void> {
    return this.#queue.settled();
  }
}
