import type { SourceHealth } from '@nalssi/schemas';
import type { Logger } from './log.ts';
import { isFailing, type SourceStatus } from './source-status.ts';
import { type SourceError, type SourceErrorCode, sourceErrors } from './sources/source-error.ts';
import type { Instant } from './time/clock.ts';
import { formatKst } from './time/kst.ts';

/**
 * Tells the log what happens to a source, once: a failure when it begins or changes its kind, not
 * each time it repeats; a recovery; and each oddity of the data the first time it is seen.
 */
export class SourceJournal {
  readonly #log: Logger;
  readonly #seen = new Set<string>();

  constructor(log: Logger, source: string) {
    this.#log = log.child({ source });
  }

  failed(error: SourceError, before: SourceStatus): void {
    const { code, detail, action } = error;
    const repeats = isFailing(before) && before.lastError?.error.code === code;
    const facts = {
      code,
      detail,
      action,
      failures: before.consecutiveFailures + 1,
      lastSuccess: before.lastSuccessAt === null ? 'never' : formatKst(before.lastSuccessAt),
    };
    const message = `${error.message} The last good values stay until they expire.`;
    if (repeats) this.#log.debug(facts, 'The source still fails.');
    else if (code === 'internal') this.#log.error({ ...facts, err: error.cause }, message);
    else if (error.remedy === 'person') this.#log.error(facts, message);
    else this.#log.warn(facts, message);
  }

  /** The source is left alone. An error that closed the way has been told already. */
  blocked(code: SourceErrorCode, until: Instant, before: SourceStatus): void {
    if (before.blocked !== null || before.lastError?.error.code === code) return;
    const { message, action } = sourceErrors[code];
    this.#log.warn(
      { code, until: formatKst(until), action },
      `${message} It is not asked for now.`,
    );
  }

  succeeded(
    batch: SourceHealth['batch'],
    failedValues: readonly string[],
    before: SourceStatus,
  ): void {
    const facts = { readings: batch.readings };
    if (isFailing(before)) {
      this.#log.info({ ...facts, failures: before.consecutiveFailures }, 'The source is back.');
    } else {
      this.#log.debug(facts, 'The source answered.');
    }
    this.#once(
      'station',
      batch.unknownStations,
      'A station is not in the catalogue; it is shown under the name the source gives. Update the catalogue with nalssi stations --refresh.',
    );
    this.#once(
      'word',
      Object.keys(batch.unknownWords),
      'A word is not in the vocabulary; what it says is left out. Add the word.',
    );
    this.#once(
      'key',
      Object.keys(batch.unknownKeys),
      'The source sends a key that is neither used nor ignored by name. Look at its format.',
    );
    this.#once('reason', Object.keys(batch.dropped), 'Rows of the source were left out.');
    this.#once('value', failedValues, 'A value failed a check and is not shown.');
  }

  /** Some of the requests of a run failed while others did not. */
  partly(errors: readonly SourceError[]): void {
    const [first] = errors;
    if (first === undefined) return;
    const { code, detail, action } = first;
    this.#once('part', [code], `Some requests of a run failed: ${first.message}`, {
      detail,
      action,
    });
  }

  /** One line for all the names that are new. */
  #once(kind: string, names: readonly string[], message: string, facts: object = {}): void {
    const fresh = names.filter((name) => !this.#seen.has(`${kind} ${name}`));
    if (fresh.length === 0) return;
    // A hostile source must not fill the memory with names; starting over only repeats a line.
    if (this.#seen.size > 5_000) this.#seen.clear();
    for (const name of fresh) this.#seen.add(`${kind} ${name}`);
    this.#log.warn({ [`${kind}s`]: fresh.slice(0, 20), count: fresh.length, ...facts }, message);
  }
}
