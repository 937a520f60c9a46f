/**
 * Wet-bulb temperature in °C at sea-level pressure, from °C and % of relative humidity. Stull, R.
 * (2011): Wet-Bulb Temperature from Relative Humidity and Air Temperature, J. Appl. Meteor.
 * Climatol. 50, 2267, equation 1: from -20 to 50 °C and 5 to 99 % it errs by -1 to 0.65 °C, by less
 * than 0.3 °C on average. Near saturation it gives up to a few tenths more than the temperature.
 */
export function wetBulbTemperature(temperature: number, humidity: number): number {
  return (
    temperature * Math.atan(0.151977 * Math.sqrt(humidity + 8.313659)) +
    Math.atan(temperature + humidity) -
    Math.atan(humidity - 1.676331) +
    0.00391838 * humidity ** 1.5 * Math.atan(0.023101 * humidity) -
    4.686035
  );
}
