import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import {
  type RememberedList,
  remember,
} from '../../../../collector/quality/batch/remembered-lists.ts';
import {
  fieldOf,
  type TemperatureField,
  temperaturesOf,
} from '../../../../collector/quality/batch/temperature-field.ts';
import { noMemory } from '../../../../collector/quality/batch/weigh-batch.ts';
import { judge } from '../../../../collector/quality/judge.ts';
import type { Suspicion } from '../../../../collector/quality/judgement.ts';
import { type Doubt, RefusedAnswer } from '../../../../collector/quality/refused-answer.ts';
import {
  holdBatch,
  previousOf,
  type SourceHoldings,
  temperatureFieldOf,
} from '../../../../collector/snapshot/holdings.ts';
import type { Batch, Reading } from '../../../../collector/sources/reading.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import type { Instant } from '../../../../collector/time/clock.ts';

const catalogue = new Catalogue();

/** A source that is told one answer after the other, as a runner hears it. */
export class Follower {
  holdings: SourceHoldings = new Map();
  doubt: Doubt | null = null;
  suspicion: Suspicion | null = null;
  refused: TemperatureField | null = null;
  earlier: readonly RememberedList[] = [];

  /** `null` where the answer was believed, else the error. */
  hear(readings: readonly Reading[], now: Instant): SourceError | null {
    const batch: Batch = { readings, dropped: {}, unknownWords: {}, unknownKeys: {} };
    const believed = temperatureFieldOf(this.holdings);
    const { doubt, refused, suspicion, earlier } = this;
    const memory = { ...noMemory, believed, doubt, refused, suspicion, earlier };
    try {
      const judged = judge('kma-map', batch, previousOf(this.holdings), catalogue, now, memory);
      this.holdings = holdBatch(this.holdings, judged);
      this.doubt = null;
      this.refused = null;
      this.suspicion = judged.suspicion;
      const field = fieldOf(temperaturesOf(readings));
      if (field !== null) this.earlier = remember(this.earlier, field);
      return null;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      if (error instanceof RefusedAnswer) {
        this.doubt = error.doubt ?? this.doubt;
        if (error.isOfWhole) this.refused = fieldOf(temperaturesOf(readings));
      }
      return error;
    }
  }
}

export function readingsOf(
  stations: readonly { readonly id: string }[],
  temperatures: readonly number[],
  observedAt: Instant,
): Reading[] {
  return stations.map(({ id }, index) => ({
    station: id,
    name: null,
    observedAt,
    elements: { temperature: { value: temperatures[index] ?? 0 } },
  }));
}
