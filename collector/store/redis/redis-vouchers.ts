import type { SourceId } from '../../sources/source-id.ts';
import { hours } from '../../time/clock.ts';
import type { RedisConnection } from '../../transport/redis/redis-connection.ts';
import type { Vouchers } from '../vouchers.ts';

/** As long as a file says it (`run/vouchers.ts`). */
const holdsFor = hours(1);

/** Whoever leads hears in Redis that a person vouches for the next answer of a source. */
export class RedisVouchers implements Vouchers {
  readonly #connection: RedisConnection;
  readonly #heard = new Set<SourceId>();

  constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  /** Rejects with RedisError. */
  async vouchFor(source: SourceId): Promise<void> {
    await this.#connection.send('SET', this.#keyOf(source), 1, 'PX', holdsFor);
  }

  async look(source: SourceId): Promise<void> {
    this.#heard.delete(source);
    const said = await this.#connection.send('GET', this.#keyOf(source)).catch(() => null);
    if (said !== null) this.#heard.add(source);
  }

  take(source: SourceId): boolean {
    if (!this.#heard.delete(source)) return false;
    // One that stays because Redis is lost this moment is used up by the next answer, or ends by itself.
    void this.#connection.send('DEL', this.#keyOf(source)).catch(() => undefined);
    return true;
  }

  #keyOf(source: SourceId): string {
    return this.#connection.key(`believe:${source}`);
  }
}
