import type { Clock } from '../time/clock.ts';
import { type Ledger, type LedgerEvent, ledgerAfter } from './ledger.ts';

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

  get current(): Ledger {
    return this.#ledger;
  }

  record(event: LedgerEvent): void {
    this.#ledger = ledgerAfter(this.#ledger, event, this.#clock.now());
  }
}
