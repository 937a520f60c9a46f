import { z } from 'zod';
import { show } from '../../telemetry/shown-value.ts';
import {
  isOfRedis,
  type RedisAddress,
  redisAddressOf,
} from '../../transport/redis/redis-address.ts';

const words = ['sqlite', 'publish'] as const;

/** May hold a password: no message may show one that means to be an address. */
export const store = z
  .string()
  .refine((text) => isOfRedis(text) || words.some((known) => known === text), {
    error: ({ input }) =>
      `${show(input, words)} is not known. Use sqlite, publish to keep state in the storage that NALSSI_PUBLISH names, or redis://host:6379 for several collectors, or unset it.`,
  })
  .refine((text) => !isOfRedis(text) || typeof redisAddressOf(text) !== 'string', {
    error: ({ input }) => String(redisAddressOf(String(input))),
  })
  .default('sqlite');

/** `null` where state is kept elsewhere. */
export function redisOf(text: string): RedisAddress | null {
  const address = isOfRedis(text) ? redisAddressOf(text) : null;
  return typeof address === 'string' ? null : address;
}
