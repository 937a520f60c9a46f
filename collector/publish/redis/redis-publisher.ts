import type { RedisLease } from '../../store/redis/redis-lease.ts';
import { announce } from '../../store/redis/redis-scripts.ts';
import type { RedisConnection } from '../../transport/redis/redis-connection.ts';
import type { EncodedFile, EncodedFiles } from '../encode.ts';
import type { PublishedEdition, Publisher } from '../publisher.ts';
import { packFile } from './packed-file.ts';

/**
 * Shows each edition in Redis, where collectors that stand by and read-only servers take it from: what
 * has changed, and a word to all who listen, in one script that is refused where another collector has
 * taken over. One for each time that a collector has the lease.
 */
export class RedisPublisher implements Publisher {
  readonly id = 'redis';
  readonly name = 'The feed in Redis';
  readonly action =
    'Check that Redis runs and can be reached: servers that read the feed there show what they had.';
  readonly isEarly = true;
  readonly isFar = true;
  readonly #lease: RedisLease;
  /** What is there; `null` where that has to be put whole. */
  #shown: ReadonlyMap<string, EncodedFile> | null = null;

  readonly #stopHearing: () => void;

  constructor(lease: RedisLease, connection: RedisConnection) {
    this.#lease = lease;
    this.#stopHearing = connection.onReconnect(() => {
      this.#shown = null;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopHearing();
  }

  async publish(
    { sequence, isPartial = false }: PublishedEdition,
    files: EncodedFiles,
  ): Promise<void> {
    const before = this.#shown;
    // Nobody knows how much of one that fails was taken.
    this.#shown = null;
    const changed = [...files].filter(
      ([path, { hash }]) => before === null || before.get(path)?.hash !== hash,
    );
    const gone = [...(before?.keys() ?? [])].filter((path) => !files.has(path));
    const words = [
      ...changed.map(([path, file]): [string, Buffer] => [path, packFile(file)]),
      ...gone.map((path): [string, Buffer] => [path, Buffer.alloc(0)]),
    ];
    if (words.length > 0) {
      await this.#lease.runFenced(
        announce,
        ['files', 'changes', 'editions'],
        [sequence, before === null && !isPartial ? 1 : 0, ...words.flat()],
      );
    }
    if (!isPartial) this.#shown = new Map(files);
  }
}
