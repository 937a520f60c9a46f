import type { EncodedFile, EncodedFiles } from '../../publish/encode.ts';
import { unpackFile } from '../../publish/redis/packed-file.ts';
import { readFiles } from '../../store/redis/redis-scripts.ts';
import { type Duration, seconds } from '../../time/clock.ts';
import type { RedisAddress } from '../../transport/redis/redis-address.ts';
import { RedisConnection, RedisError, type Reply } from '../../transport/redis/redis-connection.ts';
import { indexPath, type PublishedFeed, PublishedFeedError } from './published-feed.ts';

/** A word may get lost when one Redis takes the place of another: then it is looked for after this time. */
const longestWait: Duration = seconds(2);

/** A connection that is being made is no loss yet. */
const connectWait: Duration = seconds(2);

/** What a word of an edition says: paths with what they hold, or nothing where those were too many. */
interface Word {
  readonly id: string;
  readonly version: number;
  readonly changes: readonly Buffer[];
}

/**
 * The feed in Redis that a collector publishes there (`publish/redis/redis-publisher.ts`). It is told of
 * each edition at once, mostly with what has changed, and else reads that in one step: nothing of two
 * editions is mixed.
 */
export class RedisFeed implements PublishedFeed {
  readonly name: string;
  readonly look = 500;
  readonly #reading: RedisConnection;
  /** One that waits cannot be asked anything else. */
  readonly #waiting: RedisConnection;
  #version = -1;
  #lastWord = '0-0';
  #files: ReadonlyMap<string, EncodedFile> = new Map();
  /** What was told and not read yet. */
  #words: readonly Word[] = [];

  private constructor(reading: RedisConnection, waiting: RedisConnection) {
    this.name = reading.place;
    this.#reading = reading;
    this.#waiting = waiting;
    for (const connection of [reading, waiting]) {
      // What answers now may count its versions from elsewhere.
      connection.onReconnect(() => {
        this.#version = -1;
      });
    }
  }

  static async open(address: RedisAddress): Promise<RedisFeed> {
    return new RedisFeed(
      await RedisConnection.open(address),
      await RedisConnection.open(address, longestWait),
    );
  }

  async read(stop: AbortSignal): Promise<EncodedFiles | null> {
    stop.throwIfAborted();
    const words = this.#words;
    this.#words = [];
    try {
      return this.#filesTold(words) ?? (await this.#filesThere(stop));
    } catch (error) {
      stop.throwIfAborted();
      if (error instanceof PublishedFeedError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const text = error instanceof RedisError ? reason : `${this.name}: ${reason}`;
      throw new PublishedFeedError(text, { cause: error });
    }
  }

  async changed(stop: AbortSignal): Promise<void> {
    await connected(this.#waiting, this.look, stop);
    const words = ['BLOCK', longestWait, 'STREAMS', this.#waiting.key('editions'), this.#lastWord];
    const { promise: ended, resolve: end } = Promise.withResolvers<unknown>();
    // `stop` is that of the whole service: what is left at it stays.
    stop.addEventListener('abort', end, { once: true });
    if (stop.aborted) end(undefined);
    try {
      const reply = await Promise.race([this.#waiting.send('XREAD', ...words), ended]);
      if (!stop.aborted) this.#words = wordsIn(reply);
    } finally {
      stop.removeEventListener('abort', end);
    }
  }

  /** From the words alone, or `null` where one is missing or does not say all. */
  #filesTold(words: readonly Word[]): EncodedFiles | null {
    const isAll = words.every(
      ({ version, changes }, at) => version === this.#version + at + 1 && changes.length > 0,
    );
    const last = words.at(-1);
    if (last === undefined || this.#version < 0 || !isAll) return null;
    return this.#take(
      filesAfter(
        this.#files,
        words.flatMap(({ changes }) => changes),
      ),
      last.version,
      last.id,
    );
  }

  async #filesThere(stop: AbortSignal): Promise<EncodedFiles | null> {
    await connected(this.#reading, connectWait, stop);
    stop.throwIfAborted();
    const keys = ['collector', 'files', 'changes', 'editions'];
    const reply = await this.#reading.run(readFiles, keys, [this.#version]);
    const [version, isWhole, newest, changes] = reply as [
      number,
      number,
      Buffer | null,
      readonly Buffer[],
    ];
    if (version === 0) throw new PublishedFeedError(`${this.name}: nothing is published there`);
    if (version === this.#version) return null;
    const files = filesAfter(isWhole === 1 ? new Map() : this.#files, changes);
    return this.#take(files, version, newest?.toString() ?? this.#lastWord);
  }

  #take(files: EncodedFiles, version: number, word: string): EncodedFiles {
    if (!files.has(indexPath)) {
      throw new PublishedFeedError(`${this.name}: the feed there has no ${indexPath}`);
    }
    this.#files = files;
    this.#version = version;
    this.#lastWord = word;
    return files;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reading[Symbol.asyncDispose]();
    await this.#waiting[Symbol.asyncDispose]();
  }
}

/** Gives a connection that is being made so long. */
async function connected(connection: RedisConnection, most: Duration, stop: AbortSignal) {
  if (connection.isConnected) return;
  await connection.connected(AbortSignal.any([stop, AbortSignal.timeout(most)]));
}

/** Those in the answer of `XREAD`, a map of its one stream; none where it has waited in vain. */
function wordsIn(reply: unknown): readonly Word[] {
  const [, entries] = (reply ?? []) as readonly [Buffer, readonly [Buffer, readonly Buffer[]][]];
  return (entries ?? []).map(([id, [, , , version, ...changes]]) => ({
    id: id.toString(),
    version: Number(version),
    changes,
  }));
}

function filesAfter(
  before: ReadonlyMap<string, EncodedFile>,
  words: readonly Buffer[],
): Map<string, EncodedFile> {
  const files = new Map(before);
  for (let index = 0; index + 1 < words.length; index += 2) {
    const path = String(words[index]);
    const value: Reply = words[index + 1] ?? null;
    if (value === null || value.length === 0) files.delete(path);
    else files.set(path, unpackFile(value));
  }
  return files;
}
