import type { Keys, Source, SourceRequest } from '../sources/source.ts';
import type { SourceConfig } from '../sources/source-config.ts';
import { SourceError } from '../sources/source-error.ts';
import { Secrets } from '../telemetry/secrets.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { type Clock, type Duration, type Instant, seconds } from '../time/clock.ts';
import { OutOfTimeError, runInTime } from '../time/run-in-time.ts';
import type { Sleep } from '../time/sleep.ts';
import { download } from './download.ts';
import {
  afterFailedRun,
  afterGoodRun,
  afterRequest,
  blockAt,
  type Ledger,
  requestsToday,
} from './ledger.ts';
import { delayBeforeRetry } from './retry.ts';
import { errorOfAnswer } from './status-error.ts';

/** What came of asking an upstream. */
export type Outcome<Parsed> =
  | {
      readonly kind: 'answered';
      readonly answers: readonly Parsed[];
      /** Of the requests that failed while others did not. */
      readonly errors: readonly SourceError[];
    }
  | { readonly kind: 'failed'; readonly error: SourceError }
  /** The upstream has nothing newer yet, which is no failure. */
  | { readonly kind: 'nothing-yet' }
  /** The upstream was not asked: it wants to be left alone, or its quota is spent. */
  | { readonly kind: 'blocked'; readonly code: SourceError['code']; readonly until: Instant }
  /** The collector is shutting down. */
  | { readonly kind: 'aborted' };

/**
 * For reading an answer, beside the deadline of the request: the largest real one takes 40 ms, and
 * no answer within its cap of bytes is known to take a tenth of this.
 */
const readingDeadline: Duration = seconds(2);

/** Requests to one upstream at the same time. */
const concurrency = 3;

/** Asks one upstream: with its deadline, retries, breaker and quota. Knows nothing of weather. */
export class SourceClient<Parsed> {
  readonly #source: Source;
  readonly #config: SourceConfig;
  readonly #parse: (bytes: Uint8Array, request: SourceRequest) => Parsed;
  readonly #keys: Keys;
  readonly #clock: Clock;
  readonly #sleep: Sleep;
  readonly #telemetry: Telemetry;
  readonly #secrets = new Secrets();
  #ledger: Ledger;

  constructor(options: {
    readonly source: Source;
    readonly config: SourceConfig;
    readonly parse: (bytes: Uint8Array, request: SourceRequest) => Parsed;
    readonly keys: Keys;
    readonly clock: Clock;
    readonly sleep: Sleep;
    readonly telemetry?: Telemetry;
    readonly ledger: Ledger;
  }) {
    this.#source = options.source;
    this.#config = options.config;
    this.#parse = options.parse;
    this.#keys = options.keys;
    this.#clock = options.clock;
    this.#sleep = options.sleep;
    this.#telemetry = options.telemetry ?? noTelemetry;
    this.#ledger = options.ledger;
    for (const id of this.#source.keys) this.#secrets.register(this.#keys[id] ?? '');
  }

  get ledger(): Ledger {
    return this.#ledger;
  }

  /** Requests made today, and how many the upstream allows. */
  get quota(): { used: number; limit: number | null } {
    return {
      used: requestsToday(this.#ledger, this.#clock.now()),
      limit: this.#source.dailyRequests,
    };
  }

  get #isSpent(): boolean {
    const { used, limit } = this.quota;
    return limit !== null && used >= limit;
  }

  /** Makes the requests of one run. Never throws. */
  async run(signal: AbortSignal): Promise<Outcome<Parsed>> {
    const { dailyRequests } = this.#source;
    const block = blockAt(this.#ledger, dailyRequests, this.#clock.now());
    if (block !== null) return { kind: 'blocked', ...block };
    const requests = [...this.#source.requests({ now: this.#clock.now(), keys: this.#keys })];
    const answers: Parsed[] = [];
    const errors: SourceError[] = [];
    const worker = async () => {
      for (let next = requests.shift(); next !== undefined; next = requests.shift()) {
        // A run of many requests may reach the end of the day's in its midst.
        if (this.#isSpent) return;
        const result = await this.#ask(next, signal);
        if (result instanceof SourceError) errors.push(result);
        else answers.push(result.parsed);
        if (isHopeless(errors)) requests.length = 0;
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
    if (signal.aborted) return { kind: 'aborted' };
    return this.#conclude(answers, errors);
  }

  #conclude(answers: readonly Parsed[], errors: readonly SourceError[]): Outcome<Parsed> {
    const failure = errors.find(({ remedy }) => remedy !== 'not-yet');
    const now = this.#clock.now();
    if (failure !== undefined) {
      this.#ledger = afterFailedRun(this.#ledger, failure, now, Math.random());
      if (answers.length === 0) return { kind: 'failed', error: failure };
    } else {
      this.#ledger = afterGoodRun(this.#ledger);
      if (answers.length === 0) return { kind: 'nothing-yet' };
    }
    return { kind: 'answered', answers, errors };
  }

  async #ask(
    request: SourceRequest,
    signal: AbortSignal,
  ): Promise<{ parsed: Parsed } | SourceError> {
    const failedBefore = this.#ledger.consecutiveFailures > 0;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const parsed = await this.#attempt(request, signal);
        this.#telemetry.request(this.#source.id, 'ok');
        return { parsed };
      } catch (cause) {
        const error =
          cause instanceof SourceError
            ? cause
            : new SourceError(this.#source.id, 'internal', String(cause), { cause });
        this.#telemetry.request(this.#source.id, error.code);
        const delay = delayBeforeRetry(error, attempt, failedBefore, Math.random());
        if (delay === null || signal.aborted || this.#isSpent) return error;
        this.#telemetry.retry(this.#source.id);
        await this.#sleep(delay, signal);
      }
    }
  }

  async #attempt(request: SourceRequest, signal: AbortSignal): Promise<Parsed> {
    this.#ledger = afterRequest(this.#ledger, this.#clock.now());
    const { baseUrl, isBaseUrlGiven } = this.#config;
    const base = isBaseUrlGiven ? baseUrl.href : (request.baseUrl ?? baseUrl.href);
    const url = new URL(base.replace(/\/$/, '') + request.path);
    const answer = await download(this.#source.id, url, this.#config.limits, signal);
    const bytes = this.#withoutKeys(answer.bytes);
    signal.throwIfAborted();
    return this.#readInTime(() => {
      if (answer.status !== 200) throw errorOfAnswer(this.#source, { ...answer, bytes });
      return this.#parse(bytes, request);
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
   * feed. Keys are ASCII: bytes taken for characters hold them as they are, in UTF-8 and in EUC-KR.
   */
  #withoutKeys(bytes: Uint8Array): Uint8Array {
    if (this.#source.keys.length === 0) return bytes;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const scrubbed = this.#secrets.scrub(text);
    return scrubbed === text ? bytes : Buffer.from(scrubbed, 'latin1');
  }
}

/**
 * Whether the other requests of a run would fail alike: where the upstream wants to be left alone,
 * or where so many have failed that it is not the fault of one.
 */
function isHopeless(errors: readonly SourceError[]): boolean {
  const failures = errors.filter(({ remedy }) => remedy !== 'not-yet');
  const stops = failures.some(({ remedy }) => ['wait', 'day', 'person'].includes(remedy));
  return stops || failures.length >= concurrency;
}
