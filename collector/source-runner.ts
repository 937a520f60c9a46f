import { findStation } from '@nalssi/schemas';
import type { SourceConfig } from './config.ts';
import type { Logger } from './log.ts';
import { type JudgedBatch, judge } from './quality/judge.ts';
import { forget, holdBatch, holdUnconfirmed, type SourceHoldings } from './snapshot/holdings.ts';
import { SourceJournal } from './source-journal.ts';
import { afterFailure, afterSuccess, type SourceStatus, unasked } from './source-status.ts';
import { sources } from './sources/registry.ts';
import type { Source } from './sources/source.ts';
import { SourceError } from './sources/source-error.ts';
import { historyRetention } from './store/sqlite-store.ts';
import type { HistoryEntry } from './store/store.ts';
import type { Clock } from './time/clock.ts';
import { download } from './transport/download.ts';

/** Asks one source, and holds what it said and how it has been doing. */
export class SourceRunner {
  readonly source: Source;
  readonly config: SourceConfig;
  readonly #clock: Clock;
  readonly #journal: SourceJournal;
  #holdings: SourceHoldings;
  #status: SourceStatus = unasked;

  /** `stored`: what the source said before a restart. */
  constructor(config: SourceConfig, clock: Clock, log: Logger, stored?: SourceHoldings) {
    this.source = sources[config.id];
    this.config = config;
    this.#clock = clock;
    this.#journal = new SourceJournal(log, config.id);
    this.#holdings = holdUnconfirmed(stored ?? new Map(), 'not-asked-yet');
  }

  get holdings(): SourceHoldings {
    return this.#holdings;
  }

  get status(): SourceStatus {
    return this.#status;
  }

  /**
   * Asks the source once. Returns the values it gave, for the history, or `null` when it gave
   * nothing usable; the log has the reason then. Never throws.
   */
  async ask(signal: AbortSignal): Promise<HistoryEntry[] | null> {
    const before = this.#status;
    try {
      const bytes = await download(this.source.id, this.#url(), this.config.limits, signal);
      const now = this.#clock.now();
      const batch = judge(this.source.id, this.source.parse(bytes), now);
      const unknown = batch.readings.map(({ station }) => station).filter((id) => !findStation(id));
      this.#holdings = forget(holdBatch(this.#holdings, batch), now, historyRetention);
      this.#status = afterSuccess(before, batch, unknown, now);
      this.#journal.succeeded(batch, unknown, before);
      return historyOf(batch);
    } catch (cause) {
      // Shutting down is nobody's failure.
      if (signal.aborted) return null;
      const error =
        cause instanceof SourceError
          ? cause
          : new SourceError(this.source.id, 'internal', String(cause), cause);
      this.#holdings = holdUnconfirmed(this.#holdings, 'upstream-error');
      this.#status = afterFailure(before, error, this.#clock.now());
      this.#journal.failed(error, before);
      return null;
    }
  }

  #url(): URL {
    const base = this.config.baseUrl.href.replace(/\/$/, '');
    return new URL(base + this.source.path(this.#clock.now()));
  }
}

function historyOf(batch: JudgedBatch): HistoryEntry[] {
  return batch.readings.flatMap(({ station, observedAt, elements }) =>
    Object.entries(elements).flatMap(([element, readout]) =>
      'missing' in readout
        ? []
        : [{ ...readout, station, observedAt, source: batch.source, element } as HistoryEntry],
    ),
  );
}
