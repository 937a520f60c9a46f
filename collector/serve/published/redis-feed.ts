import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EncodedFile, EncodedFiles } from '../../publish/encode.ts';
import { gunzip } from '../../publish/gunzip.ts';
import { type Change, unpackChanges } from '../../publish/redis/packed-changes.ts';
import { type UnpackedFile, unpackFile } from '../../publish/redis/packed-file.ts';
import { readFiles } from '../../store/redis/redis-scripts.ts';
import { type Duration, seconds } from '../../time/clock.ts';
import type { RedisAddress } from '../../transport/redis/redis-address.ts';
import { RedisConnection, RedisError } from '../../transport/redis/redis-connection.ts';
import { FeedBounds, isFeedPath, mostFileBytes } from './feed-bounds.ts';
import { indexPath, type PublishedFeed, PublishedFeedError } from './published-feed.ts';
import { editionOf, type Word, wordsIn } from './redis-words.ts';

/** A word may get lost when one Redis takes the place of another: then it is looked for after this time. */
const longestWait: Duration = seconds(2);

/** A connection that is being made is no loss yet. */
const connectWait: Duration = seconds(2);

/** Packed, that are looked into without a pause: what a word brings is. */
const bytesAtOnce = 256 * 1024;

/**
 * Bytes of words that are kept for the sake of the files in them. To copy each file at once took a hundred servers of a
 * machine 50 ms of each word, and those of new weather go with the next.
 */
const mostUnsettled = 4 * 1024 * 1024;

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
  /** How often a connection was made again: a version read before that says nothing any more. */
  #reconnects = 0;
  #lastWord = '0-0';
  #files: ReadonlyMap<string, UnpackedFile> = new Map();
  /** Of these, those that nobody has unpacked yet. */
  readonly #unseen = new Map<string, EncodedFile>();
  /** Bytes of words since all of these were settled. */
  #unsettled = 0;
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
        this.#reconnects += 1;
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
      const files = (await this.#filesTold(words, stop)) ?? (await this.#filesThere(stop));
      if (files === null) await this.#lookIntoUnseen(stop);
      return files;
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
    changes: readonly Change[],
    stop: AbortSignal,
  ): Promise<Map<string, UnpackedFile>> {
    const bounds = new FeedBounds(this.name);
    const files = new Map(before);
    let bytes = 0;
    for (const [path, value] of changes) {
      if (!isFeedPath(path)) continue;
      if (value.length === 0) files.delete(path);
      else files.set(path, this.#unpack(path, value, bounds));
      bytes += value.length;
      if (bytes < bytesAtOnce) continue;
      // A whole feed is looked into for some hundred milliseconds, in which readers wait.
      bytes = 0;
      await nextTurn();
      stop.throwIfAborted();
    }
    for (const { held } of files.values()) bounds.add(held);
    return files;
  }

  #unpackChanges(packed: Buffer): readonly Change[] {
    try {
      return unpackChanges(packed);
    } catch (cause) {
      const remedy = 'what is there is asked for instead: look who else writes there';
      throw new PublishedFeedError(`${this.name}: the word of an edition is damaged; ${remedy}`, {
        cause,
      });
    }
  }

  #unpack(path: string, value: Buffer, bounds: FeedBounds): UnpackedFile {
    try {
      return unpackFile(value, mostFileBytes);
    } catch (error) {
      return bounds.refuse(path, error);
    }
  }

  /**
   * What comes is served at once, and unpacked when nothing new does: a hundred servers of a machine were 0.1 s later
   * for it. A form without coding that is damaged is told of at each look from then on, until another comes.
   */
  async #lookIntoUnseen(stop: AbortSignal): Promise<void> {
    let bytes = 0;
    for (const [path, { encoded }] of this.#unseen) {
      if (encoded.gzip !== undefined) {
        try {
          bytes += gunzip(encoded.gzip, mostFileBytes).length;
        } catch (error) {
          new FeedBounds(this.name).refuse(path, error);
        }
      }
      this.#unseen.delete(path);
      if (bytes < bytesAtOnce) continue;
      bytes = 0;
      await nextTurn();
      stop.throwIfAborted();
    }
  }

  async changed(stop: AbortSignal): Promise<void> {
    await connected(this.#waiting, this.look, stop);
    const words = ['BLOCK', longestWait, 'STREAMS', this.#waiting.key('editions'), this.#lastWord];
    const { promise: ended, resolve } = Promise.withResolvers<null>();
    const end = () => resolve(null);
    // `stop` is that of the whole service: what is left at it stays.
    stop.addEventListener('abort', end, { once: true });
    if (stop.aborted) end();
    try {
      const reply = await Promise.race([this.#waiting.send('XREAD', ...words), ended]);
      if (!stop.aborted) this.#words = wordsIn(reply);
    } finally {
      stop.removeEventListener('abort', end);
    }
  }

  /** From the words alone, or `null` where one is missing or does not say all. */
  async #filesTold(words: readonly Word[], stop: AbortSignal): Promise<EncodedFiles | null> {
    const last = words.at(-1);
    if (last === undefined || this.#version < 0) return null;
    const changes: Change[] = [];
    let bytes = 0;
    for (const [at, { version, packed }] of words.entries()) {
      if (version !== this.#version + at + 1 || packed.length === 0) return null;
      changes.push(...this.#unpackChanges(packed));
      bytes += packed.length;
    }
    const reconnects = this.#reconnects;
    const files = await this.#filesAfter(this.#files, changes, stop);
    const version = this.#versionSince(reconnects, last.version);
    return this.#take(files, { version, word: last.id, cameIn: bytes });
  }

  async #filesThere(stop: AbortSignal): Promise<EncodedFiles | null> {
    await connected(this.#reading, connectWait, stop);
    stop.throwIfAborted();
    const keys = ['collector', 'files', 'changes', 'editions'];
    const reconnects = this.#reconnects;
    const reply = await this.#reading.run(readFiles, keys, [this.#version]);
    const { version, isWhole, newest, changes } = editionOf(reply, this.name);
    if (version === 0) throw new PublishedFeedError(`${this.name}: nothing is published there`);
    if (version === this.#version) return null;
    const files = await this.#filesAfter(isWhole ? new Map() : this.#files, changes, stop);
    return this.#take(files, {
      version: this.#versionSince(reconnects, version),
      word: newest?.toString() ?? this.#lastWord,
      // The whole feed: nobody waits for that as for the news.
      cameIn: Number.POSITIVE_INFINITY,
    });
  }

  #versionSince(reconnects: number, version: number): number {
    return reconnects === this.#reconnects ? version : -1;
  }

  /** `cameIn`: bytes. */
  #take(
    files: ReadonlyMap<string, UnpackedFile>,
    { version, word, cameIn }: { version: number; word: string; cameIn: number },
  ): EncodedFiles {
    if (!files.has(indexPath)) {
      throw new PublishedFeedError(`${this.name}: the feed there has no ${indexPath}`);
    }
    for (const [path, unpacked] of files) {
      if (this.#files.get(path) !== unpacked) this.#unseen.set(path, unpacked.file);
    }
    for (const path of this.#unseen.keys()) if (!files.has(path)) this.#unseen.delete(path);
    this.#files = files;
    this.#unsettled += cameIn;
    if (this.#unsettled > mostUnsettled) {
      for (const { file } of files.values()) file.settle();
      this.#unsettled = 0;
    }
    this.#version = version;
    this.#lastWord = word;
    const edition = new Map<string, EncodedFile>();
    for (const [path, { file }] of files) edition.set(path, file);
    return edition;
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
