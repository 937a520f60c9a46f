import type { Logger } from './log.ts';
import type { JudgedBatch } from './quality/judge.ts';
import { isFailing, type SourceStatus } from './source-status.ts';
import { type SourceError, sourceErrors } from './sources/source-error.ts';
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
    if (repeats) {
      this.#log.debug(facts, 'The source still fails.');
    } else if (code === 'internal') {
      this.#log.error({ ...facts, err: error.cause }, sourceErrors.internal.message);
    } else {
      this.#log.warn(facts, `${error.message} The last good values stay until they expire.`);
    }
  }

  succeeded(batch: JudgedBatch, unknownStations: readonly string[], before: SourceStatus): void {
    const facts = { readings: batch.readings.length };
    if (isFailing(before)) {
      this.#log.info({ ...facts, failures: before.consecutiveFailures }, 'The source is back.');
    } else {
      this.#log.debug(facts, 'The source answered.');
    }
    this.#once(
      'station',
      unknownStations,
      'A station is not in the catalogue; it is shown under the name the source gives. Update the catalogue.',
    );
    this.#once(
      'word',
      Object.keys(batch.unknownWords),
      'A word for the weather is not in the vocabulary; its condition is left out. Add the word.',
    );
    this.#once(
      'key',
      Object.keys(batch.unknownKeys),
      'The source sends a key that is neither used nor ignored by name. Look at its format.',
    );
    this.#once('reason', Object.keys(batch.dropped), 'Rows of the source were left out.');
    const failed = batch.readings.flatMap(({ station, elements }) =>
      Object.entries(elements).flatMap(([element, readout]) =>
        'failed' in readout && readout.quality === 'fail'
          ? [`${station} ${element} ${readout.value} (${readout.failed.join(', ')})`]
          : [],
      ),
    );
    this.#once('value', failed, 'A value failed a check and is not shown.');
  }

  /** One line for all the names that are new. */
  #once(kind: string, names: readonly string[], message: string): void {
    const fresh = names.filter((name) => !this.#seen.has(`${kind} ${name}`));
    if (fresh.length === 0) return;
    for (const name of fresh) this.#seen.add(`${kind} ${name}`);
    // A hostile source must not fill the memory with names; starting over only repeats a line.
    if (this.#seen.size > 5_000) this.#seen.clear();
    this.#log.warn({ [`${kind}s`]: fresh.slice(0, 20), count: fresh.length }, message);
  }
}
