import type { Source } from '../sources/source.ts';
import { noTelemetry, type RunResult, type Telemetry } from '../telemetry/telemetry.ts';
import { type ClientOptions, SourceClient } from '../transport/client.ts';
import type { Failure, Ledger, LedgerEvent, RunRequests } from '../transport/ledger.ts';
import type { OpenLedger } from '../transport/open-ledger.ts';
import type { Outcome } from '../transport/outcome.ts';

/** What came of a run that was not cut off. */
export type RunOutcome<Parsed> = Exclude<Outcome<Parsed>, { kind: 'aborted' }>;

/** What a run that gave something usable says of its source. */
export type Answer = Omit<Extract<LedgerEvent, { kind: 'answered' }>, 'kind' | 'run' | 'random'>;

/** What is kept of the runs of one upstream, whatever it is asked for: its ledger and its metrics. */
export class AskedSource<Parsed> {
  readonly #source: Source<Parsed>;
  readonly #client: SourceClient<Parsed>;
  readonly #ledger: OpenLedger;
  readonly #telemetry: Telemetry;

  constructor(options: ClientOptions<Parsed>) {
    this.#source = options.source;
    this.#client = new SourceClient<Parsed>(options);
    this.#ledger = options.ledger;
    this.#telemetry = options.telemetry ?? noTelemetry;
  }

  get ledger(): Ledger {
    return this.#ledger.current;
  }

  /**
   * Asks once; `judge` says what the run was worth and enters it. `signal` ends it at once, and then
   * nothing of it counts: `null`. After `deadline` what has been answered counts.
   */
  async ask(
    judge: (outcome: RunOutcome<Parsed>, before: Ledger) => RunResult,
    signal: AbortSignal,
    deadline?: AbortSignal,
  ): Promise<{ outcome: RunOutcome<Parsed>; result: RunResult } | null> {
    const before = this.ledger;
    const begun = performance.now();
    const outcome = await this.#client.ask(signal, deadline);
    if (outcome.kind === 'aborted') return null;
    const result = judge(outcome, before);
    this.#telemetry.run(this.#source.id, result, performance.now() - begun);
    return { outcome, result };
  }

  /** A request to the upstream that another part made: it counts in the quota of the day. */
  countRequest(): void {
    this.#ledger.record({ kind: 'requested', limit: this.#source.dailyRequests });
  }

  answered(run: RunRequests, answer: Answer): 'ok' {
    this.#ledger.record({ kind: 'answered', run, ...answer, random: Math.random() });
    return 'ok';
  }

  failed(run: RunRequests, failure: Failure): 'failed' {
    this.#ledger.record({ kind: 'failed', run, failure, random: Math.random() });
    return 'failed';
  }

  nothingYet(run: RunRequests): 'nothing-yet' {
    this.#ledger.record({ kind: 'nothing-yet', run });
    return 'nothing-yet';
  }
}
