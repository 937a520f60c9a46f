import type { Keys, Replaceable, RunsBefore, Source, SourceRequest } from '../sources/source.ts';
import { SourceError, unexpected } from '../sources/source-error.ts';
import type { UpstreamId } from '../sources/source-id.ts';
import { Secrets } from '../telemetry/secrets.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { type Clock, type Duration, type Instant, seconds } from '../time/clock.ts';
import type { ClockCheck } from '../time/clock-check.ts';
import { startOfNextKstDay } from '../time/kst.ts';
import { OutOfTimeError, runInTime } from '../time/run-in-time.ts';
import type { Sleep } from '../time/sleep.ts';
import { cleanAnswer } from './clean-answer.ts';
import { blockAt, type Ledger } from './ledger.ts';
import type { OpenLedger } from './open-ledger.ts';
import { conclude, endsRun, type Outcome, type RequestResult } from './outcome.ts';
import { delayBeforeRetry } from './retry.ts';
import type { SourceConfig } from './source-config.ts';
import { errorOfAnswer } from './status-error.ts';

/**
 * For reading an answer, beside the deadline of the request: the largest real one takes 40 ms, and
 * no answer within its cap of bytes is known to take a tenth of this.
 */
const readingDeadline: Duration = seconds(2);

/** Requests to one upstream at the same time. */
const concurrency = 3;

/**
 * Failures in a row after which the rest of a run is left, two rounds of requests: an upstream that
 * is down, not a request that is wrong. More would let a hostile upstream cost a process more.
 */
const failuresInARow = 6;

/** What the client of a source works with. */
export interface ClientOptions<Parsed> {
  readonly source: Source<Parsed> & Replaceable<Parsed>;
  readonly config: SourceConfig<UpstreamId>;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly telemetry?: Telemetry;
  readonly ledger: OpenLedger;
  /** Hears what time it is by each answer. */
  readonly clockCheck?: ClockCheck | null;
}

/**
 * Asks one upstream: a run of requests with their deadlines and retries, within what the ledger
 * allows. It enters each request into the ledger; what a run was worth only the intake can tell.
 * Knows nothing of weather.
 */
export class SourceClient<Parsed> {
  readonly #source: Source<Parsed> & Replaceable<Parsed>;
  readonly #config: SourceConfig<UpstreamId>;
  readonly #keys: Keys;
  readonly #clock: Clock;
  readonly #sleep: Sleep;
  readonly #telemetry: Telemetry;
  readonly #secrets: Secrets;
  readonly #ledger: OpenLedger;
  readonly #clockCheck: ClockCheck | null;
  /** Until then the upstream is left alone, and what the source asks for instead is asked. */
  #insteadUntil: Instant = 0;

  constructor(options: ClientOptions<Parsed>) {
    this.#source = options.source;
    this.#config = options.config;
    this.#keys = options.keys;
    this.#clock = options.clock;
    this.#sleep = options.sleep;
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#ledger = options.ledger;
    this.#clockCheck = options.clockCheck ?? null;
    this.#secrets = Secrets.ofKeys(this.#keys);
  }

  /**
   * Makes the requests of one run. `signal` ends it at once and nothing of it counts; after
   * `deadline` what has been answered counts, what is under way has failed with code timeout, and
   * the rest is left unasked. Never throws.
   */
  async ask(signal: AbortSignal, deadline?: AbortSignal): Promise<Outcome<Parsed>> {
    if (signal.aborted) return { kind: 'aborted' };
    const now = this.#clock.now();
    const block = blockAt(this.#ledger.current, now);
    if (block !== null) return { kind: 'blocked', ...block };
    const end = deadline === undefined ? signal : AbortSignal.any([signal, deadline]);
    const before = runsBefore(this.#ledger.current);
    const context = { now, keys: this.#keys, before };
    const instead = this.#source.requestsInstead?.(context) ?? [];
    const isRefused = instead.length > 0 && now < this.#insteadUntil;
    const results = await this.#askAll(isRefused ? instead : this.#source.requests(context), end);
    const outcome = conclude(results);
    if (!isRefused && instead.length > 0 && outcome.kind === 'failed') {
      if (outcome.error.remedy === 'person' && !end.aborted) {
        this.#insteadUntil = startOfNextKstDay(now);
        const other = conclude(await this.#askAll(instead, end));
        if (signal.aborted) return { kind: 'aborted' };
        if (other.kind === 'answered') return { ...other, refusal: outcome.error };
        // Where both refuse their keys, the first is what a person can mend.
        return other.kind === 'failed' && other.error.remedy === 'person' ? outcome : other;
      }
    }
    return signal.aborted ? { kind: 'aborted' } : outcome;
  }

  /** Makes requests, and tells what came of each, in their order. */
  async #askAll(
    requests: readonly SourceRequest<Parsed>[],
    end: AbortSignal,
  ): Promise<readonly RequestResult<Parsed>[]> {
    const results = requests.map(
      (request): RequestResult<Parsed> => ({ kind: 'unasked', request }),
    );
    const queue = requests.entries();
    let failures = 0;
    let isHopeless = false;
    // Not p-map: it throws what has been answered away when it is stopped, and here it counts.
    const worker = async () => {
      for (const [index, request] of queue) {
        // A run of many requests may reach the end of the day's in its midst.
        if (end.aborted || isHopeless || this.#isSpent) return;
        const result = await this.#requestOrOther(request, end);
        results[index] = result;
        failures = result.kind === 'failed' ? failures + 1 : 0;
        isHopeless ||= failures >= failuresInARow;
        isHopeless ||= result.kind === 'failed' && endsRun(result.error);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    return results;
  }

  /** Whether the last request that the upstream allows in a day was made. */
  get #isSpent(): boolean {
    return blockAt(this.#ledger.current, this.#clock.now()) !== null;
  }

  /** A request, and what the source asks for instead while the upstream has nothing for it yet. */
  async #requestOrOther(
    request: SourceRequest<Parsed>,
    end: AbortSignal,
  ): Promise<RequestResult<Parsed>> {
    const result = await this.#request(request, end);
    const { otherwise } = request;
    if (result.kind !== 'not-yet' || otherwise === undefined) return result;
    return end.aborted || this.#isSpent ? result : this.#requestOrOther(otherwise, end);
  }

  async #request(request: SourceRequest<Parsed>, end: AbortSignal): Promise<RequestResult<Parsed>> {
    const failedBefore = this.#ledger.current.consecutiveFailures > 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const parsed = await this.#attempt(request, end);
        this.#telemetry.request(this.#source.id, 'ok');
        return { kind: 'answered', request, parsed };
      } catch (cause) {
        const error = this.#errorOf(cause, end);
        this.#telemetry.request(this.#source.id, error.code);
        const delay = delayBeforeRetry(error, attempt, failedBefore, Math.random());
        if (delay !== null && !this.#isSpent) await this.#sleep(delay, end);
        if (delay === null || this.#isSpent || end.aborted) {
          return { kind: error.remedy === 'not-yet' ? 'not-yet' : 'failed', request, error };
        }
        this.#telemetry.retry(this.#source.id);
      }
    }
  }

  #errorOf(cause: unknown, end: AbortSignal): SourceError {
    const { id } = this.#source;
    if (end.aborted) return new SourceError(id, 'timeout', 'the run took too long', { cause });
    if (cause instanceof SourceError) return cause;
    return unexpected(id, cause);
  }

  async #attempt(request: SourceRequest<Parsed>, end: AbortSignal): Promise<Parsed> {
    this.#ledger.record({ kind: 'requested', limit: this.#source.dailyRequests });
    const { baseUrl, isBaseUrlGiven } = this.#config;
    const base = isBaseUrlGiven ? baseUrl.href : (request.baseUrl ?? baseUrl.href);
    const url = new URL(base.replace(/\/$/, '') + request.path);
    const { limits, proxies } = this.#config;
    const { id } = this.#source;
    // With all of undici, which takes a quarter of a start: nobody who reads the stored feed needs it.
    const { download } = await import('./download.ts');
    const answer = await download(id, url, limits, end, proxies, request.known);
    if (answer.dated !== null) this.#clockCheck?.hear(url.host, answer.dated);
    end.throwIfAborted();
    return this.#readInTime(() => {
      if (answer.status === 304 && request.unchanged !== undefined) return request.unchanged;
      const bytes = this.#withoutKeys(answer.bytes);
      if (answer.status !== 200) throw errorOfAnswer(this.#source, { ...answer, bytes });
      return cleanAnswer(request.read(bytes, answer.validators), this.#secrets);
    });
  }

  #readInTime(read: () => Parsed): Parsed {
    try {
      return runInTime(readingDeadline, read);
    } catch (error) {
      if (!(error instanceof OutOfTimeError)) throw error;
      throw new SourceError(this.#source.id, 'too-costly', error.message, { cause: error });
    }
  }

  /**
   * An upstream may repeat the request in its answer, and names and words of an answer get into the
   * feed. `cleanAnswer` takes keys out of what was read; before that a reader may have cut one in two,
   * at what it takes for the mark of a list. Keys are ASCII: bytes taken for characters hold them as
   * they are, in UTF-8 and in EUC-KR.
   */
  #withoutKeys(bytes: Uint8Array): Uint8Array {
    if (this.#source.keys.length === 0) return bytes;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const scrubbed = this.#secrets.scrub(text);
    return scrubbed === text ? bytes : Buffer.from(scrubbed, 'latin1');
  }
}

function runsBefore(ledger: Ledger): RunsBefore {
  const { lastAttemptAt, lastSuccessAt, newestObservedAt, consecutiveFailures } = ledger;
  const hasBoth = lastSuccessAt !== null && newestObservedAt !== null;
  return {
    lag: hasBoth ? lastSuccessAt - newestObservedAt : null,
    isSilent:
      lastAttemptAt !== null && consecutiveFailures === 0 && lastAttemptAt !== lastSuccessAt,
  };
}
