import { type Element, elements, type MissingReason, type Station } from '@nalssi/schemas';
import { dewPointMargin } from '../quality/limits.ts';
import type { Instant } from '../time/clock.ts';
import { type Best, bestOf, type Candidate, type Candidates, valuesOf } from './best-value.ts';
import { type ChosenTemperature, chooseTemperature } from './choose-temperature.ts';
import type { ElementSnapshot, MergedStation, SourcedValue } from './element-snapshot.ts';
import { neighbourTemperatures } from './neighbour-temperatures.ts';

/** A station with what each source has of it. */
export interface UnmergedStation {
  readonly station: Station;
  readonly candidates: Candidates;
}

/**
 * Elements that are told by the source and of the moment of another, where that source has them:
 * values of several sources or moments need not fit each other.
 */
const leads: Readonly<Partial<Record<Element, Element>>> = {
  dewPoint: 'temperature',
  humidity: 'temperature',
  windDirection: 'windSpeed',
};

/** What is shown of each station, out of all that the sources have of it. */
export function mergeStations(stations: readonly UnmergedStation[], now: Instant): MergedStation[] {
  const rows = stations.map(({ station, candidates }) => {
    const values = valuesOf('temperature', candidates.temperature ?? [], 'good');
    return { station, candidates, values, temperature: chooseTemperature(values, now) };
  });
  const isApart = ({ apart }: ChosenTemperature) => apart.length > 0;
  // Where no source contradicts another, nobody asks the neighbours.
  const expectedAt = rows.some(({ temperature }) => isApart(temperature))
    ? neighbourTemperatures(rows.map(({ station, temperature }) => ({ station, ...temperature })))
    : undefined;
  return rows.map(({ station, candidates, values, temperature }) => {
    const chosen =
      expectedAt !== undefined && isApart(temperature)
        ? chooseTemperature(values, now, expectedAt(station))
        : temperature;
    return { station, elements: mergeStation(candidates, chosen, now) };
  });
}

function mergeStation(
  candidates: Candidates,
  temperature: ChosenTemperature,
  now: Instant,
): { [E in Element]?: ElementSnapshot } {
  const taken: { [E in Element]?: ElementSnapshot } = {};
  for (const element of elements) {
    const having = candidates[element];
    if (having === undefined) continue;
    if (element === 'temperature') {
      const merged = mergeElement(element, having, temperature.chosen, now);
      taken.temperature = withDoubt(merged, temperature.apart);
      continue;
    }
    const lead = leads[element];
    const of = lead === undefined ? null : leadOf(lead, candidates, temperature, now);
    const merged = mergeElement(element, having, follow(element, having, of, now), now);
    taken[element] =
      element === 'dewPoint' ? fitting(merged, temperature.chosen?.value, now) : merged;
  }
  return taken;
}

function leadOf(
  element: Element,
  candidates: Candidates,
  temperature: ChosenTemperature,
  now: Instant,
): Best | null {
  if (element === 'temperature') return temperature.chosen;
  return bestOf(element, valuesOf(element, candidates[element] ?? [], 'good'), now);
}

/** The value of the lead's own source and moment, else the best. */
function follow(
  element: Element,
  candidates: readonly Candidate[],
  lead: Best | null,
  now: Instant,
): Best | null {
  const values = valuesOf(element, candidates, 'good');
  const own = values.find(
    ({ value }) =>
      value.source === lead?.value.source &&
      value.observedAt === lead.value.observedAt &&
      value.expiresAt > now,
  );
  return own ?? bestOf(element, values, now);
}

function mergeElement(
  element: Element,
  candidates: readonly Candidate[],
  good: Best | null,
  now: Instant,
): ElementSnapshot {
  const failed = failedOf(element, candidates, good, now);
  if (good === null) {
    const absence = candidates.find(({ holding }) => holding?.absence)?.holding?.absence;
    const reason = failed !== null ? 'quality-failed' : (absence ?? 'never-observed');
    return { state: 'never', shown: null, failed, reason };
  }
  if (good.value.expiresAt <= now) {
    const reason = failed !== null ? 'quality-failed' : 'expired';
    return { state: 'expired', shown: null, failed, reason };
  }
  const reason = reasonForAge(good, failed, now);
  return { state: reason === null ? 'fresh' : 'carried', shown: good.value, failed, reason };
}

/** The newest value where it failed a check, is not older than what is shown, and has not expired. */
function failedOf(
  element: Element,
  candidates: readonly Candidate[],
  good: Best | null,
  now: Instant,
): SourcedValue | null {
  // Nearly always: there are tens of thousands of values, and each publish asks.
  if (!candidates.some(({ holding }) => holding?.latest?.quality === 'fail')) return null;
  const latest = bestOf(element, valuesOf(element, candidates, 'latest'), now)?.value;
  if (latest === undefined || latest.quality !== 'fail' || latest.expiresAt <= now) return null;
  return latest.observedAt >= (good?.value.observedAt ?? Number.NEGATIVE_INFINITY) ? latest : null;
}

/** Why the value that is shown is not the newest the source should have, or `null` when it is. */
function reasonForAge(good: Best, failed: SourcedValue | null, now: Instant): MissingReason | null {
  if (failed !== null) return 'quality-failed';
  if (good.absence !== null) return good.absence;
  return now - good.value.observedAt > good.source.lateAfter ? 'upstream-late' : null;
}

/** A value that another source contradicts is suspect: nobody knows which of them is right. */
function withDoubt(merged: ElementSnapshot, apart: readonly SourcedValue[]): ElementSnapshot {
  const { shown } = merged;
  if (apart.length === 0 || shown === null) return merged;
  return { ...merged, shown: inconsistent(shown, 'suspect'), apart };
}

/** A dew point above the temperature that is shown, of another source or moment, is not shown. */
function fitting(
  merged: ElementSnapshot,
  temperature: SourcedValue | undefined,
  now: Instant,
): ElementSnapshot {
  const { shown } = merged;
  if (shown === null || temperature === undefined || temperature.expiresAt <= now) return merged;
  if (Number(shown.value) <= Number(temperature.value) + dewPointMargin) return merged;
  const failed = inconsistent(shown, 'fail');
  return { state: 'never', shown: null, failed, reason: 'quality-failed' };
}

function inconsistent(value: SourcedValue, quality: 'suspect' | 'fail'): SourcedValue {
  const withCheck = (checks: SourcedValue['checks']) =>
    checks.includes('consistency') ? checks : [...checks, 'consistency' as const];
  return {
    ...value,
    quality,
    checks: withCheck(value.checks),
    failed: withCheck(value.failed),
  };
}
