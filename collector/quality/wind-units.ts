/** Units other than m/s, by how many of them one m/s is. */
const units = [
  { name: 'knots', each: 1.943844 },
  { name: 'mph', each: 2.236936 },
  { name: 'ft/s', each: 3.28084 },
  { name: 'km/h', each: 3.6 },
] as const;

/** So many winds, and so many different ones, say what unit they are in. */
const fewestWinds = 40;
const fewestDifferent = 10;
/** Share of the winds that must fit: of honest ones half fit knots, and a quarter km/h. */
const leastFit = 0.97;

/**
 * The unit that winds seem to have been turned into, or `null`. KMA measures tenths of m/s. Of a unit
 * that is smaller only some tenths can be: 0.1 and 0.2 m/s are 0.2 and 0.4 knots, and 0.3 knots are no
 * wind of KMA's. That one answer shows, whatever came before, if numbers are rounded or cut to tenths.
 */
export function otherUnitOf(speeds: readonly number[]): string | null {
  const tenths = speeds.map((speed) => Math.round(speed * 10)).filter((speed) => speed > 0);
  if (tenths.length < fewestWinds || new Set(tenths).size < fewestDifferent) return null;
  const fits = (isIn: (tenth: number) => boolean) =>
    tenths.filter(isIn).length >= tenths.length * leastFit;
  const found = units.find(
    ({ each }) =>
      fits((tenth) => Math.round(Math.round(tenth / each) * each) === tenth) ||
      fits((tenth) => Math.floor(Math.ceil(tenth / each) * each + 1e-6) === tenth),
  );
  return found?.name ?? null;
}
