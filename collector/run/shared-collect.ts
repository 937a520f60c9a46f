import { RedisPublisher } from '../publish/redis/redis-publisher.ts';
import { RedisStore } from '../store/redis/redis-store.ts';
import { RedisVouchers } from '../store/redis/redis-vouchers.ts';
import { StoreError } from '../store/store.ts';
import type { Logger } from '../telemetry/log.ts';
import { type Duration, seconds } from '../time/clock.ts';
import type { RedisAddress } from '../transport/redis/redis-address.ts';
import { RedisConnection } from '../transport/redis/redis-connection.ts';
import { Parts } from './parts.ts';
import type { Shared } from './shared.ts';

/** Whoever runs once does not wait for long. */
const connectWait: Duration = seconds(10);

/**
 * What a collector that runs once shares with others, with the lease, which is given back at the end.
 * Rejects with StoreError where another has it or Redis cannot be reached.
 */
export async function openShared(
  address: RedisAddress,
  log: Logger,
  signal: AbortSignal,
): Promise<Shared & AsyncDisposable> {
  const parts = new Parts();
  try {
    const connection = parts.use(await RedisConnection.open(address));
    const store = parts.use(
      new RedisStore({
        connection,
        onDamage: (error) =>
          log.error(
            { code: 'damaged-state', err: error },
            'Something in Redis is damaged or of another version of nalssi, and is left out.',
          ),
      }),
    );
    await connection.connected(AbortSignal.any([signal, AbortSignal.timeout(connectWait)]));
    signal.throwIfAborted();
    if (!(await store.lease.tryToTake(0))) {
      throw new StoreError(
        store.lease.isAnswered
          ? `Another collector has the lease at ${connection.place}: it asks and publishes, and nothing is left to do here.`
          : `${connection.place} cannot be used: ${connection.lastFault}. Check NALSSI_STORE, and that it runs.`,
      );
    }
    await store.takeOver(signal);
    const publisher = new RedisPublisher(store.lease, connection);
    const vouchers = new RedisVouchers(connection);
    return { store, publisher, vouchers, [Symbol.asyncDispose]: () => parts.disposeAsync() };
  } catch (error) {
    await parts.disposeAsync();
    throw error;
  }
}
