import type { ClockHealth } from '@nalssi/schemas';
import type { Logger } from '../telemetry/log.ts';
import { offsetText } from '../time/clock-words.ts';

/** Tells the log of a clock that is off: once when it is, and once when it is right again. */
export class ClockJournal {
  readonly #log: Logger;
  #isOff = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** While nobody knows, what was told last stands. */
  tell(clock: ClockHealth): void {
    const { state, offset, uncertainty, servers, action } = clock;
    const facts = { offset, uncertainty, servers };
    if (state === 'off' && !this.#isOff) {
      this.#isOff = true;
      this.#log.error(
        { code: 'clock-off', ...facts, action },
        `The clock of this machine is ${offsetText(clock)}: ages, expiry and schedules go by it, and are wrong by as much.`,
      );
    } else if (state === 'ok' && this.#isOff) {
      this.#isOff = false;
      this.#log.info(
        { code: 'clock-right', ...facts },
        'The clock of this machine is right again.',
      );
    }
  }
}
