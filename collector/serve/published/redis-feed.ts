import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EncodedFiles } from '../../publish/encode.ts';
import { type UnpackedFile, unpackFile } from '../../publish/redis/packed-file.ts';
import { readFiles } from '../../store/redis/redis-scripts.ts';
import { type Duration, seconds } from '../../time/clock.ts';
import type { RedisAddress } from '../../transport/redis/redis-address.ts';
import { RedisConnection, RedisError, type Reply } from '../../transport/redis/redis-connection.ts';
import { FeedBounds, isFeedPath, mostFileBytes } from './feed-bounds.ts';
import { indexPath, type PublishedFeed, PublishedFeedError } from './published-feed.ts';

/** A word may get lost when one Redis takes the place of another: then it is looked for after this time. */
const longestWait: Duration = seconds(2);

/** A connection that is being made is no loss yet. */
const connectWait: Duration = seconds(2);

/**
 * The feed in Redis that a collector publishes there (`publish/redis/redis-publisher.ts`). It is told of
 * each edition at once, and reads what has changed in one step: nothing of two editions is mixed.
 */
export class RedisFeed implements PublishedFeed {
  readonly name: string;
  readonly look = 500;
  readonly #reading: RedisConnection;
  /** One that waits cannot be asked anything else. */
  readonly #waiting: RedisConnection;
  #version = -1;
  #lastWord = '0-0';
  #files: ReadonlyMap<string, UnpackedFile> = new Map();

  private constructor(reading: RedisConnection, waiting: RedisConnection) {
    this.name = reading.place;
    this.#reading = reading;
    this.#waiting = waiting;
    reading.onReconnect(() => {
      this.#version = -1;
    });
  }

  static async open(address: RedisAddress): Promise<RedisFeed> {
    return new RedisFeed(
      await RedisConnection.open(address),
      await RedisConnection.open(address, longestWait),
    );
  }

  async read(stop: AbortSignal): Promise<EncodedFiles | null> {
    await this.#reading.connected(AbortSignal.any([stop, AbortSignal.timeout(connectWait)]));
    stop.throwIfAborted();
    try {
      const keys = ['collector', 'files', 'changes', 'editions'];
      const reply = await this.#reading.run(readFiles, keys, [this.#version]);
      const { version, isWhole, newest, words } = editionOf(reply, this.name);
      if (version === 0) throw new PublishedFeedError(`${this.name}: nothing is published there`);
      if (version === this.#version) return null;
      const files = await this.#filesAfter(isWhole ? new Map() : this.#files, words, stop);
      if (!files.has(indexPath)) {
        throw new PublishedFeedError(`${this.name}: the feed there has no ${indexPath}`);
      }
      this.#files = files;
      this.#version = version;
      if (newest !== null) this.#lastWord = newest.toString();
      return new Map([...files].map(([path, { file }]) => [path, file]));
    } catch (error) {
      stop.throwIfAborted();
      if (error instanceof PublishedFeedError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const text = error instanceof RedisError ? reason : `${this.name}: ${reason}`;
      throw new PublishedFeedError(text, { cause: error });
    }
  }

  async #filesAfter(
    before: ReadonlyMap<string, UnpackedFile>,
    words: readonly Reply[],
    stop: AbortSignal,
  ): Promise<Map<string, UnpackedFile>> {
    const bounds = new FeedBounds(this.name);
    const files = new Map(before);
    for (let index = 0; index + 1 < words.length; index += 2) {
      const path = String(words[index]);
      const value = words[index + 1] ?? null;
      if (!isFeedPath(path)) continue;
      if (!Buffer.isBuffer(value) || value.length === 0) files.delete(path);
      else files.set(path, this.#unpack(path, value, bounds));
      // Hundreds of them come at once, and each is looked into.
      await nextTurn();
      stop.throwIfAborted();
    }
    for (const { held } of files.values()) bounds.add(held);
    return files;
  }

  #unpack(path: string, value: Buffer, bounds: FeedBounds): UnpackedFile {
    try {
      return unpackFile(value, mostFileBytes);
    } catch (error) {
      return bounds.refuse(path, error);
    }
  }

  async changed(stop: AbortSignal): Promise<void> {
    const words = ['BLOCK', longestWait, 'STREAMS', this.#waiting.key('editions'), this.#lastWord];
    await Promise.race([this.#waiting.send('XREAD', ...words), aborted(stop)]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reading[Symbol.asyncDispose]();
    await this.#waiting[Symbol.asyncDispose]();
  }
}

interface Edition {
  readonly version: number;
  /** Whether these are all files, and not only what has changed. */
  readonly isWhole: boolean;
  readonly newest: Buffer | null;
  /** Paths with what they hold, in turns. */
  readonly words: readonly Reply[];
}

/** Throws PublishedFeedError where it is no answer of `readFiles`. */
function editionOf(reply: Reply, place: string): Edition {
  const [version, isWhole, newest, words] = Array.isArray(reply) ? (reply as Reply[]) : [];
  const isEdition =
    typeof version === 'number' &&
    (newest === null || newest === undefined || Buffer.isBuffer(newest)) &&
    Array.isArray(words);
  if (!isEdition) {
    throw new PublishedFeedError(
      `${place}: it answers what no Redis does: look at what stands at the address of NALSSI_STORE`,
    );
  }
  return { version, isWhole: isWhole === 1, newest: newest ?? null, words: words as Reply[] };
}

function aborted(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
