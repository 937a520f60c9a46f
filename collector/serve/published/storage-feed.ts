import pMap from 'p-map';
import {
  type Care,
  type Encode,
  type EncodedFile,
  type EncodedFiles,
  encode,
} from '../../publish/encode.ts';
import { actionFor } from '../../publish/storage/storage-words.ts';
import type { ObjectStorage, StoredObject } from '../../transport/storage/object-storage.ts';
import { plainBytesOf } from '../../transport/storage/plain-bytes.ts';
import { requestsAtOnce } from '../../transport/storage/storage-connections.ts';
import { StorageError } from '../../transport/storage/storage-error.ts';
import { FeedBounds, heldBytesOf, isFeedPath, mostFileBytes } from './feed-bounds.ts';
import { indexPath, type PublishedFeed, PublishedFeedError } from './published-feed.ts';

/** What is larger than any file of 740 stations is compressed in a hurry: with care 8 MB take ten seconds. */
const mostWithCare = 2 * 1024 * 1024;

interface Known {
  readonly etag: string;
  readonly file: EncodedFile;
}

/**
 * The feed in a storage that another process publishes to. A look is one GET of the index; of a new
 * edition the list of objects tells which have changed, and those are read.
 */
export class StorageFeed implements PublishedFeed {
  readonly name: string;
  readonly look = 5_000;
  readonly #storage: ObjectStorage;
  readonly #encode: Encode;
  #known: ReadonlyMap<string, Known> = new Map();
  #index: Buffer | null = null;

  constructor(storage: ObjectStorage, encodeOne: Encode = encode) {
    const { bucket, prefix } = storage.address;
    this.name = `the storage s3://${bucket}/${prefix}`;
    this.#storage = storage;
    this.#encode = encodeOne;
  }

  async read(stop: AbortSignal): Promise<EncodedFiles | null> {
    try {
      const index = await this.#storage.get(`v1/${indexPath}`, mostFileBytes, stop);
      if (index === null) {
        throw new PublishedFeedError(`${this.name}: nothing is published there`);
      }
      if (this.#index?.equals(index.bytes) === true) return null;
      const files = await this.#readAll(stop);
      this.#index = index.bytes;
      return files;
    } catch (error) {
      stop.throwIfAborted();
      if (!(error instanceof StorageError)) throw error;
      throw new PublishedFeedError(`${this.name}: ${error.message}. ${actionFor(error.refusal)}`, {
        cause: error,
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#storage[Symbol.asyncDispose]();
  }

  async #readAll(stop: AbortSignal): Promise<EncodedFiles> {
    const listed = [...(await this.#storage.list(stop))].filter(
      ([key]) => key.startsWith('v1/') && isFeedPath(key.slice('v1/'.length)),
    );
    const bounds = new FeedBounds(this.name);
    const known = new Map<string, Known>();
    await pMap(
      listed,
      async ([key, { etag }]) => {
        const before = this.#known.get(key);
        const now = before?.etag === etag ? before : await this.#readOne(key, bounds, stop);
        if (now === null) return;
        bounds.add(heldBytesOf(now.file));
        known.set(key, now);
      },
      { concurrency: requestsAtOnce, signal: stop },
    );
    this.#known = known;
    return new Map(
      listed.flatMap(([key]) => {
        const file = known.get(key)?.file;
        return file === undefined ? [] : [[key.slice('v1/'.length), file]];
      }),
    );
  }

  /** `null` for one that is gone since the list was made. */
  async #readOne(key: string, bounds: FeedBounds, stop: AbortSignal): Promise<Known | null> {
    const object = await this.#storage.get(key, mostFileBytes, stop);
    if (object === null) return null;
    const plain = plainBytesIn(key, object, bounds);
    return { etag: object.etag ?? '', file: await this.#encode(plain, careFor(key, plain.length)) };
  }
}

function plainBytesIn(key: string, object: StoredObject, bounds: FeedBounds): Buffer {
  try {
    return plainBytesOf(object, mostFileBytes);
  } catch (error) {
    return bounds.refuse(key, error);
  }
}

/** As the publisher takes it: single stations are many and seldom asked for. */
function careFor(key: string, bytes: number): Care {
  if (bytes > mostWithCare) return 'hasty';
  if (key.startsWith('v1/stations/')) return 'quick';
  return key.startsWith('v1/embed/') ? 'plain' : 'often';
}
