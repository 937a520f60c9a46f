import { wetBulbTemperature } from './wet-bulb.ts';

/**
 * What falls where a gauge says that something does, from the air's temperature (°C) and relative
 * humidity (%) at the station. An estimate: a gauge melts what it catches and cannot tell. Snow
 * that falls through dry air cools by evaporation and reaches the ground at the wet-bulb
 * temperature, about which snow and rain are equally likely near 1 °C; hence snow to 0.5 °C, sleet
 * to 1.5 °C, else rain. Without humidity the temperature itself decides, a degree or so higher, for
 * air that has precipitation in it is seldom quite saturated: snow to 1 °C, sleet to 2.5 °C.
 * Without a temperature it is called rain.
 */
export function precipitationKind(
  temperature: number | undefined,
  humidity: number | undefined,
): 'rain' | 'sleet' | 'snow' {
  if (temperature === undefined || !Number.isFinite(temperature)) return 'rain';
  if (humidity === undefined || !(humidity > 0)) return kindAt(temperature, 1, 2.5);
  // Near saturation the fit gives up to a few tenths more than the temperature, which cannot be.
  const wet = Math.min(temperature, wetBulbTemperature(temperature, Math.min(humidity, 100)));
  return kindAt(wet, 0.5, 1.5);
}

function kindAt(temperature: number, snow: number, sleet: number): 'rain' | 'sleet' | 'snow' {
  if (temperature <= snow) return 'snow';
  return temperature <= sleet ? 'sleet' : 'rain';
}
