import type { Change } from '../../publish/redis/packed-changes.ts';
import type { Reply } from '../../transport/redis/redis-connection.ts';
import { PublishedFeedError } from './published-feed.ts';

const empty = Buffer.alloc(0);

/** What a word of an edition says: what has changed, packed, or nothing where that was too much. */
export interface Word {
  readonly id: string;
  readonly version: number;
  readonly packed: Buffer;
}

/** What Redis says of the edition that is there. */
interface Edition {
  readonly version: number;
  /** Whether these are all files, and not only what has changed. */
  readonly isWhole: boolean;
  readonly newest: Buffer | null;
  readonly changes: readonly Change[];
}

/** Throws PublishedFeedError where it is no answer of `readFiles`. */
export function editionOf(reply: Reply, place: string): Edition {
  const [version, isWhole, newest = null, changes] = listOf(reply);
  const isEdition =
    typeof version === 'number' &&
    (newest === null || Buffer.isBuffer(newest)) &&
    Array.isArray(changes);
  if (!isEdition) {
    throw new PublishedFeedError(
      `${place}: it answers what no Redis does: look at what stands at the address of NALSSI_STORE`,
    );
  }
  return { version, isWhole: isWhole === 1, newest, changes: changesIn(listOf(changes)) };
}

/** Of paths with what they hold, in turns. */
function changesIn(told: readonly Reply[]): Change[] {
  const changes: Change[] = [];
  for (let index = 0; index + 1 < told.length; index += 2) {
    const value = told[index + 1];
    changes.push([String(told[index]), bytesOf(value)]);
  }
  return changes;
}

/** Those in the answer of `XREAD`, a map of its one stream; none where it has waited in vain. */
export function wordsIn(reply: Reply): readonly Word[] {
  const [, entries] = listOf(reply);
  return listOf(entries).map((entry) => {
    const [id, said] = listOf(entry);
    const [, , , version, , packed] = listOf(said);
    return { id: String(id), version: Number(version), packed: bytesOf(packed) };
  });
}

function bytesOf(reply: Reply | undefined): Buffer {
  return Buffer.isBuffer(reply) ? reply : empty;
}

function listOf(reply: Reply | undefined): readonly Reply[] {
  return Array.isArray(reply) ? (reply as readonly Reply[]) : [];
}
