import { expect, test } from 'vitest';
import { RedisHistory } from '../../../../collector/store/redis/redis-history.ts';
import { systemClock } from '../../../../collector/time/clock.ts';
import type { RedisConnection } from '../../../../collector/transport/redis/redis-connection.ts';

/** A connection whose stream has these entries, by so many. */
function streamOf(events: readonly string[]): RedisConnection {
  const entries = events.map((event, index) => [
    Buffer.from(`${index + 1}-0`),
    [Buffer.from('event'), Buffer.from(event)],
  ]);
  const send = async (
    _command: string,
    _key: string,
    from: string,
    _end: string,
    _: string,
    count: number,
  ) => {
    const last = Number.parseInt(from.slice(1), 10);
    return entries.slice(last, last + count);
  };
  return { key: (name: string) => name, send } as unknown as RedisConnection;
}

test('a stream of nothing but damage is told once each time that it is read', async () => {
  const told: unknown[] = [];
  const connection = streamOf(Array.from({ length: 60 }, () => 'no event'));
  await using history = new RedisHistory(connection, (error) => void told.push(error), systemClock);
  await history.catchUp(new AbortController().signal);

  expect(told).toHaveLength(1);

  await history.catchUp(new AbortController().signal);

  expect(told).toHaveLength(1);
});
