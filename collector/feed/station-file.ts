import { elements, elementUnits, type HistoryRow, type StationFile } from '@nalssi/schemas';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import { sourceIds } from '../sources/source-id.ts';
import type { HistoryValue } from '../store/store.ts';
import { hours, type Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import { observationRowOf } from './observations-file.ts';
import type { Publication } from './publication.ts';

/** `stations/108.json`: one station now, and hour by hour as far back as the store reaches. */
export function stationFileOf(
  publication: Publication,
  snapshot: StationSnapshot,
  history: readonly HistoryValue[],
): StationFile {
  return {
    ...envelopeOf('station', publication),
    station: {
      ...snapshot.station,
      elements: elements.filter((element) => snapshot.elements[element] !== undefined),
    },
    units: elementUnits,
    observation: observationRowOf(snapshot),
    history: historyRowsOf(history),
  };
}

/** Of each hour and element the value of the source that the collector trusts most. */
function historyRowsOf(history: readonly HistoryValue[]): HistoryRow[] {
  const byHour = Map.groupBy(history, ({ observedAt }) => startOfHour(observedAt));
  return [...byHour]
    .sort(([a], [b]) => a - b)
    .map(([hour, entries]) => ({ hour: formatKst(hour), ...valuesOf(entries) }) as HistoryRow);
}

function valuesOf(entries: readonly HistoryValue[]): object {
  const chosen = new Map<string, HistoryValue>();
  for (const entry of entries) {
    const other = chosen.get(entry.element);
    if (other === undefined || beats(entry, other)) chosen.set(entry.element, entry);
  }
  return Object.fromEntries(
    elements.flatMap((element) => {
      const entry = chosen.get(element);
      if (entry === undefined) return [];
      const { value, quality, source, observedAt } = entry;
      return [[element, { value, quality, source, observedAt: formatKst(observedAt) }]];
    }),
  );
}

function beats(entry: HistoryValue, other: HistoryValue): boolean {
  const passed = Number(entry.quality !== 'fail') - Number(other.quality !== 'fail');
  if (passed !== 0) return passed > 0;
  return sourceIds.indexOf(entry.source) < sourceIds.indexOf(other.source);
}

function startOfHour(instant: Instant): Instant {
  return Math.floor(instant / hours(1)) * hours(1);
}
