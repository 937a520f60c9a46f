import { createHash } from 'node:crypto';
import type { ObjectHeaders, ObjectStorage, StoredObject } from './object-storage.ts';
import { StorageError } from './storage-error.ts';

/**
 * How a storage takes `If-Match`: as HTTP has it, without the quotes (Ceph 16 to 18 compares them
 * with its own, which have none), or not at all (Swift says 501).
 */
type Form = 'quoted' | 'bare' | 'none';

const nextForm = { quoted: 'bare', bare: 'none', none: 'none' } as const;

/**
 * An object that several may want to write, and that nobody writes over what he has not seen. Where the
 * storage knows conditional writes it sees to that itself; where not, the object is read right before
 * it is written, which leaves a gap of some milliseconds. What changed is told by the bytes, never by
 * the entity tag alone. Everything rejects with StorageError, or the reason of `stop`.
 */
export class GuardedObject {
  readonly key: string;
  readonly #storage: ObjectStorage;
  readonly #mostBytes: number;
  #form: Form = 'quoted';
  /** What was there when it was last read or written. */
  #seen: { readonly hash: string; readonly etag: string | null } | null = null;

  constructor(storage: ObjectStorage, key: string, mostBytes: number) {
    this.#storage = storage;
    this.key = key;
    this.#mostBytes = mostBytes;
  }

  /** `null` where there is none. `isNews`: whether it differs from what was last seen here. */
  async read(
    stop?: AbortSignal,
  ): Promise<{ readonly object: StoredObject | null; readonly isNews: boolean }> {
    const object = await this.#storage.get(this.key, this.#mostBytes, stop);
    const hash = object === null ? null : hashOf(object.bytes);
    const isNews = hash !== (this.#seen?.hash ?? null);
    this.#seen = object === null || hash === null ? null : { hash, etag: object.etag };
    return { object, isNews };
  }

  /** Rejects with `changed` where somebody else has written since it was last seen. */
  async write(bytes: Buffer, headers: ObjectHeaders, stop?: AbortSignal): Promise<void> {
    const seen = this.#seen;
    if (this.#form === 'none') {
      const { isNews } = await this.read(stop);
      if (isNews) throw this.#changed();
      this.#wrote(bytes, await this.#storage.put(this.key, bytes, headers, null, stop));
      return;
    }
    try {
      const condition =
        seen === null
          ? ({ ifNoneMatch: '*' } as const)
          : { ifMatch: tagIn(this.#form, seen.etag ?? '') };
      this.#wrote(bytes, await this.#storage.put(this.key, bytes, headers, condition, stop));
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      await this.#learn(error, bytes, seen, stop);
      if (this.#seen?.hash !== hashOf(bytes)) await this.write(bytes, headers, stop);
    }
  }

  /**
   * What a refused write means: it was done after all, when the answer to a first attempt was lost; or
   * somebody else wrote; or the storage does not know this form of a condition, which is not sent again.
   */
  async #learn(
    error: StorageError,
    bytes: Buffer,
    seen: { readonly hash: string } | null,
    stop: AbortSignal | undefined,
  ): Promise<void> {
    if (error.refusal === 'unsupported') {
      this.#form = 'none';
      return;
    }
    // Ceph answers some of those who lose a race with 500.
    const mayBeRefused = error.refusal === 'changed' || error.status === 500;
    if (!mayBeRefused) throw error;
    await this.read(stop);
    const there = this.#seen?.hash ?? null;
    if (there === hashOf(bytes)) return;
    if (there !== (seen?.hash ?? null)) throw this.#changed();
    if (error.refusal !== 'changed') throw error;
    this.#form = nextForm[this.#form];
  }

  #wrote(bytes: Buffer, etag: string | null): void {
    this.#seen = { hash: hashOf(bytes), etag };
  }

  #changed(): StorageError {
    return new StorageError(`PUT ${this.key}`, 'changed', null, 'somebody else has written it');
  }
}

function tagIn(form: Form, etag: string): string {
  return form === 'bare' ? etag.replaceAll('"', '') : etag;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
