import type { Readout } from '../reading.ts';
import { precipitationKind } from './precipitation-kind.ts';

/** What an automatic station has to say whether something falls on it; `null` where it is silent. */
export interface RainSensors {
  /** The precipitation detector, which says what falls now and how much of it never. */
  readonly detector: 'wet' | 'dry' | null;
  /** mm that the gauge caught in the last 15 minutes. */
  readonly quarterHour: number | null;
  /** mm of the last hour. */
  readonly hour: number | null;
  /** °C. */
  readonly temperature: number | null;
  /** %. */
  readonly humidity: number | null;
}

/** mm: one tip of the coarse buckets. A shower that has just ended leaves as much in the gauge. */
const oneTip = 0.5;

/** In air drier than this, %, what falls does not reach the ground. */
const driestAir = 50;

/**
 * Whether something falls at a station, and of what kind: one rule for every list that has a detector
 * and a gauge. Detectors stick, dry while the gauge counts, or wet on a dry day; so one of them is
 * believed only where the other, or the air, does not contradict it: dry not while the gauge has more
 * than a tip in a quarter of an hour, unless the air is dry too; wet not in dry air with nothing in
 * the gauge. Without a detector the last quarter of an hour decides. That nothing falls says nothing
 * of the sky, only that the rain is over. `null` where nothing is known.
 */
export function rainCondition(station: string, sensors: RainSensors): Readout<'condition'> | null {
  const falls = isFalling(sensors);
  if (falls === null) return null;
  if (!falls) return { withdrawn: true };
  const { temperature, humidity } = sensors;
  return {
    value: precipitationKind(temperature ?? undefined, humidity ?? undefined),
    derived: { method: 'gauge', from: [station] },
  };
}

function isFalling({ detector, quarterHour, hour, humidity }: RainSensors): boolean | null {
  const isDryAir = humidity !== null && humidity > 0 && humidity < driestAir;
  const caught = Math.max(quarterHour ?? 0, hour ?? 0);
  if (detector === 'wet') return caught > 0 || !isDryAir;
  if (detector === 'dry') return (quarterHour ?? 0) > oneTip && !isDryAir;
  return quarterHour === null ? null : quarterHour > 0;
}
