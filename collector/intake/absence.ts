import type { MissingReason } from '@nalssi/schemas';
import type { RequestResult } from '../transport/outcome.ts';

/** Why a run told nothing of a station: a reason, or `null` where it says nothing either way. */
export type Absence = (station: string) => MissingReason | null;

type ResultKind = RequestResult<unknown>['kind'];

/** The further down, the more a result says of a station that no answer names. */
const weights: readonly ResultKind[] = ['not-yet', 'answered', 'unasked', 'failed'];

/**
 * What a run says of stations that none of its answers names. Only a request that was answered makes
 * a station absent; where one failed that asks for it, the station may well be there; and where one
 * was not made, everything stays as it was.
 */
export function absenceOf(results: readonly RequestResult<unknown>[]): Absence {
  const heaviest = new Map<string, number>();
  let ofAll = -1;
  for (const { kind, request } of results) {
    const weight = weights.indexOf(kind);
    if (request.stations === undefined) ofAll = Math.max(ofAll, weight);
    for (const station of request.stations ?? []) {
      heaviest.set(station, Math.max(heaviest.get(station) ?? -1, weight));
    }
  }
  return (station) => {
    const kind = weights[Math.max(heaviest.get(station) ?? -1, ofAll)];
    if (kind === 'failed') return 'upstream-error';
    return kind === 'unasked' || kind === 'not-yet' ? null : 'station-absent';
  };
}
