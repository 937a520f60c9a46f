import { median } from './widget/median.ts';

/** ms of CPU of all threads, collections of garbage included, that each round took. */
type Costs<Name extends string> = Readonly<Record<Name, readonly number[]>>;

interface Rounds {
  /** Those for the compilers, which do not count. */
  readonly warm: number;
  readonly counted: number;
}

/**
 * Does all that is to be compared once in each round, there and back again: what slows the machine down
 * for a while slows down all of it.
 */
export function costsInTurns<Name extends string>(
  works: Readonly<Record<Name, () => void>>,
  { warm, counted }: Rounds,
): Costs<Name> {
  const names = Object.keys(works) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < warm + counted; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const cost = costOf(works[name]);
      if (round >= warm) costs[name].push(cost);
    }
  }
  return costs;
}

function costOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The median of what the rounds say of the one as a multiple of the other. */
export function ratioOf(costs: readonly number[], others: readonly number[]): number {
  return median(costs.map((cost, round) => cost / (others[round] ?? Number.NaN)));
}
