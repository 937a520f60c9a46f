import { z } from 'zod';
import { type Clock, type Duration, type Instant, minutes } from '../../time/clock.ts';
import type { RedisConnection } from '../../transport/redis/redis-connection.ts';
import { noRedis, replyAs, replyText } from '../../transport/redis/redis-reply.ts';
import { SqliteStore } from '../sqlite-store.ts';
import { type HistoryEntry, type StoredReading, StoreError } from '../store.ts';
import { HistoryBounds } from './history-bounds.ts';
import { type HistoryEvent, packEvent, unpackEvent } from './history-event.ts';

/** Events are read by so many: of 740 stations each has 20 kB. */
const eventsAtOnce = 25;

/** What was written this lately may be missing on a master that has just become one. */
const doubtedFor: Duration = minutes(1);

/** More than twice what 740 stations have in 48 hours. */
const mostInMemory = 64 * 1024 * 1024;

const storedEntries = z.array(z.tuple([replyText, z.array(replyText)])).max(eventsAtOnce);

/**
 * The history as a stream of what happened to it, and as tables in memory that have heard of it up to an
 * event. To hear of one twice changes nothing.
 */
export class RedisHistory implements AsyncDisposable {
  /** Answers what is asked of the history. */
  readonly tables: SqliteStore;
  readonly #connection: RedisConnection;
  readonly #onDamage: (error: unknown) => void;
  readonly #bounds: HistoryBounds;
  /** The last event that is in `tables`. */
  #last = '0-0';
  /** Events that are in `tables` and perhaps not in Redis. */
  #pending: readonly Buffer[] = [];
  #recent: readonly { readonly at: Duration; readonly event: Buffer }[] = [];

  constructor(connection: RedisConnection, onDamage: (error: unknown) => void, clock: Clock) {
    this.#connection = connection;
    this.#bounds = new HistoryBounds(clock);
    this.#onDamage = onDamage;
    this.tables = new SqliteStore(':memory:', onDamage, mostInMemory);
  }

  /** Hears of all events since the last time. Rejects with RedisError, and the reason of `stop`. */
  async catchUp(stop: AbortSignal): Promise<void> {
    const key = this.#connection.key('history');
    let isTold = false;
    for (;;) {
      const range = [`(${this.#last}`, '+', 'COUNT', eventsAtOnce];
      const reply = await this.#connection.send('XRANGE', key, ...range);
      const entries = replyAs(storedEntries, reply, this.#connection);
      for (const [id, [, event]] of entries) {
        stop.throwIfAborted();
        if (id.toString() === this.#last) throw noRedis(this.#connection);
        const damage = event === undefined ? null : await this.#hear(event);
        // A stream of nothing but damage would fill the log.
        if (damage !== null && !isTold) this.#onDamage(damage);
        isTold ||= damage !== null;
        this.#last = id.toString();
      }
      if (entries.length < eventsAtOnce) return;
    }
  }

  /** Takes readings from the days. Resolves with whether the days had one of them. */
  async withdraw(readings: readonly StoredReading[]): Promise<boolean> {
    const isNews = await this.tables.withdrawReadings(readings);
    if (isNews)
      this.#pending = [...this.#pending, await packEvent({ kind: 'withdrawn', readings })];
    return isNews;
  }

  /** What is to be written: what is new, and what may be missing. */
  async eventsWith(entries: readonly HistoryEntry[], now: Instant): Promise<readonly Buffer[]> {
    if (entries.length === 0) return this.#pending;
    return [...this.#pending, await packEvent({ kind: 'heard', entries, now })];
  }

  /** `events` were written with these entries in them, the last of them as `id`. */
  async written(
    events: readonly Buffer[],
    id: string | null,
    entries: readonly HistoryEntry[],
    now: Instant,
  ): Promise<void> {
    const at = performance.now();
    this.#last = id ?? this.#last;
    this.#pending = this.#pending.filter((event) => !events.includes(event));
    this.#recent = [
      ...this.#recent.filter((one) => at - one.at < doubtedFor),
      ...events.map((event) => ({ at, event })),
    ];
    const fault = entries.length > 0 ? await this.#take({ kind: 'heard', entries, now }) : null;
    if (fault !== null) this.#onDamage(fault);
  }

  /** What was written lately may be missing. */
  doubt(): void {
    this.#pending = [...this.#recent.map(({ event }) => event), ...this.#pending];
    this.#recent = [];
  }

  /** Nothing more is written of what was pending: another has taken over meanwhile. */
  beginAnew(): void {
    this.#pending = [];
    this.#recent = [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tables[Symbol.asyncDispose]();
  }

  /** Resolves to what is wrong with an event that cannot be read, or for which there is no room. */
  async #hear(bytes: Buffer): Promise<unknown> {
    let event: HistoryEvent;
    try {
      event = await unpackEvent(bytes);
    } catch (error) {
      return error;
    }
    return this.#take(event);
  }

  async #take(event: HistoryEvent): Promise<StoreError | null> {
    try {
      if (event.kind === 'withdrawn') {
        await this.tables.withdrawReadings(this.#bounds.within(event.readings));
      } else {
        const entries = this.#bounds.within(event.entries);
        await this.tables.addHistory(entries, this.#bounds.latest(event.now));
      }
      return null;
    } catch (error) {
      if (error instanceof StoreError) return error;
      throw error;
    }
  }
}
