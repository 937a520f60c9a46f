import type { NumericElement } from '@nalssi/schemas';
import { type Duration, hours, minutes } from '../time/clock.ts';

/**
 * All limits of the checks, as of 2026-11, with where they come from. They are wider than the
 * official records, which automatic stations pass on record days: when a record falls is when
 * people look. So an unlikely value is marked and shown, and only an impossible one is withheld.
 */

/** Outside `fail` a value is impossible; outside `suspect` it is shown and marked. */
export interface RangeLimits {
  readonly fail: readonly [lowest: number, highest: number];
  readonly suspect: readonly [lowest: number, highest: number];
  readonly basis: string;
}

export const rangeLimits: Readonly<Record<NumericElement, RangeLimits>> = {
  temperature: {
    fail: [-40, 45],
    suspect: [-33, 41.5],
    basis:
      'Records: -32.6 ℃ Yangpyeong 1981-01-05; 41.0 ℃ Hongcheon 2018-08-01 (ASOS), 41.9 ℃ Gwangju Jiwol the same day (AWS).',
  },
  feelsLike: {
    fail: [-60, 60],
    suspect: [-45, 48],
    basis: 'Wind chill of -33 ℃ at 10 m/s; wet-bulb form at 41.5 ℃ and 60 %.',
  },
  dewPoint: {
    fail: [-60, 38],
    suspect: [-45, 32],
    basis: 'World record 35 ℃; Korean summers stay below 30 ℃.',
  },
  humidity: {
    fail: [0, 104],
    suspect: [3, 104],
    basis: 'ZAMG: up to 104 % is taken as 100 %; MADIS: 0 to 100 %.',
  },
  pressure: {
    fail: [870, 1090],
    suspect: [945, 1055],
    basis: 'MADIS: 846 to 1100 hPa; lowest at sea level in Korea about 951.5 hPa, Busan 1959.',
  },
  windSpeed: {
    fail: [0, 75],
    suspect: [0, 45],
    basis: 'Record of ten minutes: 51.1 m/s Gosan 2003.',
  },
  windDirection: { fail: [0, 360], suspect: [0, 360], basis: 'Degrees.' },
  rain: {
    fail: [0, 250],
    suspect: [0, 120],
    basis:
      'Records of an hour: 145.0 mm Suncheon 1998-07-31 (ASOS), 146.0 mm Eocheongdo 2024-07 (AWS).',
  },
  rainDay: {
    fail: [0, 1500],
    suspect: [0, 500],
    basis: 'Record of a day: 870.5 mm Gangneung 2002-08-31.',
  },
  snowDepth: {
    fail: [0, 500],
    suspect: [0, 200],
    basis: 'Record: 293.6 cm Ulleungdo 1962-01-31.',
  },
  visibility: { fail: [0, 100], suspect: [0, 100], basis: 'Sensors end at 20 to 50 km.' },
  cloud: { fail: [0, 10], suspect: [0, 10], basis: 'Tenths.' },
};

/** Changes within a time that are unlikely (`suspect`) or impossible (`fail`). */
export interface StepLimit {
  readonly within: Duration;
  readonly suspect: number;
  readonly fail?: number;
}

/**
 * By rising time; the first that is not shorter than the time between two values counts. Bases:
 * temperature: ZAMG and WMO 3 ℃ a minute, MADIS 35 °F an hour; humidity, pressure and wind: WISE
 * (Chae and others 2014) widened, MADIS 10 hPa an hour.
 */
export const stepLimits: Readonly<Partial<Record<NumericElement, readonly StepLimit[]>>> = {
  temperature: [
    { within: minutes(1), suspect: 3, fail: 10 },
    { within: minutes(10), suspect: 6, fail: 10 },
    { within: hours(1), suspect: 19 },
  ],
  humidity: [{ within: minutes(1), suspect: 15 }],
  pressure: [
    { within: minutes(1), suspect: 0.5 },
    { within: hours(1), suspect: 10 },
  ],
  windSpeed: [{ within: minutes(1), suspect: 20 }],
};

/**
 * How long a value may stay exactly the same, as read at least `persistenceReadings` times, before
 * a stuck sensor is likelier than the weather. Bases: RUB 3 h and 5 h; a Turkish study with
 * pressure unchanged for 2.6 h, and humidity of 99 % for 20 h in fog, hence the exception.
 */
export const persistenceLimits: Readonly<
  Partial<Record<NumericElement, { readonly longest: Duration; applies(value: number): boolean }>>
> = {
  temperature: { longest: hours(3), applies: () => true },
  pressure: { longest: hours(3), applies: () => true },
  humidity: { longest: hours(6), applies: (value) => value < 95 },
  windSpeed: { longest: hours(3), applies: (value) => value > 0 },
};
export const persistenceReadings = 4;

/** A dew point above the temperature by more than the error of the sensors, ℃. */
export const dewPointMargin = 0.5;

/** Rain with air drier than this is unlikely, %. */
export const driestRain = 60;

/**
 * Comparison of temperatures with those around. titanlib's buddy check, lapse rate of the ICAO
 * atmosphere.
 */
export const spatialLimits = {
  /** km. */
  radius: 30,
  /** Fewer neighbours decide nothing. */
  fewest: 5,
  /** The nearest are enough. */
  most: 12,
  /** ℃ that every station may differ. */
  tolerance: 6,
  /** Times the spread of the neighbours. */
  spreads: 4,
  /** ℃ a metre. */
  lapse: 0.0065,
  /** From so far apart readings are of different moments: an hourly answer may hold two hours. */
  apart: minutes(30),
} as const;

/** A larger share of stations failing one check in one batch is a fault of the source. */
export const massFailureShare = 0.1;

/** So is a larger share that jumps: whole countries do not warm by 20 ℃ in an hour. */
export const massStepShare = 0.25;

/** So is a larger share of rows with the name of another station than their number's. */
export const largestShareOfWrongNames = 0.1;

/** Below this many stations a share says nothing. */
export const fewestForShares = 20;

/** A stamp further ahead than this is wrong; less is the difference of two clocks. */
export const clockTolerance: Duration = minutes(2);
