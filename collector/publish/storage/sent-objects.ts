import type { ListedObject } from '../../transport/storage/listing.ts';
import { isFrozen, pointerKey } from './storage-objects.ts';

interface Sent {
  /** Of the content. */
  readonly hash: string;
  /** What the storage said of it; `null` where it said none. */
  readonly etag: string | null;
}

/** What is there of ours in a storage, as far as its answers tell. */
export class SentObjects {
  readonly #sent = new Map<string, Sent>();

  get isEmpty(): boolean {
    return this.#sent.size === 0;
  }

  get keys(): readonly string[] {
    return [...this.#sent.keys()];
  }

  has(key: string, hash: string): boolean {
    return this.#sent.get(key)?.hash === hash;
  }

  add(key: string, sent: Sent): void {
    this.#sent.set(key, sent);
  }

  delete(key: string): void {
    this.#sent.delete(key);
  }

  clear(): void {
    this.#sent.clear();
  }

  /**
   * Forgets what the storage no longer lists, or lists as another: a rule of the bucket or somebody else
   * has removed or written it. The index is watched with each publish, and what never changes stays as it is.
   */
  holdAgainst(listed: ReadonlyMap<string, ListedObject>): void {
    for (const [key, { etag }] of this.#sent) {
      const there = listed.get(key);
      const isOther = etag !== null && !isFrozen(key) && bare(there?.etag) !== bare(etag);
      if (key !== pointerKey && (there === undefined || isOther)) this.#sent.delete(key);
    }
  }
}

/** Some storages list a tag without the quotes that it is answered with. */
function bare(etag: string | undefined): string | undefined {
  return etag?.replaceAll('"', '');
}
