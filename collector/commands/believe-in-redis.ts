import type { SourceId } from '../sources/source-id.ts';
import { RedisVouchers } from '../store/redis/redis-vouchers.ts';
import { StoreError } from '../store/store-error.ts';
import { type Duration, seconds } from '../time/clock.ts';
import type { RedisAddress } from '../transport/redis/redis-address.ts';
import { RedisConnection, RedisError } from '../transport/redis/redis-connection.ts';

const connectWait: Duration = seconds(10);

/** Says it to whichever collector leads. Throws StoreError. */
export async function sayInRedis(
  address: RedisAddress,
  source: SourceId,
  signal: AbortSignal,
): Promise<void> {
  await using connection = await RedisConnection.open(address);
  await connection.connected(AbortSignal.any([signal, AbortSignal.timeout(connectWait)]));
  try {
    await new RedisVouchers(connection).vouchFor(source);
  } catch (error) {
    if (!(error instanceof RedisError)) throw error;
    throw new StoreError(
      `Nobody was told: ${error.message}. Check NALSSI_STORE, and that it runs.`,
      {
        cause: error,
      },
    );
  }
}
