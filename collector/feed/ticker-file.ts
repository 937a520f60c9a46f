import type { TickerFile, TickerRow } from '@nalssi/schemas';
import { type Days, isWholeUntil } from '../snapshot/day-summary.ts';
import type { SourcedValue, StationSnapshot } from '../snapshot/element-snapshot.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** `ticker.json`: what the ticker shows, with every decision about it already taken. */
export function tickerFileOf(publication: Publication): TickerFile {
  const { snapshot } = publication;
  return {
    ...envelopeOf('ticker', publication),
    observations: snapshot.stations.map((station) =>
      tickerRowOf(station, furtherOf(station, publication)),
    ),
  };
}

/** The same with temperatures and conditions alone. */
export function shortTickerFileOf(publication: Publication): TickerFile {
  return {
    ...envelopeOf('ticker', publication),
    observations: publication.snapshot.stations.map((station) => tickerRowOf(station, {})),
  };
}

/** What differs from row to row comes first: compressed, a region is 3 % smaller so. */
function tickerRowOf({ station, state, elements }: StationSnapshot, further: object): TickerRow {
  const temperature = elements.temperature?.shown ?? null;
  const condition = elements.condition?.shown ?? null;
  const clock = temperature ?? condition;
  return {
    station: station.id,
    name: station.name,
    temperature: (temperature?.value ?? null) as TickerRow['temperature'],
    ...further,
    condition: (condition?.value ?? null) as TickerRow['condition'],
    observedAt: clock && formatKst(clock.observedAt),
    expiresAt: clock && formatKst(clock.expiresAt),
    state,
    ...(condition !== null && clock !== null && differ(condition, clock) && ownClock(condition)),
    region: station.region,
    ...(station.network === 'aws' && { network: 'aws' as const }),
    ...(station.network === 'aws' && station.representative && { representative: true as const }),
  };
}

/** Elements that a row has beside temperature and condition. */
const furtherElements = ['feelsLike', 'humidity', 'windSpeed', 'windDirection', 'rain'] as const;

/** Of the row's own time, and not gone before it: they need no times of their own. */
function furtherOf({ station, elements }: StationSnapshot, { past }: Publication): object {
  const temperature = elements.temperature?.shown ?? null;
  const clock = temperature ?? elements.condition?.shown ?? null;
  if (clock === null) return {};
  const values = furtherElements.flatMap((element) => {
    const shown = elements[element]?.shown ?? null;
    const isOfRow = shown?.observedAt === clock.observedAt && shown.expiresAt >= clock.expiresAt;
    return isOfRow ? [[element, shown.value]] : [];
  });
  const change = temperature === null ? undefined : past.changes.day.get(station.id);
  const extremes = temperature === null ? null : extremesOf(station.id, temperature, past.days);
  return {
    ...Object.fromEntries(values),
    ...(change !== undefined && { temperatureChange: change }),
    ...extremes,
  };
}

/** Without an hour of the day before the present one: the coldest of a day that began at noon is no low. */
function extremesOf(station: string, { observedAt }: SourcedValue, { today, yesterday }: Days) {
  const day = observedAt >= today.begin ? today : yesterday;
  const summary = observedAt >= day.begin ? day.stations.get(station) : undefined;
  if (summary?.high == null || summary.low === null) return null;
  if (!isWholeUntil(summary, observedAt)) return null;
  return { temperatureHigh: summary.high.value, temperatureLow: summary.low.value };
}

function differ(a: SourcedValue, b: SourcedValue): boolean {
  return a.observedAt !== b.observedAt || a.expiresAt !== b.expiresAt;
}

function ownClock({ observedAt, expiresAt }: SourcedValue) {
  return {
    conditionObservedAt: formatKst(observedAt),
    conditionExpiresAt: formatKst(expiresAt),
  };
}
