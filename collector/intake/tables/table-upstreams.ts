import type { Keys, Source } from '../../sources/source.ts';
import type { UpstreamId } from '../../sources/source-id.ts';
import type { RunResult, Telemetry } from '../../telemetry/telemetry.ts';
import type { Clock } from '../../time/clock.ts';
import type { ClockCheck } from '../../time/clock-check.ts';
import type { Sleep } from '../../time/sleep.ts';
import { emptyBatch } from '../../transport/ledger.ts';
import { OpenLedger } from '../../transport/open-ledger.ts';
import type { Outcome } from '../../transport/outcome.ts';
import type { SourceConfig } from '../../transport/source-config.ts';
import { AskedSource, type RunOutcome } from '../asked-source.ts';
import type { TableState } from './table-state.ts';

export interface TableUpstreamsOptions {
  readonly everySource: { readonly [Id in UpstreamId]: SourceConfig<Id> };
  readonly keys: Keys;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly telemetry?: Telemetry;
  readonly clockCheck?: ClockCheck | null;
  /** Whether a person asks: then nothing that was stored keeps it from asking. */
  readonly isByHand?: boolean;
}

/** The upstreams of tables, and what each has cost: those of zones from start to start. */
export class TableUpstreams {
  readonly #options: TableUpstreamsOptions;
  readonly #stored: TableState['ledgers'];
  readonly #ledgers = new Map<UpstreamId, OpenLedger>();
  #countRequest: (source: UpstreamId) => void = () => undefined;

  constructor(options: TableUpstreamsOptions, stored: TableState['ledgers']) {
    this.#options = options;
    this.#stored = stored;
  }

  /** From now on each request counts where `count` counts it too. */
  countRequestsWith(count: (source: UpstreamId) => void): void {
    this.#countRequest = count;
  }

  /** Asks once. */
  async ask<Parsed>(source: Source<Parsed>, signal: AbortSignal): Promise<Outcome<Parsed>> {
    const ledger = this.#ledgerOf(source);
    const before = ledger.current.requests;
    const config: SourceConfig<UpstreamId> = this.#options.everySource[source.id];
    const asked = new AskedSource<Parsed>({ ...this.#options, source, config, ledger });
    const run = await asked.ask((outcome) => judge(asked, outcome), signal);
    for (let made = before; made < ledger.current.requests; made += 1) {
      this.#countRequest(source.id);
    }
    return run?.outcome ?? { kind: 'aborted' };
  }

  /** What is to be stored of them. */
  get ledgers(): TableState['ledgers'] {
    const ledgers = { ...this.#stored };
    for (const id of ['apihub-zones', 'kma-zones'] as const) {
      const open = this.#ledgers.get(id);
      if (open !== undefined) ledgers[id] = open.current;
    }
    return ledgers;
  }

  #ledgerOf({ id, dailyRequests }: Source<unknown>): OpenLedger {
    const open = this.#ledgers.get(id);
    if (open !== undefined) return open;
    const isOfZones = id === 'apihub-zones' || id === 'kma-zones';
    const { clock, isByHand = false } = this.#options;
    const stored = isOfZones && !isByHand ? this.#stored[id] : undefined;
    const ledger = OpenLedger.begin(stored, dailyRequests, clock);
    this.#ledgers.set(id, ledger);
    return ledger;
  }
}

/** A table has no readings: what an answer is worth its own checks say. */
function judge<Parsed>(asked: AskedSource<Parsed>, outcome: RunOutcome<Parsed>): RunResult {
  switch (outcome.kind) {
    case 'answered': {
      const failure = outcome.errors[0] ?? null;
      return asked.answered(outcome.requests, {
        batch: emptyBatch,
        newestObservedAt: null,
        failure,
      });
    }
    case 'failed':
      return asked.failed(outcome.requests, outcome.error);
    case 'nothing-yet':
      return asked.nothingYet(outcome.requests);
    case 'blocked':
      return 'blocked';
  }
}
