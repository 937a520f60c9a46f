import type { SourcedValue } from './element-snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** Temperatures of one station of which only one can be true. */
export interface Disagreement {
  readonly station: string;
  readonly shown: SourcedValue;
  readonly others: readonly SourcedValue[];
}

/** Where sources contradict each other, in the order of the stations. */
export function disagreementsOf({ stations }: Pick<Snapshot, 'stations'>): Disagreement[] {
  return stations.flatMap(({ station, elements }) => {
    const { shown, apart = [] } = elements.temperature ?? { shown: null };
    return shown === null || apart.length === 0
      ? []
      : [{ station: station.id, shown, others: apart }];
  });
}
