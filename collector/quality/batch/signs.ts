import { median, spreadOf } from '../statistics.ts';
import { changedTemperatures, type TemperatureField } from './temperature-field.ts';

/** Stations warmer than this, °C, show how the country goes, and so many of them say something. */
const farFromZero = 3;
const fewestFar = 3;
/** So far below zero a station must be for its sign to be missed, K. */
const belowZero = 0.3;
/** K below zero, of all such stations together: fewer may be a single hollow. */
const leastBelowZero = 3;
/** As much where a station's own hour before is known. */
const leastBelowZeroOfKnown = 2;
/**
 * What stations must be is as uncertain as the others went apart. So far below zero, as a share of that, they
 * have to be: where there are many, and where a single one is to say it. Of 3,000 synthetic spells with
 * fronts and Föhn one has an hour that seems to have lost its signs; without this 38 have.
 */
const manyStations = 5;
const apartOf = { many: 0.3, single: 2 } as const;

/**
 * Whether signs seem to be lost, in words for people, or `null`: nothing is below zero, though
 * stations must be, by where they were and by how those far from zero went on; most of them are as far
 * above it. `past`: as long before `before`, where that is known: stations that were on their way
 * below zero turn back at it.
 */
export function lostSigns(
  past: TemperatureField | null,
  before: TemperatureField,
  after: TemperatureField,
): string | null {
  const rows = changedTemperatures(before, after).map((row) => ({
    ...row,
    tendency: row.old - (past?.values.get(row.station) ?? row.old),
  }));
  if (rows.some(({ value }) => value < 0)) return null;
  const far = rows.filter(({ old }) => old > farFromZero);
  if (far.length < fewestFar) return null;
  const usual = median(far.map(({ change }) => change));
  const turns = far.map(({ change, tendency }) => change - tendency);
  const turn = usual - median(far.map(({ tendency }) => tendency));
  const like = rows.map(({ value, old }) => ({ value, expected: old + usual }));
  const own = rows.map(({ value, old, tendency }) => ({ value, expected: old + tendency + turn }));
  return (
    missed(like, leastBelowZero, spreadOf(far.map(({ change }) => change))) ??
    (past === null ? null : missed(own, leastBelowZeroOfKnown, spreadOf(turns)))
  );
}

interface Expected {
  readonly value: number;
  readonly expected: number;
}

/** `least`: K below zero of all of them together; `apart`: how differently the stations went, K. */
function missed(rows: readonly Expected[], least: number, apart: number): string | null {
  const isMirrored = ({ value, expected }: Expected) =>
    Math.abs(value + expected) < Math.abs(value - expected) / 2;
  const cold = rows.filter(({ expected }) => expected < -belowZero);
  const mirrored = cold.filter(isMirrored);
  if (mirrored.length * 2 <= cold.length) return null;
  for (const [fewest, below] of [
    [manyStations, apart * apartOf.many],
    [1, apart * apartOf.single],
  ] as const) {
    const sure = mirrored.filter(({ expected }) => expected < -below);
    const depth = sure.reduce((sum, { expected }) => sum - expected, 0);
    if (sure.length < fewest || depth < least) continue;
    return `${mirrored.length} of ${cold.length} stations that must be below zero are as far above it`;
  }
  return null;
}
