import type { RedisLease } from '../../store/redis/redis-lease.ts';
import { announce } from '../../store/redis/redis-scripts.ts';
import type { RedisConnection } from '../../transport/redis/redis-connection.ts';
import type { EncodedFile, EncodedFiles } from '../encode.ts';
import type { PublishedEdition, Publisher } from '../publisher.ts';
import { type Change, packChanges } from './packed-changes.ts';
import { packFile } from './packed-file.ts';

/** Bytes of changes that come with the word; whoever wants more asks for it. */
const mostOfWord = 256 * 1024;

const nothing = Buffer.alloc(0);

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
    const changes: readonly Change[] = [
      ...changed.map(([path, file]): Change => [path, packFile(file)]),
      ...gone.map((path): Change => [path, nothing]),
    ];
    if (changes.length > 0) {
      const isWhole = before === null && !isPartial;
      const packed = isWhole ? nothing : packedUpTo(mostOfWord, changes);
      await this.#lease.runFenced(
        announce,
        ['files', 'changes', 'editions'],
        [sequence, isWhole ? 1 : 0, packed, ...changes.flat()],
      );
    }
    if (!isPartial) this.#shown = new Map(files);
  }
}

/** Nothing where they are more. */
function packedUpTo(mostBytes: number, changes: readonly Change[]): Buffer {
  const bytes = changes.reduce((sum, [, value]) => sum + value.length, 0);
  return bytes > mostBytes ? nothing : packChanges(changes);
}
