import { createHash } from 'node:crypto';
import type { FeedStatus, HealthFile } from '@nalssi/schemas';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Duration, Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';

/** Publishes that health tells of. */
const publishesKept = 20;

/** What is known of the feed as a whole from one publish to the next. */
export interface Edition {
  readonly sequence: number;
  /** When the observations last differed. */
  readonly changedAt: Instant;
  /** Of the observations, without their ages. */
  readonly contentHash: string;
  /** The last publishes, this one included, newest last. */
  readonly publishes: HealthFile['publishes'];
  /** When it was started, oldest first, where it runs once each time; else none. */
  readonly runs: readonly Instant[];
}

/** The edition after `before` that shows `snapshot` under a number of its own; not yet among the publishes. */
export function nextEdition(before: Edition, snapshot: Snapshot, sequence: number): Edition {
  const contentHash = hashOf(snapshot);
  return {
    ...before,
    sequence,
    changedAt: contentHash === before.contentHash ? before.changedAt : snapshot.at,
    contentHash,
  };
}

/** Puts an edition among the publishes. Its status is known only once it was saved: the store may fail meanwhile. */
export function withRecord(
  edition: Edition,
  { at, summary }: Snapshot,
  status: FeedStatus,
): Edition {
  const { sequence, publishes } = edition;
  const record = { sequence, at: formatKst(at), status, fresh: summary.fresh, milliseconds: null };
  return { ...edition, publishes: [...publishes, record].slice(-publishesKept) };
}

/** What a publish took is known only after its files are out: the next one's health tells. */
export function tookTime(edition: Edition, duration: Duration): Edition {
  const last = edition.publishes.at(-1);
  if (last === undefined) return edition;
  const record = { ...last, milliseconds: Math.round(duration) };
  return { ...edition, publishes: edition.publishes.with(-1, record) };
}

/** Of what the feed shows, without the ages. */
function hashOf({ stations }: Snapshot): string {
  const content = stations.map(({ station, elements }) => [
    station,
    Object.entries(elements).map(([element, { shown, failed, state }]) => [
      element,
      state === 'expired' || state === 'never' ? state : [shown?.value, shown?.observedAt],
      failed?.value,
    ]),
  ]);
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
