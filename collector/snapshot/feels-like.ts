import { wetBulbTemperature } from '../sources/estimates/wet-bulb.ts';
import type { Instant } from '../time/clock.ts';
import { monthOfKst } from '../time/kst.ts';

/**
 * KMA's feels-like temperature (체감온도), °C with one decimal: the wind chill of 2001 from October
 * to April, the wet-bulb form of 2022 from May to September. `temperature` in °C, `humidity` in %,
 * `windSpeed` in m/s at 10 m. `null` where the element that the season needs is missing.
 */
export function feelsLike(
  at: Instant,
  temperature: number,
  humidity: number | undefined,
  windSpeed: number | undefined,
): number | null {
  const month = monthOfKst(at);
  if (month >= 5 && month <= 9) {
    return humidity === undefined ? null : round(summer(temperature, humidity));
  }
  return windSpeed === undefined ? null : round(winter(temperature, windSpeed));
}

/** Wind chill holds up to 10 ℃ and from 1.3 m/s; beyond, the temperature is what it feels like. */
function winter(temperature: number, windSpeed: number): number {
  if (temperature > 10 || windSpeed < 1.3) return temperature;
  const wind = (windSpeed * 3.6) ** 0.16;
  return 13.12 + 0.6215 * temperature - 11.37 * wind + 0.3965 * wind * temperature;
}

function summer(temperature: number, humidity: number): number {
  const wetBulb = wetBulbTemperature(temperature, humidity);
  return (
    -0.2442 +
    0.55399 * wetBulb +
    0.45535 * temperature -
    0.0022 * wetBulb ** 2 +
    0.00278 * wetBulb * temperature +
    3.0
  );
}

function round(value: number): number {
  const rounded = Math.round(value * 10) / 10;
  return rounded === 0 ? 0 : rounded;
}
