import { z } from 'zod';
import type { SourceHoldings } from '../../snapshot/holdings.ts';
import type { DailyElement } from '../../snapshot/hour-readings.ts';
import { type SourceId, sourceIds } from '../../sources/source-id.ts';
import { type Clock, type Duration, type Instant, seconds, systemClock } from '../../time/clock.ts';
import { sleep } from '../../time/sleep.ts';
import type { Ledger } from '../../transport/ledger.ts';
import { type RedisConnection, RedisError } from '../../transport/redis/redis-connection.ts';
import { replyAs, replyText } from '../../transport/redis/redis-reply.ts';
import { SupersededError } from '../lease.ts';
import {
  type Commit,
  type DayUntil,
  historyRetention,
  type Store,
  type StoredReading,
  type StoredState,
  StoreError,
} from '../store.ts';
import {
  formatHoldings,
  parseEdition,
  parseHoldings,
  parseLedger,
  parseWarnings,
} from '../stored-state.ts';
import { RedisHistory } from './redis-history.ts';
import { RedisLease } from './redis-lease.ts';
import { commit } from './redis-scripts.ts';

/** Of `commit`: a word, and the last event where there is one. */
const writtenAs = z.tuple([z.literal(1), replyText.nullable()]);

const namesAndValues = z.array(replyText);

/** Between attempts to read what there is. */
const readAgainAfter: Duration = seconds(1);

export interface RedisStoreOptions {
  readonly connection: RedisConnection;
  /** Hears of a stored value that could not be read. */
  readonly onDamage: (error: unknown) => void;
  readonly leaseLength?: Duration | undefined;
  /** Hears when the lease is held and when not any more. */
  readonly onHold?: (isHeld: boolean) => void;
  /** Hears when Redis answers again that did not. */
  readonly onAnswer?: () => void;
  /** Monotonic; by it the lease ends. */
  readonly now?: () => Duration;
  /** By it the history has its 48 hours; the machine's without this. */
  readonly clock?: Clock;
}

/**
 * A store that several collectors share. State and ledgers are hashes in Redis. The history is a stream of
 * what happened to it, trimmed to 48 hours; each collector reads it into a table in its memory, which
 * answers as that of one machine does, and one that stands by has it ready. All writes of a run are one
 * script, which is refused where the lease is another's.
 */
export class RedisStore implements Store {
  readonly lease: RedisLease;
  readonly #connection: RedisConnection;
  readonly #onDamage: (error: unknown) => void;
  readonly #history: RedisHistory;
  /** Everything that this collector has written, for a Redis that lost some of it. */
  readonly #state = new Map<string, string>();
  readonly #ledgers = new Map<string, string>();
  #mayLack = false;

  constructor({
    connection,
    onDamage,
    leaseLength,
    onHold,
    onAnswer,
    now,
    clock,
  }: RedisStoreOptions) {
    this.#connection = connection;
    this.#onDamage = onDamage;
    this.#history = new RedisHistory(connection, onDamage, clock ?? systemClock);
    const onForgotten = () => {
      this.#mayLack = true;
      this.#history.doubt();
    };
    connection.onReconnect(onForgotten);
    this.lease = new RedisLease({
      connection,
      onForgotten,
      onHold,
      onAnswer,
      length: leaseLength,
      now,
    });
  }

  /** Hears what was written since the last time. Rejects with StoreError, and the reason of `stop`. */
  async catchUp(stop: AbortSignal): Promise<void> {
    await this.#attempt('read the history', () => this.#history.catchUp(stop));
  }

  /**
   * Has everything that was written under the epochs before, now that the lease is ours. Rejects with
   * SupersededError where it is lost meanwhile, and with the reason of `stop`.
   */
  async takeOver(stop: AbortSignal): Promise<void> {
    this.#state.clear();
    this.#ledgers.clear();
    this.#history.beginAnew();
    this.#mayLack = false;
    for (;;) {
      try {
        await this.catchUp(stop);
        return;
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        await this.lease.confirm();
        await sleep(readAgainAfter, stop);
        stop.throwIfAborted();
      }
    }
  }

  async loadState(): Promise<StoredState | null> {
    const parts = await this.#readHash('state', 'read the last state');
    const text = (part: string) => parts.get(part);
    const edition = this.#parse(text('edition'), parseEdition);
    if (edition === null) return null;
    const holdings = sourceIds.flatMap((source): [SourceId, SourceHoldings][] => {
      const held = this.#parse(text(`holdings ${source}`), parseHoldings);
      return held === null ? [] : [[source, held]];
    });
    const warnings = this.#parse(text('warnings'), parseWarnings);
    return { edition, holdings: Object.fromEntries(holdings), warnings };
  }

  async loadLedgers(): Promise<Partial<Record<SourceId, Ledger>>> {
    const stored = await this.#readHash('ledgers', 'read what the sources have cost');
    const ledgers = [...stored].flatMap(([source, text]): [string, Ledger][] => {
      const ledger = this.#parse(text, parseLedger);
      return ledger === null ? [] : [[source, ledger]];
    });
    return Object.fromEntries(ledgers);
  }

  async commit(change: Commit): Promise<void> {
    const { sequence, entries, now } = change;
    const state = statePartsOf(change);
    const ledgers = Object.entries(change.ledgers).map(([source, ledger]): [string, string] => [
      source,
      JSON.stringify(ledger),
    ]);
    for (const [part, text] of state) this.#state.set(part, text);
    for (const [source, text] of ledgers) this.#ledgers.set(source, text);
    const isAll = this.#mayLack;
    this.#mayLack = false;
    const sentState = isAll ? [...this.#state] : state;
    const sentLedgers = isAll ? [...this.#ledgers] : ledgers;
    const events = await this.#history.eventsWith(entries, now);
    try {
      const [, id] = await this.#attempt('write', async () => {
        const reply = await this.lease.runFenced(
          commit,
          ['state', 'ledgers', 'history'],
          [
            sequence,
            historyRetention / seconds(1),
            sentState.length,
            ...sentState.flat(),
            sentLedgers.length,
            ...sentLedgers.flat(),
            ...events,
          ],
        );
        return replyAs(writtenAs, reply, this.#connection);
      });
      await this.#history.written(events, id?.toString() ?? null, entries, now);
    } catch (error) {
      this.#mayLack ||= isAll;
      throw error;
    }
    await this.#connection.replicated();
  }

  async nextSequence(after: number): Promise<number> {
    return this.#attempt('get a number for the publish', async () => {
      await this.lease.reserveAbove(after);
      const isOurs = await this.lease.renew();
      if (!isOurs || !this.lease.isAnswered) {
        throw new StoreError(
          `${this.#connection.place} does not answer: ${this.#connection.lastFault}. It would say whether another collector has taken over.`,
        );
      }
      return this.lease.numberAfter(after);
    });
  }

  history(station: string, since: Instant) {
    return this.#history.tables.history(station, since);
  }

  temperatures(hour: Instant) {
    return this.#history.tables.temperatures(hour);
  }

  hourly(hour: Instant) {
    return this.#history.tables.hourly(hour);
  }

  readings(hour: Instant, element?: DailyElement) {
    return this.#history.tables.readings(hour, element);
  }

  withdrawReadings(readings: readonly StoredReading[]): Promise<boolean> {
    return this.#history.withdraw(readings);
  }

  keptDay(begin: Instant) {
    return this.#history.tables.keptDay(begin);
  }

  keepDays(days: readonly DayUntil[]) {
    return this.#history.tables.keepDays(days);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.lease[Symbol.asyncDispose]();
    await this.#history[Symbol.asyncDispose]();
  }

  async #readHash(key: string, what: string): Promise<Map<string, string>> {
    const flat = await this.#attempt(what, async () => {
      const reply = await this.#connection.send('HGETALL', this.#connection.key(key));
      return replyAs(namesAndValues, reply, this.#connection);
    });
    const entries = new Map<string, string>();
    for (let index = 0; index + 1 < flat.length; index += 2) {
      entries.set(String(flat[index]), String(flat[index + 1]));
    }
    return entries;
  }

  #parse<Value>(text: string | undefined, parse: (text: string) => Value): Value | null {
    if (text === undefined) return null;
    try {
      return parse(text);
    } catch (error) {
      this.#onDamage(error);
      return null;
    }
  }

  async #attempt<Result>(what: string, action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof SupersededError || error instanceof StoreError) throw error;
      if (!(error instanceof RedisError)) throw error;
      throw new StoreError(`The store could not ${what}: ${error.message}`, { cause: error });
    }
  }
}

function statePartsOf({ edition, holdings, warnings }: Commit): [string, string][] {
  return [
    ['edition', JSON.stringify(edition)],
    ...Object.entries(holdings).map(([source, held]): [string, string] => [
      `holdings ${source}`,
      formatHoldings(held as SourceHoldings),
    ]),
    ...(warnings === undefined
      ? []
      : [['warnings', JSON.stringify(warnings)] satisfies [string, string]]),
  ];
}
