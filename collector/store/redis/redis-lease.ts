import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { z } from 'zod';
import { type Duration, seconds } from '../../time/clock.ts';
import { sleep } from '../../time/sleep.ts';
import {
  type RedisConnection,
  RedisError,
  type Reply,
  type Script,
} from '../../transport/redis/redis-connection.ts';
import { replyAs, replyText } from '../../transport/redis/redis-reply.ts';
import { type Lease, SupersededError } from '../lease.ts';
import { StoreError } from '../store-error.ts';
import { hold, release } from './redis-scripts.ts';

/** How long it holds without a word. It outlives the 3 s in which Sentinels make another master. */
const usualLength: Duration = seconds(10);

/** By so much it ends earlier here than there: two clocks never run alike. */
const margin = 0.05;

/** Sequences that are given out without asking: more than the publishes of a day without Redis. */
const reserve = 10_000;

const standings = z.enum(['other', 'superseded', 'taken', 'held']);

/** Of `hold`: how it stands, the epoch, the last sequence, and up to where they are reserved. */
const holdAnswer = z.tuple([
  replyText.transform(String).pipe(standings),
  z.number(),
  z.number(),
  z.number(),
]);

export interface LeaseOptions {
  readonly connection: RedisConnection;
  readonly length?: Duration | undefined;
  /** Monotonic. */
  readonly now?: (() => Duration) | undefined;
  /** Redis has lost what it held: what is known here has to be written anew. */
  readonly onForgotten: () => void;
  /** Hears when it is held and when not any more, also where Redis only cannot say. */
  readonly onHold?: ((isHeld: boolean) => void) | undefined;
  /** Hears when Redis answers again that did not. */
  readonly onAnswer?: (() => void) | undefined;
}

/** A lease in Redis, renewed by itself four times in its length. */
export class RedisLease implements Lease, AsyncDisposable {
  readonly #options: LeaseOptions;
  readonly #length: Duration;
  readonly #now: () => Duration;
  readonly #who = `${hostname()} ${process.pid} ${randomUUID()}`;
  /** 0 while it stands by. */
  #epoch = 0;
  #last = 0;
  #reserved = 0;
  #endsAt: Duration = Number.NEGATIVE_INFINITY;
  #tenure = new AbortController();
  #hold = new AbortController();
  #ending: NodeJS.Timeout | undefined;
  #renewing: NodeJS.Timeout | undefined;
  #underWay: Promise<boolean> | null = null;
  #isAnswered = false;

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#length = options.length ?? usualLength;
    this.#now = options.now ?? (() => performance.now());
    this.#hold.abort();
  }

  get isHeld(): boolean {
    return this.#epoch > 0 && this.#now() < this.#endsAt;
  }

  /** Whether Redis answered when it was last asked. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  get whileHeld(): AbortSignal {
    return this.#hold.signal;
  }

  /** Aborts with SupersededError when another collector has it. */
  get untilLost(): AbortSignal {
    return this.#tenure.signal;
  }

  /**
   * Waits until it is ours. `after`: the highest sequence known here. Rejects with the reason of `stop`.
   */
  async take(after: number, stop: AbortSignal): Promise<void> {
    while (!(await this.tryToTake(after))) {
      await sleep(this.#pause * (0.75 + Math.random() / 2), stop);
      stop.throwIfAborted();
    }
  }

  /** Resolves with whether it is ours now; `false` also where Redis cannot be asked. */
  async tryToTake(after: number): Promise<boolean> {
    this.#last = Math.max(this.#last, after);
    try {
      if (!this.isHeld) await this.#word();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
    if (!this.isHeld) return false;
    this.#renewLater();
    return true;
  }

  async confirm(): Promise<boolean> {
    if (this.isHeld) return true;
    return this.renew();
  }

  /** As `confirm`, with a word with Redis in any case. */
  async renew(): Promise<boolean> {
    // One that was lost is not taken again by what was begun under it.
    if (this.#epoch === 0) throw this.#superseded;
    return this.#word();
  }

  #word(): Promise<boolean> {
    this.#underWay ??= this.#ask().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  numberAfter(after: number): number {
    const next = Math.max(this.#last, after) + 1;
    if (next > this.#reserved) {
      throw new StoreError(
        'No sequence is left that nobody else gives out: nothing is published until Redis answers.',
      );
    }
    this.#last = next;
    return next;
  }

  /** Makes room for sequences above `after`, where another place holds higher ones. */
  async reserveAbove(after: number): Promise<void> {
    if (after < this.#reserved) return;
    this.#last = Math.max(this.#last, after);
    await this.renew();
  }

  /**
   * Runs a script that begins by asking for the epoch; its first key is `collector`. Rejects with
   * SupersededError where that is another, and with RedisError.
   */
  async runFenced(
    one: Script,
    keys: readonly string[],
    values: readonly (string | number | Buffer)[],
  ): Promise<Reply> {
    if (this.#epoch === 0) throw this.#superseded;
    const fence = [this.#who, this.#epoch];
    const reply = await this.#options.connection.run(
      one,
      ['collector', ...keys],
      [...fence, ...values],
    );
    if (reply === 0) {
      // Where it was wiped the next word with it makes us its holder again, and else ends us.
      await this.renew();
      throw new StoreError(
        'Redis has lost what it held; it is written anew with the next publish.',
      );
    }
    return reply;
  }

  /** Gives it back, so that another need not wait. Never rejects. */
  async giveBack(): Promise<void> {
    clearTimeout(this.#renewing);
    if (this.#epoch === 0) return;
    await this.#options.connection
      .run(release, ['collector', 'lease'], [this.#who, this.#epoch, this.#last])
      .catch(() => undefined);
    this.#lose();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.giveBack();
    clearTimeout(this.#ending);
  }

  async #ask(): Promise<boolean> {
    const { connection, onForgotten, onAnswer } = this.#options;
    const wasAnswered = this.#isAnswered;
    const began = this.#now();
    let answer: z.infer<typeof holdAnswer>;
    try {
      const reply = await connection.run(
        hold,
        ['lease', 'collector'],
        [this.#who, this.#length, this.#epoch, this.#last, reserve],
      );
      answer = replyAs(holdAnswer, reply, connection);
      this.#isAnswered = true;
    } catch (error) {
      this.#isAnswered = false;
      if (error instanceof RedisError) return this.isHeld;
      throw error;
    }
    if (!wasAnswered) onAnswer?.();
    const [standing, epoch, last, reserved] = answer;
    switch (standing) {
      case 'other':
        return false;
      case 'superseded':
        this.#lose();
        throw this.#superseded;
      case 'taken':
        if (this.#epoch > 0) onForgotten();
        else this.#tenure = new AbortController();
        await connection.replicated();
        break;
    }
    this.#epoch = epoch;
    this.#last = Math.max(this.#last, last);
    this.#reserved = reserved;
    this.#keepUntil(began + this.#length * (1 - margin));
    return this.isHeld;
  }

  get #pause(): Duration {
    return this.#length / 4;
  }

  get #superseded(): unknown {
    return this.#tenure.signal.aborted ? this.#tenure.signal.reason : new SupersededError();
  }

  #keepUntil(end: Duration): void {
    this.#endsAt = end;
    clearTimeout(this.#ending);
    const left = end - this.#now();
    if (left <= 0) return;
    if (this.#hold.signal.aborted) {
      this.#hold = new AbortController();
      this.#options.onHold?.(true);
    }
    this.#ending = setTimeout(() => this.#letGo(new SupersededError()), left);
    this.#ending.unref();
  }

  #renewLater(): void {
    clearTimeout(this.#renewing);
    this.#renewing = setTimeout(async () => {
      // Lost, which `untilLost` has told, or not to be asked: what was begun goes by `isHeld`.
      await this.renew().catch(() => undefined);
      if (this.#epoch > 0) this.#renewLater();
    }, this.#pause);
    this.#renewing.unref();
  }

  #lose(): void {
    this.#epoch = 0;
    this.#endsAt = Number.NEGATIVE_INFINITY;
    clearTimeout(this.#renewing);
    const reason = new SupersededError();
    this.#letGo(reason);
    this.#tenure.abort(reason);
  }

  #letGo(reason: SupersededError): void {
    if (this.#hold.signal.aborted) return;
    this.#hold.abort(reason);
    this.#options.onHold?.(false);
  }
}
