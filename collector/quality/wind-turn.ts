import type { Reading } from '../sources/reading.ts';
import { type Duration, minutes } from '../time/clock.ts';
import type { Previous } from './previous.ts';
import { median } from './statistics.ts';

/** How the winds of the country turned from one moment to another. */
export interface Turn {
  /** Degrees to the right, -180 to 180: the mean of all stations, those with more wind first. */
  readonly degrees: number;
  /** 1 where all turned by the same, 0 where each went its own way. */
  readonly accord: number;
  readonly elapsed: Duration;
}

/** Of less wind a vane says nothing, m/s; of more than the second it says no more. */
const leastWind = 1;
const enoughWind = 3;
/** So many stations with as much wind as that, or more of them with less. */
const fewestStations = 15;

/** How winds turned since `before`; `null` where too few blow to say. */
export function turnSince(readings: readonly Reading[], before: Previous): Turn | null {
  const elapsed: Duration[] = [];
  let [east, north, weight, squares] = [0, 0, 0, 0];
  for (const { station, observedAt, elements } of readings) {
    const { windSpeed, windDirection } = elements;
    if (!windSpeed || !windDirection) continue;
    if (!('value' in windSpeed && 'value' in windDirection)) continue;
    const [speed, direction] = [before(station, 'windSpeed'), before(station, 'windDirection')];
    if (typeof speed?.value !== 'number' || typeof direction?.value !== 'number') continue;
    const slower = Math.min(windSpeed.value, speed.value);
    if (slower < leastWind) continue;
    const strength = Math.min(slower, enoughWind);
    const turn = ((windDirection.value - direction.value) * Math.PI) / 180;
    east += strength * Math.sin(turn);
    north += strength * Math.cos(turn);
    weight += strength;
    squares += strength ** 2;
    elapsed.push(Math.abs(observedAt - direction.observedAt));
  }
  if (weight < fewestStations * enoughWind) return null;
  if (weight ** 2 / squares < fewestStations) return null;
  return {
    degrees: (Math.atan2(east, north) * 180) / Math.PI,
    accord: Math.hypot(east, north) / weight,
    elapsed: median(elapsed),
  };
}

/**
 * How far all winds together may turn within a time, degrees. A front turns them by a right angle where it
 * is, and crosses the country in four hours at least; sea and valley winds turn around, each at its own
 * time within three hours. After longer the weather may have turned them all.
 */
const greatestTurn = { within: minutes(75), degrees: 60 } as const;
/** Winds that turned by mistake turned by the same. */
const leastAccord = 0.4;

/** Whether a turn is no weather; `null` where nobody can say. */
export function isWrongTurn(turn: Turn | null): boolean | null {
  if (turn === null || turn.elapsed > greatestTurn.within) return null;
  return turn.accord >= leastAccord && Math.abs(turn.degrees) > greatestTurn.degrees;
}
