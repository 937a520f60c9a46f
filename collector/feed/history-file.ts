import { type HistoryFile, historyHours } from '@nalssi/schemas';
import type { HourlyElement, HourlyValues } from '../snapshot/hourly-values.ts';
import { hours } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import type { BoardPublication } from './board-stations.ts';
import { envelopeOf, historyTtl } from './envelope.ts';

/** `history/KR-44.json`: 24 hours of the stations of a board, a value each hour. */
export function historyFileOf(publication: BoardPublication): HistoryFile {
  const { snapshot, region, past } = publication;
  const ids = snapshot.stations.map(({ station }) => station.id);
  const temperature = seriesOf(ids, past.hourly, 'temperature');
  const rain = seriesOf(ids, past.hourly, 'rain');
  const isDry = ([, values]: [string, (number | null)[]]) => values.every((value) => value === 0);
  const suspect = {
    ...suspectOf(ids, past.hourly, 'temperature'),
    ...suspectOf(ids, past.hourly, 'rain'),
  };
  return {
    ...envelopeOf('history', publication),
    ttl: historyTtl,
    region,
    hours: hoursOf(publication),
    temperature: Object.fromEntries(temperature),
    rain: Object.fromEntries(rain.filter((series) => !isDry(series))),
    dry: rain.filter(isDry).map(([station]) => station),
    ...(Object.keys(suspect).length > 0 && { suspect }),
  };
}

type Which = 'temperature' | 'rain';

/** Also where nothing is known of them: they are the hours before now. */
function hoursOf({ snapshot, past }: BoardPublication): string[] {
  const last = past.hourly.at(-1)?.hour ?? Math.floor(snapshot.at / hours(1)) * hours(1);
  return Array.from({ length: historyHours }, (_, index) =>
    formatKst(last - hours(historyHours - 1 - index)),
  );
}

function seriesOf(
  ids: readonly string[],
  hourly: readonly HourlyValues[],
  which: Which,
): [string, (number | null)[]][] {
  return ids.flatMap((id) => {
    const values = hourly.map(({ [which]: { values: of } }) => of.get(id) ?? null);
    return values.some((value) => value !== null) ? [[id, values]] : [];
  });
}

function suspectOf(ids: readonly string[], hourly: readonly HourlyValues[], which: Which) {
  const marked = ids.flatMap((id) => {
    const places = hourly.flatMap(({ [which]: of }: Record<Which, HourlyElement>, index) =>
      of.suspect.has(id) ? [index] : [],
    );
    return places.length === 0 ? [] : [[id, places] as const];
  });
  return marked.length === 0 ? {} : { [which]: Object.fromEntries(marked) };
}
