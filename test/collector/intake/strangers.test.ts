import { expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { Strangers } from '../../../collector/intake/strangers.ts';
import { hours, minutes } from '../../../collector/time/clock.ts';

const now = Date.parse('2026-11-23T15:00:00+09:00');
const unknown = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `9${String(from + index).padStart(4, '0')}`);

const admitted = (strangers: Strangers, stations: readonly string[], at = now) =>
  stations.filter((station) => strangers.admit(station, at)).length;

test('a station of the catalogue is kept however many others there are', () => {
  const strangers = new Strangers(new Catalogue());
  admitted(strangers, unknown(500));

  expect(strangers.admit('108', now)).toBe(true);
  expect(strangers.has('108')).toBe(true);
});

test('a hundred stations that nobody knows are kept, and go on being kept', () => {
  const strangers = new Strangers(new Catalogue());

  expect(admitted(strangers, unknown(500))).toBe(100);
  expect(admitted(strangers, unknown(500), now + minutes(59))).toBe(100);
  expect(admitted(strangers, unknown(500, 500), now + minutes(59))).toBe(0);
});

test('those that were not listed for an hour make room for others', () => {
  const strangers = new Strangers(new Catalogue());
  admitted(strangers, unknown(100));
  admitted(strangers, unknown(40), now + minutes(30));

  expect(admitted(strangers, unknown(100, 200), now + hours(1))).toBe(60);
  expect(unknown(100).filter((station) => strangers.has(station))).toHaveLength(40);
});

test('a clock that was set back keeps nobody for longer', () => {
  const strangers = new Strangers(new Catalogue());
  admitted(strangers, unknown(100));

  expect(admitted(strangers, unknown(100, 200), now - hours(5))).toBe(100);
});
