import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { MemoryStorage } from '../servers/memory-storage.ts';

/** Where a feed can be looked at; paths are those below `v1/`. */
export interface FeedPlace {
  /** Files with JSON in them, each with what is another when the file is. */
  list(): Promise<ReadonlyMap<string, string>>;
  read(path: string): Promise<string>;
}

const forms = [
  ['.br', brotliDecompressSync],
  ['.gz', gunzipSync],
  ['.zst', zstdDecompressSync],
] as const;

/** The directory `v1` of a feed. Reading throws where a form of a file holds something else. */
export function directoryPlace(feed: string): FeedPlace {
  return {
    async list() {
      const names = (await readdir(feed, { recursive: true })).filter((name) => /json$/.test(name));
      const bodies = names.map(async (name) => [name, await realpath(join(feed, name))] as const);
      return new Map(await Promise.all(bodies));
    },
    async read(path) {
      // The forms belong together where the link leads; their own names move one after the other.
      const body = await realpath(join(feed, path));
      const plain = await readFile(body);
      for (const [suffix, unpack] of forms) {
        if (!unpack(await readFile(`${body}${suffix}`)).equals(plain)) {
          throw new Error(`${path}${suffix} holds something else than ${path}.`);
        }
      }
      return plain.toString();
    },
  };
}

/** A storage, without asking it for each object. */
export function storagePlace({ objects }: MemoryStorage): FeedPlace {
  return {
    async list() {
      const ours = [...objects].filter(([key]) => key.startsWith('v1/') && /json$/.test(key));
      return new Map(ours.map(([key, { etag }]) => [key.slice(3), etag]));
    },
    async read(path) {
      const object = objects.get(`v1/${path}`);
      if (object === undefined) throw new Error(`There is no object v1/${path}.`);
      const isPacked = object.headers['content-encoding'] === 'gzip';
      return String(isPacked ? gunzipSync(object.bytes) : object.bytes);
    },
  };
}
