import { z } from 'zod';
import { type RedisConnection, RedisError, type Reply } from './redis-connection.ts';

/** A text as Redis gives it. */
export const replyText = z.instanceof(Buffer);

/** What an answer is that no Redis gives. */
export function noRedis({ place }: RedisConnection): RedisError {
  return new RedisError(
    `${place}: it answers what no Redis does: look at what stands at the address of NALSSI_STORE`,
  );
}

/**
 * An answer as what was asked gives it. Throws RedisError where it is something else: what stands at the address
 * may be no Redis, and a process that trusts it ends with it.
 */
export function replyAs<Value>(
  schema: z.ZodType<Value>,
  reply: Reply,
  connection: RedisConnection,
): Value {
  const read = schema.safeParse(reply);
  if (read.success) return read.data;
  throw noRedis(connection);
}
