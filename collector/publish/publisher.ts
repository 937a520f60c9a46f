import type { Instant } from '../time/clock.ts';
import type { EncodedFiles } from './encode.ts';

/**
 * Something is wrong with a place, and we know what. The message says what it is and what to do,
 * for the log and for `health.json`, which anyone may read; where exactly is for the log alone.
 */
export class PublisherError extends Error {
  override readonly name: string = 'PublisherError';
  /** A path or an address. */
  readonly place: string;

  constructor(message: string, place: string) {
    super(message);
    this.place = place;
  }
}

/** Half of the sequences that there are: no collector has come so far. */
const highestReached = 2 ** 52;

/**
 * Whether a collector can have published under a sequence. Whoever has written a higher one into a place
 * would leave none to give out, and what a store has given out once it does not take back.
 */
export function isReachable(sequence: number): boolean {
  return sequence <= highestReached;
}

/** Which publish files belong to. */
export interface PublishedEdition {
  /** Rises with every publish. */
  readonly sequence: number;
  /**
   * Whether files that are not among these follow under the same sequence: of those from before nothing
   * is said yet.
   */
  readonly isPartial?: boolean;
  /**
   * Asked before anything that readers find is moved, where several collectors make one feed. Rejects
   * where another has taken over. Resolves with whether it is ours for certain, or nobody can be asked.
   */
  readonly confirm?: () => Promise<boolean>;
}

/** A place where the feed goes: the memory that our server serves from, a directory, a storage. */
export interface Publisher {
  /** What health and metrics call it. */
  readonly id: string;
  /** What the log calls it, as in `The feed directory`. */
  readonly name: string;
  /** What an operator does when it fails, unless a PublisherError says. */
  readonly action: string;
  /**
   * Whether it is told of a publish as soon as the files that everybody reads are there, and once
   * more when those of single stations are.
   */
  readonly isEarly?: boolean;
  /**
   * Whether it is so far away that nobody waits for it: a publish goes on beside the next one, and of
   * several that wait only the newest is done.
   */
  readonly isFar?: boolean;
  /**
   * Puts an edition in place: `files`, by path below `/v1/`, are all there are; a file that is the
   * same object as the time before has not changed. `at` is the time of modification of those that
   * have, by the machine's clock. Rejects with what the place says; readers still find the edition
   * before then, and the next call tries again. Whoever waits for a disk or a net may break off when
   * `stop` aborts, and rejects with its reason.
   */
  publish(
    edition: PublishedEdition,
    files: EncodedFiles,
    at: Instant,
    stop?: AbortSignal,
  ): Promise<void>;
  /** The sequence of what it holds from an earlier run, or `null`, also where `stop` aborts before it says. */
  currentSequence?(stop?: AbortSignal): Promise<number | null>;
  /** What a sequence has to be above to be published there, as far as that is known by now. */
  readonly leastSequence?: number;
  [Symbol.asyncDispose]?(): Promise<void>;
}
