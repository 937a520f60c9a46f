import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Reading } from '../sources/reading.ts';
import type { Instant } from '../time/clock.ts';
import { spatialLimits } from './limits.ts';
import { Neighbourhood } from './neighbourhood.ts';
import { median } from './statistics.ts';
import type { Verdict } from './verdict.ts';

/** Where a station stands: degrees (WGS 84), metres above sea level. */
interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly elevation: number;
}

/** The temperatures of one moment that have a place; three lists of the same length. */
interface Field {
  readonly places: Place[];
  /** °C, brought to sea level, so that one comparison serves all heights. */
  readonly values: number[];
  /** Which of the readings each belongs to. */
  readonly readings: number[];
}

/**
 * Compares each temperature with the median of its neighbours at the same time, all brought to its
 * own height. Gives the verdicts in the order of the readings: none where there are too few
 * neighbours, or where the station's place is unknown.
 */
export function checkSpatial(
  readings: readonly Reading[],
  catalogue: Catalogue,
): readonly (Verdict | undefined)[] {
  const verdicts = new Array<Verdict | undefined>(readings.length).fill(undefined);
  for (const field of fieldsOf(readings, catalogue)) {
    const neighbourhood = new Neighbourhood(field.places);
    for (const [at, place] of field.places.entries()) {
      const reading = field.readings[at] ?? -1;
      verdicts[reading] = compare(field.values[at] ?? Number.NaN, place, field, neighbourhood);
    }
  }
  return verdicts;
}

/** A station is compared with others of its own moment: an hour later all may be much warmer. */
function fieldsOf(readings: readonly Reading[], catalogue: Catalogue): Iterable<Field> {
  const fields = new Map<Instant, Field>();
  const moments = momentsOf(readings);
  for (const [index, { station, observedAt, elements }] of readings.entries()) {
    const temperature = elements.temperature;
    if (temperature === undefined || !('value' in temperature)) continue;
    const place = catalogue.find(station);
    if (place === undefined || !hasPlace(place)) continue;
    const moment = moments.get(observedAt) ?? observedAt;
    let field = fields.get(moment);
    if (field === undefined) {
      field = { places: [], values: [], readings: [] };
      fields.set(moment, field);
    }
    field.places.push(place);
    field.values.push(temperature.value + place.elevation * spatialLimits.lapse);
    field.readings.push(index);
  }
  return fields.values();
}

/** The moment each time belongs to: minutes apart is the same one, the next hour is another. */
function momentsOf(readings: readonly Reading[]): ReadonlyMap<Instant, Instant> {
  const times = new Set<Instant>();
  let last: Instant | null = null;
  for (const { observedAt } of readings) {
    // Nearly all readings of an answer have one time.
    if (observedAt !== last) times.add(observedAt);
    last = observedAt;
  }
  const moments = new Map<Instant, Instant>();
  let before = Number.NEGATIVE_INFINITY;
  let moment = before;
  for (const time of [...times].sort((a, b) => a - b)) {
    if (time - before >= spatialLimits.apart) moment = time;
    moments.set(time, moment);
    before = time;
  }
  return moments;
}

function hasPlace<Station extends { [Key in keyof Place]: number | null }>(
  station: Station,
): station is Station & Place {
  return station.lat !== null && station.lon !== null && station.elevation !== null;
}

/** `value`: °C at sea level. */
function compare(
  value: number,
  place: Place,
  { values }: Field,
  neighbourhood: Neighbourhood<Place>,
): Verdict | undefined {
  const { radius, most, fewest, tolerance, spreads } = spatialLimits;
  const near = neighbourhood
    .around(place, radius, most)
    .map((index) => values[index] ?? Number.NaN);
  if (near.length < fewest) return undefined;
  const middle = median(near);
  const spread = 1.4826 * median(near.map((other) => Math.abs(other - middle)));
  return Math.abs(value - middle) > Math.max(tolerance, spreads * spread) ? 'suspect' : 'pass';
}
