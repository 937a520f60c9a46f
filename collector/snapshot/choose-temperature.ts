import { type Duration, hours, type Instant } from '../time/clock.ts';
import { type Best, bestOf } from './best-value.ts';
import type { SourcedValue } from './element-snapshot.ts';

/** The temperature of a station that is shown, and those of other sources that contradict it. */
export interface ChosenTemperature {
  readonly chosen: Best | null;
  /** Of these and the chosen one only one can be true. */
  readonly apart: readonly SourcedValue[];
}

/**
 * K that two sources may differ at one station, at one moment and for each hour between them.
 * `alike`: closer than this they say the same, and the fresher one is shown. `possible`: further
 * apart only one of them can be true; no hour of a plain day is as steep, and one behind a front is
 * said as well, which costs it the mark of a doubt.
 */
const tolerances = {
  alike: { atOnce: 2, eachHour: 4 },
  possible: { atOnce: 6, eachHour: 1.5 },
} as const;

/**
 * Chooses among the temperatures that the sources have of a station. While they are alike the freshest
 * is shown. Else the one that is chosen depends on which sources there are, and not on which of them
 * was heard last, so that the station does not jump from one to the other with each run: those in
 * time, then those that most agree with, then those that are asked most often, then in order.
 * Where only one can be true, and `expected`, °C by the neighbours, is known, the nearest to it comes
 * first.
 */
export function chooseTemperature(
  values: readonly Best[],
  now: Instant,
  expected: number | null = null,
): ChosenTemperature {
  const freshest = bestOf('temperature', values, now);
  const alive = values.filter(({ value }) => value.expiresAt > now);
  if (alive.length < 2 || allWithin(alive, tolerances.alike)) {
    return { chosen: freshest, apart: [] };
  }
  const useNeighbours = expected !== null && !allWithin(alive, tolerances.possible);
  const ranked = alive.map((one) => ({
    one,
    late: Number(now - one.value.observedAt > one.source.lateAfter),
    strangeness: useNeighbours ? Math.abs(Number(one.value.value) - expected) : 0,
    opponents: alive.filter((other) => !areWithin(one, other, tolerances.alike)).length,
  }));
  const [first] = ranked.toSorted(
    (a, b) =>
      a.late - b.late ||
      a.strangeness - b.strangeness ||
      a.opponents - b.opponents ||
      a.one.source.lateAfter - b.one.source.lateAfter,
  );
  const chosen = first?.one ?? freshest;
  if (chosen === null) return { chosen, apart: [] };
  const apart = alive.filter((other) => !areWithin(chosen, other, tolerances.possible));
  return { chosen, apart: apart.map(({ value }) => value) };
}

type Tolerance = (typeof tolerances)[keyof typeof tolerances];

function allWithin(values: readonly Best[], tolerance: Tolerance): boolean {
  return values.every((one, index) =>
    values.slice(index + 1).every((other) => areWithin(one, other, tolerance)),
  );
}

function areWithin(one: Best, other: Best, { atOnce, eachHour }: Tolerance): boolean {
  const between: Duration = Math.abs(one.value.observedAt - other.value.observedAt);
  const difference = Math.abs(Number(one.value.value) - Number(other.value.value));
  // Tenths have no exact sums: 10.8 and 8.8 are 2 K apart, not 2.0000000000000018.
  return difference <= atOnce + (between / hours(1)) * eachHour + 0.001;
}
