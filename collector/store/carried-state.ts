import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { GuardedObject } from '../transport/storage/guarded-object.ts';
import type { ObjectHeaders, ObjectStorage } from '../transport/storage/object-storage.ts';
import { StorageError, type StorageRefusal } from '../transport/storage/storage-error.ts';
import { makeFolder } from './make-folder.ts';
import { makePrivate } from './private-file.ts';
import { hasForeignCode } from './sqlite-schema.ts';
import { storeFile } from './sqlite-store.ts';
import { StoreError } from './store.ts';

/** The store of 740 stations has 25 MB, and a fifth of that packed. */
const mostBytes = 256 * 1024 * 1024;

const headers: ObjectHeaders = {
  'content-type': 'application/octet-stream',
  'cache-control': 'no-store',
};

const storeKey = 'state/nalssi.sqlite.zst';

/**
 * The state of a collector that runs on a machine which is new each time: taken from a storage into the
 * data directory before a run, and put back after it. Of two runs on one state the second is refused
 * when it puts it back, so that no run is lost without a word. It holds no key.
 */
export class CarriedState {
  readonly #storage: ObjectStorage;
  readonly #directory: string;
  readonly #tables: readonly string[];
  readonly #actionFor: (refusal: StorageRefusal) => string;
  readonly #store: GuardedObject;
  /** Texts of the tables as they were taken. */
  readonly #taken = new Map<string, string>();

  /**
   * `tables`: names of files in the data directory that belong to the state, beside the store.
   * `actionFor`: what to do about a refusal.
   */
  constructor(
    storage: ObjectStorage,
    directory: string,
    tables: readonly string[],
    actionFor: (refusal: StorageRefusal) => string,
  ) {
    this.#actionFor = actionFor;
    this.#storage = storage;
    this.#directory = directory;
    this.#tables = tables;
    this.#store = new GuardedObject(storage, storeKey, mostBytes);
  }

  /**
   * What lies in the directory already gives way, but where the storage holds no state it is what the
   * run begins with. Returns whether there was a state. Throws StoreError.
   */
  async take(stop: AbortSignal): Promise<boolean> {
    return this.#explained('cannot be read', stop, async () => {
      const { object } = await this.#store.read(stop);
      if (object === null) return false;
      makeFolder(this.#directory);
      const path = join(this.#directory, storeFile);
      for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
      for (const table of this.#tables) {
        const found = await this.#storage.get(keyOf(table), mostBytes, stop);
        // Gone in any case: a link that stands there would lead into a file of somebody else.
        await rm(join(this.#directory, table), { force: true });
        if (found === null) continue;
        await writeFile(join(this.#directory, table), found.bytes, { flag: 'wx' });
        this.#taken.set(table, found.bytes.toString('utf8'));
      }
      makePrivate(path);
      await writeFile(path, await this.#unpacked(object.bytes));
      this.#check(path);
      return true;
    });
  }

  /** The store must be closed. Throws StoreError where another run was first. */
  async giveBack(stop: AbortSignal): Promise<void> {
    await this.#explained('cannot be written', stop, async () => {
      const bytes = await pack(await readFile(join(this.#directory, storeFile)));
      // The store is the last: what it says of tables that were asked for is true then.
      for (const table of this.#tables) await this.#giveTable(table, stop);
      await this.#store.write(bytes, headers, stop);
    });
  }

  async #giveTable(table: string, stop: AbortSignal): Promise<void> {
    const text = await readFile(join(this.#directory, table), 'utf8').catch(ifMissing);
    if (text === null || text === this.#taken.get(table)) return;
    await this.#storage.put(keyOf(table), Buffer.from(text), headers, null, stop);
  }

  async #unpacked(bytes: Buffer): Promise<Buffer> {
    try {
      return await unpack(bytes, { maxOutputLength: mostBytes });
    } catch (cause) {
      throw this.#damaged(cause);
    }
  }

  /** Whoever may write to the storage shall not make a run that never ends. */
  #check(path: string): void {
    let isForeign: boolean;
    try {
      isForeign = hasForeignCode(path);
    } catch (cause) {
      throw this.#damaged(cause);
    }
    if (isForeign) throw this.#damaged(new Error('it has triggers or views of somebody else'));
  }

  #damaged(cause: unknown): StoreError {
    return new StoreError(
      `The state in ${this.#place} is damaged: delete ${storeKey} there, and the next run begins anew, or put an older version in its place.`,
      { cause },
    );
  }

  async #explained<Result>(
    says: string,
    stop: AbortSignal,
    action: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      stop.throwIfAborted();
      if (!(error instanceof StorageError)) throw error;
      const reason =
        error.refusal === 'changed'
          ? 'another run has put its own there meanwhile, and what this one heard is not in it. Let one collector run at a time'
          : `${error.message}. ${this.#actionFor(error.refusal).replace(/\.$/, '')}`;
      throw new StoreError(`The state in ${this.#place} ${says}: ${reason}.`, { cause: error });
    }
  }

  get #place(): string {
    const { bucket, prefix } = this.#storage.address;
    return `s3://${bucket}/${prefix}`;
  }
}

const pack = promisify(zstdCompress);
const unpack = promisify(zstdDecompress);

function keyOf(table: string): string {
  return `state/${table}`;
}

function ifMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
