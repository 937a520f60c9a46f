import { listsRemembered } from '../quality/batch/batch-limits.ts';
import { type RememberedList, remember } from '../quality/batch/remembered-lists.ts';
import { fieldOf } from '../quality/batch/temperature-field.ts';
import type { SourceId } from '../sources/source-id.ts';
import { hours, type Instant } from '../time/clock.ts';
import type { HistoryStore } from './store.ts';

/** The lists that each source was believed with before, the newest last. */
export type PastLists = ReadonlyMap<SourceId, readonly RememberedList[]>;

/**
 * The lists of before a restart, from the history: of a source that is asked by the hour all of them,
 * of a minute table the first of each hour. Rejects with StoreError.
 */
export async function pastLists(store: HistoryStore, now: Instant): Promise<PastLists> {
  const lists = new Map<SourceId, readonly RememberedList[]>();
  const hour = hours(1);
  const first = Math.floor((now - listsRemembered) / hour) * hour;
  for (let at = first; at <= now; at += hour) {
    const bySource = Map.groupBy(await store.temperatures(at), ({ source }) => source);
    for (const [source, values] of bySource) {
      const field = fieldOf(values);
      if (field !== null) lists.set(source, remember(lists.get(source) ?? [], field));
    }
  }
  return lists;
}
