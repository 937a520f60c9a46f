import type { HealthFile } from '@nalssi/schemas';
import type { Logger } from '../telemetry/log.ts';
import type { Clock, Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { PublisherError } from './publisher.ts';

/**
 * A place outside that can fail: a store, a publisher. Disks fill up and turn read-only: the feed
 * goes on from memory then, health says so, the log says so once for each reason we know, and the
 * next attempt tells when it works again.
 */
export class Output {
  readonly id: string;
  readonly #name: string;
  readonly #usualAction: string;
  #action: string;
  readonly #clock: Clock;
  readonly #log: Logger;
  /** What cannot be done. A read that works says nothing of the write that does not. */
  readonly #failing = new Set<string>();
  #since: Instant | null = null;

  /** `name` as in `The feed directory`. */
  constructor(
    { id, name, action }: { id: string; name: string; action: string },
    clock: Clock,
    log: Logger,
  ) {
    this.id = id;
    this.#name = name;
    this.#usualAction = action;
    this.#action = action;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Does something there. Never rejects; what fails gives `otherwise`, and so does what breaks off
   * because `stop` aborted, which is no failure.
   */
  async attempt<Result>(
    what: string,
    action: () => Promise<Result>,
    otherwise: Result,
    stop?: AbortSignal,
  ): Promise<Result> {
    try {
      const result = await action();
      this.#works(what);
      return result;
    } catch (error) {
      if (stop?.aborted === true && error === stop.reason) return otherwise;
      this.#fails(what, error);
      return otherwise;
    }
  }

  /** What `health.json` says of it. */
  get health(): HealthFile['outputs'][number] {
    return this.#since === null
      ? { id: this.id, state: 'ok', since: null, action: null }
      : { id: this.id, state: 'failing', since: formatKst(this.#since), action: this.#action };
  }

  #works(what: string): void {
    if (!this.#failing.delete(what) || this.#failing.size > 0) return;
    this.#since = null;
    this.#log.info({ code: `${this.id}-back` }, `${this.#name} works again.`);
  }

  #fails(what: string, error: unknown): void {
    const isExplained = error instanceof PublisherError;
    const action = isExplained ? error.message : this.#usualAction;
    const isNews = this.#failing.size === 0 || action !== this.#action;
    this.#failing.add(what);
    if (!isNews) return;
    this.#since ??= this.#clock.now();
    this.#action = action;
    // The action of an explained error is its message, which is said once.
    const reason = isExplained ? { place: error.place } : { err: error };
    this.#log.error(
      { code: `${this.id}-failing`, what, ...reason, action },
      `${this.#name} fails; the feed goes on from memory.`,
    );
  }
}
