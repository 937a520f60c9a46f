import { stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import { lostDecimals } from '../../../../collector/quality/batch/lost-decimals.ts';
import { strangePartOf } from '../../../../collector/quality/batch/strange-part.ts';
import type { TemperatureField } from '../../../../collector/quality/batch/temperature-field.ts';
import { honestSpell } from './honest-weather.ts';

const hour = 3_600_000;
const catalogue = new Catalogue();
const stations = stationCatalogue.filter(({ network }) => network === 'asos');
const tenths = (value: number) => Math.round(value * 10) / 10;

const fieldOf = (values: readonly number[], observedAt: number): TemperatureField => ({
  observedAt,
  values: new Map(stations.map(({ id }, index) => [id, values[index] ?? 0])),
});

/** Still weather of winter, moved so that the country lies around zero. */
function aroundZero(hours: number): number[] {
  const spell = honestSpell(90);
  const [first, now] = [0, hours].map((at) => spell.temperaturesAt(spell.begins + at * hour));
  const middle = [...(first ?? [])].sort((one, other) => one - other)[stations.length >> 1] ?? 0;
  // Less apart than the country is: nothing is far from zero, and no step is a large one.
  return (now ?? []).map((value) => tenths((value - middle) / 8));
}

const isTold = (index: number) => index % 8 === 3;

test('a decimal point that is lost where it is only a degree or two is strange at all of these stations', () => {
  const lie = aroundZero(4).map((value, index) => (isTold(index) ? tenths(value * 10) : value));
  const part = strangePartOf(fieldOf(aroundZero(3), 3 * hour), fieldOf(lie, 4 * hour), catalogue);
  const wrong = stations.filter(
    (_, index) => isTold(index) && Math.abs(lie[index] ?? 0) >= 1 && lie[index] !== 0,
  );

  expect(part?.detail).toMatch(/^\d+ of 97 stations went to a whole number of which a tenth fits$/);
  expect(Object.keys(part?.stations ?? {}).sort()).toEqual(
    expect.arrayContaining(wrong.map(({ id }) => id).sort()),
  );
});

test('as many steps of the same size to other numbers are weather', () => {
  const weather = aroundZero(4).map((value, index) =>
    isTold(index) ? tenths(value * 10 + (value < 0 ? -0.3 : 0.3)) : value,
  );

  expect(lostDecimals(fieldOf(aroundZero(3), 0), fieldOf(weather, hour))).toEqual([]);
});

test('of a source that rounds nothing is strange', () => {
  const whole = (values: readonly number[]) => values.map(Math.round);
  const lie = aroundZero(4).map((value, index) => (isTold(index) ? value * 10 : value));

  expect(lostDecimals(fieldOf(whole(aroundZero(3)), 0), fieldOf(whole(lie), hour))).toEqual([]);
});

test('no hour of honest weather around zero has a lost decimal point', () => {
  const strange = Array.from({ length: 120 }, (_, seed) => honestSpell(seed)).flatMap((spell) => {
    const fields = Array.from({ length: 24 }, (_, index) => {
      const at = spell.begins + index * hour;
      const values = spell.temperaturesAt(at);
      const middle = values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
      // Around zero a tenth of a value is nearest to what is to be expected.
      return fieldOf(index === 0 ? values : values.map((value) => tenths(value - middle)), at);
    }).slice(1);
    return fields.flatMap((field, index) =>
      index === 0 ? [] : lostDecimals(fields[index - 1] ?? field, field),
    );
  });

  expect(strange).toEqual([]);
});

test.each([
  ['three of ten', 3, 5],
  ['four of ten', 4, 0],
])('where %s other values are whole, whole numbers say something or not', (_, whole, strange) => {
  const still = Array.from({ length: 10 }, (_, index) => (index < whole ? 5 : 5.5));
  const before = [...Array(5).fill(-0.6), ...still];
  const after = [...Array(5).fill(-6), ...still];
  const field = (values: readonly number[], observedAt: number): TemperatureField => ({
    observedAt,
    values: new Map(values.map((value, index) => [String(index), value])),
  });

  expect(lostDecimals(field(before, 0), field(after, hour))).toHaveLength(strange);
});
