import { expect, test } from 'vitest';
import { precipitationKind } from '../../../../collector/sources/estimates/precipitation-kind.ts';

test.each([
  [20, 90, 'rain'],
  [-5, 90, 'snow'],
  // Wet-bulb temperatures of about 0.3, 1.0 and 1.9 °C.
  [0.6, 95, 'snow'],
  [1.4, 95, 'sleet'],
  [2.3, 95, 'rain'],
  // Dry air cools what falls through it.
  [3, 55, 'snow'],
  [0.5, 100, 'snow'],
])('at %d °C and %d % it is %s', (temperature, humidity, kind) => {
  expect(precipitationKind(temperature, humidity)).toBe(kind);
});

test.each([
  [1, 'snow'],
  [1.1, 'sleet'],
  [2.5, 'sleet'],
  [2.6, 'rain'],
])('at %d °C without humidity it is %s', (temperature, kind) => {
  expect(precipitationKind(temperature, undefined)).toBe(kind);
});

test('without a temperature it is rain', () => {
  expect(precipitationKind(undefined, 90)).toBe('rain');
});
