import pMap from 'p-map';
import { type Clock, type Duration, hours, type Instant, minutes } from '../../time/clock.ts';
import type { ListedObject } from '../../transport/storage/listing.ts';
import type { ObjectStorage } from '../../transport/storage/object-storage.ts';
import { requestsAtOnce } from '../../transport/storage/storage-connections.ts';
import { StorageError } from '../../transport/storage/storage-error.ts';
import type { EncodedFiles } from '../encode.ts';
import { type PublishedEdition, type Publisher, PublisherError } from '../publisher.ts';
import { BucketIndex } from './bucket-index.ts';
import { SentObjects } from './sent-objects.ts';
import {
  inWaves,
  isFrozen,
  isOfMany,
  isOfNalssi,
  isThere,
  objectOf,
  pointerKey,
  type SiteFile,
  type SiteFiles,
  type SiteObject,
} from './storage-objects.ts';
import type { StorageTarget } from './storage-target.ts';
import { actionFor } from './storage-words.ts';

/** A publish that takes longer is broken off: what was put stays put, and the next goes on from there. */
const publishDeadline: Duration = minutes(5);

/** What was put is looked for so often: rules of a bucket remove objects, and so do people. */
const lookRhythm: Duration = hours(1);

/** What no publish has any more stays for readers with old pages. */
const leftoversStay: Duration = hours(24);

export interface StoragePublisherOptions {
  /** `s3`, or `s3-2` for a second one. */
  readonly id: string;
  readonly storage: ObjectStorage;
  readonly coding: StorageTarget['coding'];
  /** Type and caching of a file of the feed, by its path below `/v1/`. */
  readonly sayingOf: (path: string) => Pick<SiteFile, 'contentType' | 'cacheControl'>;
  /** Scripts and pages beside the feed, by key; asked for once. */
  readonly loadSite: () => Promise<SiteFiles>;
  readonly clock: Clock;
}

/**
 * Publishes the whole site into a storage that speaks S3: scripts and pages once, and of the feed what
 * has changed. `v1/index.json` moves last, on the condition that nobody else has moved it; it is read
 * back each time, and so is one of the other files. Where it stands at a sequence that is not below
 * ours nothing is written.
 */
export class StoragePublisher implements Publisher {
  readonly id: string;
  readonly name: string;
  readonly action = actionFor('transient');
  readonly isFar = true;
  readonly #options: StoragePublisherOptions;
  readonly #storage: ObjectStorage;
  readonly #index: BucketIndex;
  #site: SiteFiles | null = null;
  readonly #sent = new SentObjects();
  #lookedAt: Instant = Number.NEGATIVE_INFINITY;
  /** What was there before this process; `null` until it was asked for. */
  #listed: ReadonlyMap<string, ListedObject> | null = null;

  constructor(options: StoragePublisherOptions) {
    this.#options = options;
    this.#storage = options.storage;
    this.id = options.id;
    this.name = `The storage ${options.storage.address.bucket}`;
    this.#index = new BucketIndex(options.storage, this.#place);
  }

  get leastSequence(): number {
    return this.#index.leastSequence;
  }

  /** `null` also where the storage does not answer: the first publish finds out then. */
  async currentSequence(stop?: AbortSignal): Promise<number | null> {
    try {
      return await this.#index.currentSequence(stop);
    } catch (error) {
      if (error instanceof StorageError || stop?.aborted === true) return null;
      throw error;
    }
  }

  async publish(
    edition: PublishedEdition,
    files: EncodedFiles,
    _at: Instant,
    stop?: AbortSignal,
  ): Promise<void> {
    const deadline = AbortSignal.timeout(publishDeadline);
    const signal = stop === undefined ? deadline : AbortSignal.any([stop, deadline]);
    try {
      await this.#publish(edition, files, signal);
    } catch (error) {
      stop?.throwIfAborted();
      throw this.#explained(error, deadline.aborted);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#storage[Symbol.asyncDispose]();
  }

  async #publish(edition: PublishedEdition, files: EncodedFiles, stop: AbortSignal) {
    const { sequence } = edition;
    const isOurs = await this.#index.refuseForeign(sequence, stop, () => {
      // Whoever moved it has put other files too.
      this.#sent.clear();
      this.#listed = null;
    });
    await this.#look(stop);
    if (!isOurs && this.#sent.isEmpty && !isOfNalssi(this.#listed ?? new Map())) {
      throw new PublisherError(
        `There is a ${pointerKey} already, which is none of Nalssi's: give the feed a prefix of its own in NALSSI_PUBLISH.`,
        this.#place,
      );
    }
    this.#site ??= await this.#options.loadSite();
    const all = this.#allOf(files, this.#site);
    const changed = new Map([...all].filter(([key, { file }]) => !this.#sent.has(key, file.hash)));
    for (const keys of inWaves(changed.keys())) {
      const put = async (key: string) => {
        await this.#confirm(edition);
        await this.#put(key, all, stop);
      };
      await pMap(keys, put, { concurrency: requestsAtOnce, signal: stop });
    }
    await this.#confirm(edition);
    await this.#movePointer(all, stop);
    await this.#readBack(sequence, changed, stop);
    await this.#removeOld(all, stop);
  }

  /**
   * A bucket is of all collectors of a feed: while nobody can be asked which of them publishes, none does.
   * What is there ends by its own expiry.
   */
  async #confirm({ confirm }: PublishedEdition): Promise<void> {
    if (confirm === undefined || (await confirm())) return;
    throw new PublisherError(
      'Redis does not say which collector publishes, so that nothing is written here. Check that Redis runs and can be reached.',
      this.#place,
    );
  }

  /** Learns what is there: at first, and from time to time whether it still is. */
  async #look(stop: AbortSignal): Promise<void> {
    const now = this.#options.clock.now();
    if (this.#listed !== null && Math.abs(now - this.#lookedAt) < lookRhythm) return;
    const listed = await this.#storage.list(stop);
    this.#sent.holdAgainst(listed);
    this.#listed = listed;
    this.#lookedAt = now;
  }

  #allOf(files: EncodedFiles, site: SiteFiles): SiteFiles {
    const feed = [...files].map(
      ([path, file]) => [`v1/${path}`, { file, ...this.#options.sayingOf(path) }] as const,
    );
    return new Map([...site, ...feed]);
  }

  async #put(key: string, all: SiteFiles, stop: AbortSignal): Promise<void> {
    const siteFile = all.get(key);
    if (siteFile === undefined) return;
    const object = objectOf(siteFile, this.#options.coding);
    const listed = this.#listed?.get(key);
    // What never changes under its name stays what it was first, as in the data directory.
    const stays = isThere(object, listed) || (listed !== undefined && isFrozen(key));
    const etag = stays
      ? (listed?.etag ?? null)
      : await this.#storage.put(key, object.bytes, object.headers, null, stop);
    this.#sent.add(key, { hash: siteFile.file.hash, etag });
  }

  async #movePointer(all: SiteFiles, stop: AbortSignal): Promise<void> {
    const siteFile = all.get(pointerKey);
    if (siteFile === undefined) return;
    const { bytes, headers } = objectOf(siteFile, this.#options.coding);
    await this.#index.move(bytes, headers, stop);
    this.#sent.add(pointerKey, { hash: siteFile.file.hash, etag: null });
  }

  /** The index, and another file in turn: a storage that loses what it was given is found out. */
  async #readBack(sequence: number, changed: SiteFiles, stop: AbortSignal): Promise<void> {
    let isLost = await this.#index.isNews(stop);
    const others = [...changed.keys()].filter((key) => key !== pointerKey && !isFrozen(key));
    const other = others[sequence % Math.max(1, others.length)];
    const siteFile = other === undefined ? undefined : changed.get(other);
    if (other !== undefined && siteFile !== undefined) {
      const { bytes }: SiteObject = objectOf(siteFile, this.#options.coding);
      const there = await this.#storage.get(other, bytes.length + 1, stop);
      isLost ||= there === null || !there.bytes.equals(bytes);
    }
    if (!isLost) return;
    this.#sent.clear();
    this.#listed = new Map();
    throw new PublisherError(
      'The storage gives back other bytes than it was given. Everything is put again with the next publish; where this stays, the storage is damaged, or somebody else writes to it.',
      this.#place,
    );
  }

  /** What this process has put and the feed has no more, and what others left a day ago. */
  async #removeOld(all: SiteFiles, stop: AbortSignal): Promise<void> {
    const own = this.#sent.keys.filter((key) => !all.has(key));
    const now = this.#options.clock.now();
    const left = [...(this.#listed ?? [])].filter(
      ([key, { modifiedAt }]) =>
        isOfMany(key) && !all.has(key) && modifiedAt !== null && now - modifiedAt > leftoversStay,
    );
    for (const key of [...own, ...left.map(([key]) => key)]) {
      await this.#storage.delete(key, stop);
      this.#sent.delete(key);
    }
    // It was read once; what is there from now on is what is sent.
    this.#listed = new Map();
  }

  #explained(error: unknown, isTooSlow: boolean): unknown {
    if (isTooSlow) {
      return new PublisherError(
        `The storage has not taken a publish within ${publishDeadline / 60_000} minutes: it or the network is too slow. The next goes on from there.`,
        this.#place,
      );
    }
    if (!(error instanceof StorageError)) return error;
    return new PublisherError(actionFor(error.refusal), `${this.#place}: ${error.message}`);
  }

  get #place(): string {
    const { bucket, prefix } = this.#storage.address;
    return `s3://${bucket}/${prefix}`;
  }
}
