import { z } from 'zod';
import { type Duration, minutes } from '../../time/clock.ts';
import { GuardedObject } from '../../transport/storage/guarded-object.ts';
import type {
  ObjectHeaders,
  ObjectStorage,
  StoredObject,
} from '../../transport/storage/object-storage.ts';
import { plainBytesOf } from '../../transport/storage/plain-bytes.ts';
import { isReachable, PublisherError } from '../publisher.ts';
import { pointerKey } from './storage-objects.ts';

/** Another collector whose index has not moved for so long is gone. */
const goneAfter: Duration = minutes(3);

/** More no index of ours has. */
const mostIndexBytes = 1024 * 1024;

const indexFile = z.object({ sequence: z.int().nonnegative() });

/**
 * `v1/index.json` of a bucket: it says how far the feed there has come, and so who publishes. It is moved on
 * the condition that nobody else has moved it. All reject with StorageError, or the reason of `stop`.
 */
export class BucketIndex {
  readonly #object: GuardedObject;
  /** For messages. */
  readonly #place: string;
  #foreign: { readonly sequence: number; readonly since: number } | null = null;
  #leastSequence = 0;

  constructor(storage: ObjectStorage, place: string) {
    this.#object = new GuardedObject(storage, pointerKey, mostIndexBytes);
    this.#place = place;
  }

  /** Above it the next edition has to be. */
  get leastSequence(): number {
    return this.#leastSequence;
  }

  /** The sequence that is there; 0 where there is none, or one that no collector has reached. */
  async currentSequence(stop?: AbortSignal): Promise<number> {
    const { object } = await this.#object.read(stop);
    const there = object === null ? 0 : (sequenceIn(object) ?? 0);
    this.#leastSequence = isReachable(there) ? there : 0;
    return this.#leastSequence;
  }

  /**
   * Throws PublisherError where another collector has written what is not older. Of one that has
   * stopped, everything is taken over with a sequence above its last. Resolves with whether what is
   * there is an index of a feed, or nothing. `onNews` hears that somebody else has moved it.
   */
  async refuseForeign(sequence: number, stop: AbortSignal, onNews: () => void): Promise<boolean> {
    const { object, isNews } = await this.#object.read(stop);
    if (isNews) onNews();
    const said = object === null ? 0 : sequenceIn(object);
    const there = said ?? 0;
    if (there < sequence) {
      this.#foreign = null;
      return said !== null;
    }
    if (!isReachable(there)) {
      throw new PublisherError(
        `${pointerKey} in the bucket has a sequence that no collector has reached: delete it there, and look who else writes to the bucket.`,
        `${this.#place}: sequence ${there}`,
      );
    }
    if (isNews || this.#foreign?.sequence !== there) {
      this.#foreign = { sequence: there, since: performance.now() };
    }
    if (performance.now() - this.#foreign.since > goneAfter) this.#leastSequence = there;
    throw new PublisherError(
      `The bucket holds an edition that is not older: another collector publishes there. Stop one of the two, or give each a prefix of its own. Of one that has stopped it is taken over after ${goneAfter / 60_000} minutes.`,
      `${this.#place}: sequence ${there}, and this is ${sequence}`,
    );
  }

  async move(bytes: Buffer, headers: ObjectHeaders, stop: AbortSignal): Promise<void> {
    await this.#object.write(bytes, headers, stop);
    this.#foreign = null;
  }

  /** Whether what is there differs from what was last read or written here. */
  async isNews(stop: AbortSignal): Promise<boolean> {
    return (await this.#object.read(stop)).isNews;
  }
}

/** Of an index, in whichever coding it was stored; `null` where it is no index of a feed. */
function sequenceIn(object: StoredObject): number | null {
  try {
    return indexFile.parse(JSON.parse(plainBytesOf(object, mostIndexBytes).toString('utf8')))
      .sequence;
  } catch {
    return null;
  }
}
