import type { Clock } from '../time/clock.ts';
import { emptyLedger, type Ledger, type LedgerEvent, ledgerAfter } from './ledger.ts';

/**
 * The ledger of one source, open for entries: the client writes what goes out, the intake what
 * came.
 */
export class OpenLedger {
  readonly #clock: Clock;
  #ledger: Ledger;

  constructor(ledger: Ledger, clock: Clock) {
    this.#ledger = ledger;
    this.#clock = clock;
  }

  /** That of a process that starts. `limit`: requests that the upstream allows in a day. */
  static begin(stored: Ledger | undefined, limit: number | null, clock: Clock): OpenLedger {
    const ledger = new OpenLedger(stored ?? emptyLedger(clock.now()), clock);
    ledger.record({ kind: 'started', limit });
    return ledger;
  }

  get current(): Ledger {
    return this.#ledger;
  }

  record(event: LedgerEvent): void {
    this.#ledger = ledgerAfter(this.#ledger, event, this.#clock.now());
  }
}
