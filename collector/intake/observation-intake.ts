import type { Catalogue } from '../catalogue/catalogue.ts';
import { type RememberedList, remember } from '../quality/batch/remembered-lists.ts';
import {
  fieldOf,
  type TemperatureField,
  temperaturesOf,
} from '../quality/batch/temperature-field.ts';
import { type Memory, vouchedFor } from '../quality/batch/weigh-batch.ts';
import type { Witness } from '../quality/batch/witness.ts';
import type { RefusedColumns } from '../quality/column-steps.ts';
import { judge } from '../quality/judge.ts';
import type { JudgedBatch } from '../quality/judgement.ts';
import { clockTolerance } from '../quality/limits.ts';
import { noPrevious, previousOfReadings } from '../quality/previous.ts';
import { RefusedAnswer } from '../quality/refused-answer.ts';
import {
  forget,
  holdBatch,
  holdUnconfirmed,
  previousOf,
  type SourceHoldings,
  temperatureFieldOf,
  withoutLater,
} from '../snapshot/holdings.ts';
import { addCounts, type Batch } from '../sources/reading.ts';
import type { ObservationSource } from '../sources/source.ts';
import { type HistoryEntry, historyRetention } from '../store/store.ts';
import type { Instant } from '../time/clock.ts';
import type { Absence } from './absence.ts';
import { type Learnt, type RunnerOptions, SourceRunner } from './source-runner.ts';
import { Strangers } from './strangers.ts';

/** What an observation runner knows from before and from others. */
export interface KnownBefore {
  /** What the source said before a restart. */
  readonly stored?: SourceHoldings | undefined;
  /** Of all sources together. */
  readonly strangers?: Strangers;
  /** What the other sources say when one is asked. */
  readonly witnesses?: () => readonly Witness[];
}

/** A runner of a source of observations: it holds what the source said of every station. */
export class ObservationRunner extends SourceRunner<Batch> {
  readonly source: ObservationSource;
  readonly #catalogue: Catalogue;
  readonly #strangers: Strangers;
  #holdings: SourceHoldings;
  #history: HistoryEntry[] = [];
  #earlier: readonly RememberedList[] = [];
  #refused: TemperatureField | null = null;
  #refusedColumns: RefusedColumns | null = null;
  readonly #takeVoucher: RunnerOptions['takeVoucher'];
  readonly #witnesses: () => readonly Witness[];

  constructor(source: ObservationSource, options: RunnerOptions, known: KnownBefore = {}) {
    const { stored = new Map(), witnesses = () => [] } = known;
    const { strangers = new Strangers(options.catalogue) } = known;
    super(source, options);
    this.source = source;
    this.#catalogue = options.catalogue;
    this.#strangers = strangers;
    this.#takeVoucher = options.takeVoucher;
    this.#witnesses = witnesses;
    const now = options.clock.now();
    const kept = [...stored].filter(([station]) => strangers.admit(station, now));
    // A judge refuses what is of the future; what is stored may be of a clock that was wrong, or of anybody.
    const past = withoutLater(new Map(kept), now + clockTolerance);
    this.#holdings = holdUnconfirmed(past, 'not-asked-yet');
  }

  get holdings(): SourceHoldings {
    return this.#holdings;
  }

  /** Takes the lists that it was believed with before a restart, the newest last. */
  recall(lists: readonly RememberedList[]): void {
    this.#earlier = lists;
  }

  /** Values read since the last call, for the history. */
  takeHistory(): HistoryEntry[] {
    return this.#history.splice(0);
  }

  protected accept(answers: readonly Batch[], absence: Absence, now: Instant): Learnt {
    const read = this.#withoutExcess(joinBatches(answers), now);
    const batch = this.#judge(read, now);
    const field = fieldOf(temperaturesOf(read.readings));
    if (field !== null) this.#earlier = remember(this.#earlier, field);
    this.#refused = null;
    this.#refusedColumns = null;
    const before = this.#withoutForgotten();
    const held = holdBatch(before, batch, absence);
    this.#holdings = forget(held, now, historyRetention);
    const isForgotten = (station: string) =>
      !this.#holdings.has(station) && this.#catalogue.find(station) !== undefined;
    const forgotten = [...before.keys()].filter(isForgotten);
    this.#history.push(...historyOf(batch));
    const { readings } = batch;
    const listed = new Set(readings.map(({ station }) => station));
    const unknown = readings.filter(({ station }) => !this.#catalogue.find(station));
    return {
      batch: {
        readings: readings.length,
        dropped: batch.dropped as Record<string, number>,
        unknownStations: unknown.map(({ station }) => station),
        unknownWords: batch.unknownWords,
        unknownKeys: batch.unknownKeys,
      },
      newestObservedAt: readings.reduce((newest, one) => Math.max(newest, one.observedAt), 0),
      failedValues: failedValuesOf(batch),
      suspicion: batch.suspicion,
      listed: listed.size,
      absent: [...this.#holdings.keys()].filter((station) => !listed.has(station)),
      forgotten,
    };
  }

  /** What the source says, as another source hears it; `null` while it says nothing. */
  get witness(): Witness | null {
    const field = temperatureFieldOf(this.#holdings);
    return field && { source: this.source.id, field };
  }

  /** Throws SourceError. What is refused or marked as a whole is taken as it is where a person says so. */
  #judge(batch: Batch, now: Instant): JudgedBatch {
    const { id } = this.source;
    const memory: Memory = {
      believed: temperatureFieldOf(this.#holdings),
      doubt: this.ledger.doubt,
      refused: this.#refused,
      refusedColumns: this.#refusedColumns,
      suspicion: this.ledger.suspicion,
      witnesses: this.#witnesses(),
      earlier: this.#earlier,
    };
    const isVouchedFor = () => this.#takeVoucher?.(id) === true;
    const previous = previousOf(this.#holdings);
    try {
      const judged = judge(id, batch, previous, this.#catalogue, now, memory);
      if (judged.suspicion === null || !isVouchedFor()) return judged;
    } catch (error) {
      const refusal = error instanceof RefusedAnswer ? error : null;
      const isOfWhole = refusal?.isOfWhole === true;
      if (isOfWhole) this.#refused = fieldOf(temperaturesOf(batch.readings)) ?? this.#refused;
      const fault = refusal?.column;
      if (fault) {
        const since = this.#refusedColumns?.since ?? now;
        const values = previousOfReadings(batch.readings);
        this.#refusedColumns = { kind: fault.kind, by: fault.by, since, values };
      }
      if (!(isOfWhole && isVouchedFor())) throw error;
    }
    return judge(id, batch, noPrevious, this.#catalogue, now, vouchedFor);
  }

  /** Without the stations that nobody knows and for which there is no room any more. */
  #withoutExcess(batch: Batch, now: Instant): Batch {
    const readings = batch.readings.filter(({ station }) => this.#strangers.admit(station, now));
    const excess = batch.readings.length - readings.length;
    if (excess === 0) return batch;
    const dropped = addCounts(batch.dropped, { 'too-many-strangers': excess });
    return { ...batch, readings, dropped };
  }

  /** Without the stations that nobody knows and that made room for others. */
  #withoutForgotten(): SourceHoldings {
    return new Map([...this.#holdings].filter(([station]) => this.#strangers.has(station)));
  }

  protected loseTouch(): void {
    this.#holdings = holdUnconfirmed(this.#withoutForgotten(), 'upstream-error');
  }
}

/** The answers to several requests of one run as one. */
export function joinBatches(batches: readonly Batch[]): Batch {
  const [first] = batches;
  if (first !== undefined && batches.length === 1) return first;
  return {
    readings: batches.flatMap(({ readings }) => readings),
    dropped: addCounts(...batches.map(({ dropped }) => dropped)),
    unknownWords: addCounts(...batches.map(({ unknownWords }) => unknownWords)),
    unknownKeys: addCounts(...batches.map(({ unknownKeys }) => unknownKeys)),
  };
}

function historyOf(batch: JudgedBatch): HistoryEntry[] {
  return batch.readings.flatMap(({ station, observedAt, elements }) =>
    Object.entries(elements).flatMap(([element, readout]) =>
      'value' in readout
        ? [{ ...readout, station, observedAt, source: batch.source, element } as HistoryEntry]
        : [],
    ),
  );
}

/** `108 temperature 52 (range)`. */
function failedValuesOf({ readings }: JudgedBatch): string[] {
  return readings.flatMap(({ station, elements }) =>
    Object.entries(elements).flatMap(([element, readout]) =>
      'value' in readout && readout.quality === 'fail'
        ? [`${station} ${element} ${readout.value} (${readout.failed.join(', ')})`]
        : [],
    ),
  );
}
