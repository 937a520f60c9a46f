import type { MetricId } from '../model/metrics.ts';
import type { Scale } from '../model/scales.ts';

const wet = {
  light: 'bfe5f5 72bff1 4492e5 3c6bd5 4542bf 661092 62074e',
  dark: '335166 3076ac 3aa2df 56cbe7 80eade bbf5c1 f3f69d',
};
const moving = {
  light: 'e3eeeb 8dcdbc 339796 106e8b 2d4a87 3c165d',
  dark: '3b4b4c 3b7474 46a091 71cd96 bde279 fff4b0',
};
const turned = '3c45b1 327ecf 82bbe6 e5e8ec f3c290 de7338 b32228';

/** mm in an hour, by KMA's words for rain and the marks of its emergency texts. */
export const rainScale: Scale = { stops: [0.1, 1, 3, 15, 30, 50, 72], ...wet };
/** m/s, by the words of forecasts; 14 and 21 are KMA's for strong winds. */
const windScale: Scale = { stops: [0, 1.5, 4, 9, 14, 21], ...moving };
/** %; below 35 for long is dry by KMA's criteria. */
const humidityScale: Scale = { stops: [0, 25, 35, 50, 70, 90], ...moving };
/** K against a day before. */
const changeScale: Scale = {
  stops: [-99, -7, -3.5, -1, 1, 3.5, 7],
  light: turned,
  dark: turned,
};

export const scales: Readonly<Record<Exclude<MetricId, 'temperature' | 'feelsLike'>, Scale>> = {
  rain: rainScale,
  windSpeed: windScale,
  humidity: humidityScale,
  change: changeScale,
};

/** By element: values at which something is so by KMA's criteria, and the name of that in `marks`. */
export const marks: Readonly<Partial<Record<MetricId, readonly (readonly [number, MarkId])[]>>> = {
  temperature: [
    [-12, 'coldWave'],
    [0, 'freezing'],
    [25, 'tropicalNight'],
    [33, 'heatWave'],
  ],
  feelsLike: [[33, 'heatWave']],
  rain: [[30, 'heavyRain']],
  windSpeed: [[14, 'strongWind']],
  humidity: [[35, 'dry']],
};
export type MarkId =
  | 'coldWave'
  | 'freezing'
  | 'tropicalNight'
  | 'heatWave'
  | 'heavyRain'
  | 'strongWind'
  | 'dry';

/** The colours of an element, without those of temperatures, which the first script has. */
export function scaleOf(metric: MetricId): Scale | null {
  return metric === 'temperature' || metric === 'feelsLike' ? null : scales[metric];
}
