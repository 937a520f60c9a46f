import { join } from 'node:path';
import { type Element, elements } from '@nalssi/schemas';
import { sources as allSources } from '../../../collector/sources/registry.ts';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { SqliteStore } from '../../../collector/store/sqlite-store.ts';
import type { HistoryEntry } from '../../../collector/store/store.ts';
import { country } from '../../upstream/country.ts';

const hour = 3_600_000;

function measures(source: SourceId, element: Element): boolean {
  const { [source]: found } = allSources;
  return found.kind === 'observations' && found.elements.some((own) => own === element);
}

/** Fills a data directory as 48 hours of these sources would have left it. */
export async function writePast(
  directory: string,
  sources: readonly SourceId[],
  network: 'asos' | 'all',
): Promise<void> {
  await using store = new SqliteStore(join(directory, 'nalssi.sqlite'), (error) => {
    throw error;
  });
  const now = Date.now();
  const { stations } = country('2024-11-24T07:00:00+09:00');
  const members = stations.filter((station) => network === 'all' || station.network === 'asos');
  for (let back = 48; back >= 1; back -= 1) {
    const observedAt = Math.floor(now / hour) * hour - back * hour;
    const entries = members.flatMap(({ id, values }) =>
      elements.flatMap((element) =>
        sources.flatMap((source): HistoryEntry[] => {
          if (!measures(source, element)) return [];
          const value = (values as Partial<Record<Element, number | null>>)[element];
          if (typeof value !== 'number') return [];
          const judged = { value, quality: 'pass', checks: ['range', 'step'], failed: [] } as const;
          return [{ station: id, element, observedAt, source, ...judged } as HistoryEntry];
        }),
      ),
    );
    await store.addHistory(entries, now);
  }
}
