import type { TickerFile, TickerRow } from '@nalssi/schemas';
import type { SourcedValue, StationSnapshot } from '../snapshot/snapshot.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

/** `ticker.json`: what the ticker shows, with every decision about it already taken. */
export function tickerFileOf(publication: Publication): TickerFile {
  return {
    ...envelopeOf('ticker', publication),
    observations: publication.snapshot.stations.map(tickerRowOf),
  };
}

function tickerRowOf({ station, state, elements }: StationSnapshot): TickerRow {
  const temperature = elements.temperature?.shown ?? null;
  const condition = elements.condition?.shown ?? null;
  const clock = temperature ?? condition;
  return {
    station: station.id,
    name: station.name,
    region: station.region,
    ...(station.network === 'aws' && { network: 'aws' as const }),
    ...(station.network === 'aws' && station.representative && { representative: true as const }),
    condition: (condition?.value ?? null) as TickerRow['condition'],
    temperature: (temperature?.value ?? null) as TickerRow['temperature'],
    observedAt: clock && formatKst(clock.observedAt),
    expiresAt: clock && formatKst(clock.expiresAt),
    state,
    ...(condition !== null && clock !== null && differ(condition, clock) && ownClock(condition)),
  };
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
