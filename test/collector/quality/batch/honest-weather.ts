import { type Station, stationCatalogue } from '@nalssi/schemas';
import { seasonAt } from '../../../../collector/quality/batch/season.ts';
import type { Instant } from '../../../../collector/time/clock.ts';

/**
 * Weather as the physics and the climate of Korea make it, from a seed: what no check may refuse.
 * Each spell has the course of its days, which clouds flatten; a warm or cold anomaly; hollows that
 * cool in clear nights and coasts that do not; noise of each station; and one event.
 */
const events = [
  'none',
  'front',
  'föhn',
  'typhoon',
  'sea breeze',
  'heat wave',
  'cold wave',
  'fog',
  'steady rain',
] as const;
type WeatherEvent = (typeof events)[number];

const hour = 3_600_000;

/** Numbers from 0 to 1 from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Spell {
  readonly event: WeatherEvent;
  readonly begins: Instant;
  readonly stations: readonly Station[];
  /** °C with one decimal, of each of `stations` in turn. */
  readonly temperaturesAt: (instant: Instant) => number[];
}

/** When an event can be: months, 1 to 12. */
const monthsOf: Readonly<Record<WeatherEvent, readonly number[]>> = {
  none: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  front: [1, 2, 3, 4, 10, 11, 12],
  föhn: [2, 3, 4, 5, 6],
  typhoon: [7, 8, 9, 10],
  'sea breeze': [4, 5, 6, 7, 8],
  'heat wave': [7, 8],
  'cold wave': [1, 2, 11, 12],
  fog: [3, 4, 5, 6, 9, 10, 11],
  'steady rain': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
};

/** How much of the usual course of the day is left under the clouds of an event: from, to. */
const courses: Readonly<Record<WeatherEvent, readonly [number, number]>> = {
  none: [0.3, 1.5],
  front: [0.5, 1.4],
  föhn: [0.8, 1.5],
  typhoon: [0.1, 0.3],
  'sea breeze': [1, 1.5],
  'heat wave': [1.1, 1.4],
  'cold wave': [0.5, 1.2],
  fog: [0.2, 0.8],
  'steady rain': [0.05, 0.2],
};

export function honestSpell(
  seed: number,
  stations: readonly Station[] = stationCatalogue.filter(({ network }) => network === 'asos'),
): Spell {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const event = events[seed % events.length] ?? 'none';
  const months = monthsOf[event];
  const month = months[Math.floor(random() * months.length)] ?? 1;
  const begins = Date.UTC(
    2026,
    month - 1,
    1 + Math.floor(random() * 28),
    Math.floor(random() * 24),
  );
  const [flattest, steepest] = courses[event];
  const course = between(flattest, steepest);
  const isSummer = month >= 6 && month <= 9;
  const isWarmFirst = event === 'front' || event === 'cold wave' || event === 'typhoon';
  const lowest = isWarmFirst ? 0 : isSummer ? -4 : -6;
  const anomaly = event === 'heat wave' ? between(4, 8) : between(lowest, isSummer ? 3 : 6);
  const gradient = isSummer ? between(0.1, 0.7) : between(0.7, 1.6);
  const [waveLat, waveLon, waveSpeed] = [between(-2, 2), between(-2, 2), between(-0.3, 0.3)];
  const wave = between(0, 2);
  const noise = event === 'steady rain' || event === 'fog' ? 0.12 : between(0.2, 0.5);
  const clearness = Math.max(0, course - 0.6);
  // A front from the north-west: km/h, K, hours that it takes at one station, hours until it comes.
  const front = {
    speed: between(35, 80),
    drop: between(4, 12),
    lasts: between(1.5, 4),
    comes: between(2, 20),
  };
  const rise = between(5, 12);
  const traits = stations.map((station) => ({
    station,
    // The same in every spell, as places are.
    coast: unitOf(station.id, 1),
    hollow: unitOf(station.id, 2),
    seed: Math.floor(random() * 1e6),
  }));

  function temperatureOf(
    { station, coast, hollow, seed: own }: (typeof traits)[number],
    instant: Instant,
  ): number {
    const [lat, lon] = [station.lat ?? 36, station.lon ?? 128];
    const season = seasonAt(instant);
    const hours = (instant - begins) / hour;
    const isNight = season.ofHour < 0;
    let value =
      season.usual -
      season.ofHour +
      anomaly -
      (lat - 36.3) * gradient -
      (station.elevation ?? 0) * 0.0062;
    value += season.ofHour * course * (1.3 - 0.7 * coast);
    if (isNight) value += clearness * hollow * season.ofHour * 0.9;
    value += wave * Math.sin(waveLat * lat + waveLon * lon + waveSpeed * hours);
    value += noise * wander(own, hours);
    if (event === 'front' || event === 'cold wave' || event === 'typhoon') {
      const distance = (38.6 - lat) * 80 + (lon - 125.5) * 60;
      const since = hours - front.comes - distance / front.speed;
      const lasts = event === 'cold wave' ? 18 : front.lasts;
      const drop =
        event === 'typhoon' ? 5 : event === 'cold wave' ? (month === 11 ? 10 : 13) : front.drop;
      value -= drop * Math.min(1, Math.max(0, since / lasts));
    }
    if (event === 'föhn' && lon > 128.4 && lat > 36.5) {
      value += rise * Math.min(1, Math.max(0, (hours - front.comes) / 3));
    }
    if (event === 'sea breeze' && coast > 0.6) {
      const noon = ((instant / hour + 9) % 24) - 13;
      if (noon > 0 && noon < 6) value -= Math.min(4, noon * 4);
    }
    return Math.round(value * 10) / 10;
  }

  return {
    event,
    begins,
    stations,
    temperaturesAt: (instant) => traits.map((trait) => temperatureOf(trait, instant)),
  };
}

/** A number from 0 to 1 that belongs to a station. */
function unitOf(station: string, salt: number): number {
  return randomFrom(Number(station) * 31 + salt)();
}

/** A value that wanders: about 1 in size, with a memory of an hour or two. */
function wander(seed: number, hours: number): number {
  const at = (step: number) => {
    const random = randomFrom(seed + step * 7919);
    return (random() + random() + random() - 1.5) * 2;
  };
  const step = Math.floor(hours);
  const share = hours - step;
  return at(step) * (1 - share) + at(step + 1) * share;
}
