import type { ClockHealth, SourceHealth } from '@nalssi/schemas';
import { codeOfSuspicion, type Suspicion } from '../quality/judgement.ts';
import type { SourceError } from '../sources/source-error.ts';
import { type SourceErrorCode, sourceErrors } from '../sources/source-error-codes.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import type { Block, Ledger, RunRequests } from '../transport/ledger.ts';
import { blamedOnClock } from './clock-blame.ts';

/** A larger share of stations that are not on the list is told. */
const manyMissing = 0.1;

/**
 * Tells the log what happens to a source, once: a failure when it begins or changes its kind, not
 * each time it repeats; a recovery; and each oddity of the data the first time it is seen.
 */
export class SourceJournal {
  readonly #log: Logger;
  readonly #seen = new Set<string>();
  /** Stations of the list before it became short; `null` while it is whole. */
  #whole: number | null = null;
  #toldBlock: Instant | null = null;
  #isLate = false;

  constructor(log: Logger, source: string) {
    this.#log = log.child({ source });
  }

  /** `before`: the ledger before the run; `clock`: what may be to blame. */
  failed(error: SourceError, before: Ledger, clock: ClockHealth | null = null): void {
    const { code, detail, proxy } = error;
    const told = { code, message: error.message, action: error.action };
    const { action, message: what } = blamedOnClock(told, clock);
    const repeats = before.consecutiveFailures > 0 && isTold(before, code);
    const facts = {
      code,
      detail,
      ...(proxy !== null && { proxy }),
      action,
      failures: before.consecutiveFailures + 1,
      lastSuccess: before.lastSuccessAt === null ? 'never' : formatKst(before.lastSuccessAt),
    };
    const message = `${what} The last good values stay until they expire.`;
    if (repeats) this.#log.debug(facts, 'The source still fails.');
    else if (code === 'internal') this.#log.error({ ...facts, err: error.cause }, message);
    else if (error.remedy === 'person') this.#log.error(facts, message);
    else this.#log.warn(facts, message);
  }

  /** The source is left alone. An error that closed the way has been told already. */
  blocked({ code, until }: Block, ledger: Ledger): void {
    if (this.#toldBlock === until || isTold(ledger, code)) return;
    this.#toldBlock = until;
    const { message, action } = sourceErrors[code];
    this.#log.warn(
      { code, until: formatKst(until), action },
      `${message} It is not asked for now.`,
    );
  }

  succeeded(batch: SourceHealth['batch'], failedValues: readonly string[], before: Ledger): void {
    const facts = { readings: batch.readings };
    if (before.consecutiveFailures > 0 || before.block !== null) {
      this.#log.info(
        { code: 'source-back', ...facts, failures: before.consecutiveFailures },
        'The source is back.',
      );
    } else {
      this.#log.debug(facts, 'The source answered.');
    }
    this.#once('station', batch.unknownStations, {
      code: 'unknown-station',
      message: 'A station is not in the catalogue; it is shown under the name the source gives.',
      action: 'Update the catalogue with nalssi stations --refresh.',
    });
    this.#once('word', Object.keys(batch.unknownWords), {
      code: 'unknown-word',
      message: 'A word is not in the vocabulary; what it says is left out or not understood.',
      action: 'Look at what the source means by it, and add the word.',
    });
    this.#once('key', Object.keys(batch.unknownKeys), {
      code: 'unknown-key',
      message: 'The source sends a key that is neither used nor ignored by name.',
      action: 'Compare the answer with the readme of the source.',
    });
    this.#once('reason', Object.keys(batch.dropped), {
      code: 'dropped-rows',
      message: 'Rows or values of the source were left out.',
      action: 'Nothing to do for a few; health counts them.',
    });
    this.#once('value', failedValues, {
      code: 'failed-value',
      message: 'A value failed a check and is not shown.',
      action: 'Nothing to do unless the station goes on so: then tell KMA.',
    });
  }

  /**
   * After a run that was answered: since when the source has been late, or `null`, and how old its
   * newest observation is. Told when it begins and when it is over.
   */
  late(since: Instant | null, newest: string, clock: ClockHealth | null = null): void {
    if (since !== null && !this.#isLate) {
      const { message, action } = blamedOnClock({ code: 'late', ...sourceErrors.late }, clock);
      this.#log.warn(
        { code: 'late', since: formatKst(since), detail: newest, action },
        `${message} The last good values stay until they expire.`,
      );
    } else if (since === null && this.#isLate) {
      this.#log.info({ code: 'late-over', detail: newest }, 'The source is no longer late.');
    }
    this.#isLate = since !== null;
  }

  /** The upstream refuses the key, and another one has answered. */
  askedInstead({ code, detail, action }: SourceError): void {
    this.#log.warn(
      { code: 'asked-instead', refusal: code, detail, action },
      'The upstream does not accept the key for this; another one is asked until midnight, Korean time.',
    );
  }

  /** Told when it begins or changes its kind, and when it is over. */
  suspected(now: Suspicion | null, before: Suspicion | null): void {
    if (now !== null && now.kind !== before?.kind) {
      const code = codeOfSuspicion(now);
      const { message, action } = sourceErrors[code];
      const level = code === 'unconfirmed-batch' ? 'info' : 'warn';
      this.#log[level]({ code, detail: now.detail, action }, message);
    } else if (now === null && before !== null) {
      this.#log.info(
        { code: `${codeOfSuspicion(before)}-over`, since: formatKst(before.since) },
        'The temperatures of the source are no longer marked as suspect as a whole.',
      );
    }
  }

  /** Nothing of these stations was observed for so long that nothing of them is kept. */
  forgotten(stations: readonly string[]): void {
    if (stations.length === 0) return;
    this.#log.warn(
      {
        code: 'forgotten-stations',
        stations: stations.slice(0, 20),
        count: stations.length,
        action:
          'If KMA has closed one, nalssi stations --refresh takes it off the list of those expected.',
      },
      'Nothing was observed at stations for 48 hours: nothing of them is kept any more.',
    );
  }

  /** `absent` stations were on earlier lists and are not among those `listed` now. */
  missing(absent: readonly string[], listed: number): void {
    // A list that stays short is no whole one when its stations are forgotten.
    const whole = Math.max(absent.length + listed, this.#whole ?? 0);
    const isShort = whole - listed > whole * manyMissing;
    if (isShort && this.#whole === null) {
      this.#log.warn(
        {
          code: 'missing-stations',
          stations: absent.slice(0, 20),
          count: absent.length,
          listed,
          action: 'Nothing to do unless it lasts: then look at the list in a browser.',
        },
        'Many stations are missing from the list. Their last values stay until they expire.',
      );
    } else if (!isShort && this.#whole !== null) {
      this.#log.info({ code: 'stations-back', listed }, 'The list of the source is whole again.');
    }
    this.#whole = isShort ? whole : null;
  }

  /** Some of the requests of a run failed while others did not. */
  partly(errors: readonly SourceError[], requests: RunRequests): void {
    const [first] = errors;
    if (first === undefined) return;
    const { code, detail, action } = first;
    const message = `Some requests of a run failed: ${first.message}`;
    this.#once('part', [code], { code, message, action, detail, requests });
  }

  /** One line for all the names that are new. */
  #once(
    kind: string,
    names: readonly string[],
    {
      message,
      ...facts
    }: { code: string; message: string; action: string; detail?: string; requests?: RunRequests },
  ): void {
    const fresh = names.filter((name) => !this.#seen.has(`${kind} ${name}`));
    if (fresh.length === 0) return;
    // A hostile source must not fill the memory with names; starting over only repeats a line.
    if (this.#seen.size > 5_000) this.#seen.clear();
    for (const name of fresh) this.#seen.add(`${kind} ${name}`);
    this.#log.warn({ [`${kind}s`]: fresh.slice(0, 20), count: fresh.length, ...facts }, message);
  }
}

/** Whether this process has had this error last, and nothing good since. */
function isTold(
  { lastAttemptAt, lastError, lastSuccessAt }: Ledger,
  code: SourceErrorCode,
): boolean {
  if (lastAttemptAt === null || lastError?.code !== code) return false;
  return lastSuccessAt === null || lastSuccessAt <= lastError.at;
}
