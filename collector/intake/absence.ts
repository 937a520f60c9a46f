import type { MissingReason } from '@nalssi/schemas';
import type { RequestResult } from '../transport/outcome.ts';

/** Why a run told nothing of a station: a reason, or `null` where it says nothing either way. */
export type Absence = (station: string) => MissingReason | null;

/**
 * How much a result says of a station that no answer names: where several could, the most counts.
 */
const weights: Readonly<Record<RequestResult<unknown>['kind'], number>> = {
  answered: 0,
  'not-yet': 0,
  unasked: 1,
  failed: 2,
};

/**
 * What a run says of stations that none of its answers names. Only an upstream that has answered
 * makes a station absent; where a request failed that asks for it, the station may well be there;
 * and where one was not made, everything stays as it was.
 */
export function absenceOf(results: readonly RequestResult<unknown>[]): Absence {
  const heaviest = new Map<string, number>();
  let ofAll = 0;
  for (const { kind, request } of results) {
    const weight = weights[kind];
    if (request.stations === undefined) ofAll = Math.max(ofAll, weight);
    for (const station of request.stations ?? []) {
      heaviest.set(station, Math.max(heaviest.get(station) ?? 0, weight));
    }
  }
  return (station) => {
    const weight = Math.max(heaviest.get(station) ?? 0, ofAll);
    if (weight === weights.failed) return 'upstream-error';
    return weight === weights.unasked ? null : 'station-absent';
  };
}
