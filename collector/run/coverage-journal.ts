import type { SourceHealth } from '@nalssi/schemas';
import { okShare } from '../snapshot/feed-status.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { Logger } from '../telemetry/log.ts';

/** So many are named in a line. */
const mostNamed = 20;

/**
 * Tells the log of stations that are expected and have no temperature although every source answers:
 * of a list that was short from the first answer on, or without numbers, nothing else tells. Once when
 * it begins, once when it is over.
 */
export class CoverageJournal {
  readonly #log: Logger;
  #isTold = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** `sources`: those that are on. */
  tell({ stations }: Snapshot, sources: readonly Pick<SourceHealth, 'state'>[]): void {
    // What a source that fails or has not been asked yet keeps back is told elsewhere.
    if (sources.some(({ state }) => state !== 'ok')) return;
    const expected = stations.filter(({ standing }) => standing === 'expected');
    const without = expected.filter(({ elements }) => !elements.temperature?.shown);
    const isMany = without.length > expected.length * (1 - okShare);
    if (isMany && !this.#isTold) {
      this.#log.warn(
        {
          code: 'missing-temperatures',
          stations: without.slice(0, mostNamed).map(({ station }) => station.id),
          count: without.length,
          expected: expected.length,
          action:
            'Look at the list of a source in a browser. If KMA has closed the stations, nalssi stations --refresh takes them off; if the list is short, add another source to NALSSI_SOURCES.',
        },
        'Stations that are expected have no temperature, though every source answers.',
      );
    } else if (!isMany && this.#isTold) {
      this.#log.info(
        { code: 'temperatures-back', count: without.length, expected: expected.length },
        'The stations that are expected have temperatures again.',
      );
    }
    this.#isTold = isMany;
  }
}
