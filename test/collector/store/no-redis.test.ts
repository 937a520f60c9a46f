import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { RedisStore } from '../../../collector/store/redis/redis-store.ts';
import { StoreError } from '../../../collector/store/store.ts';
import { RedisConnection } from '../../../collector/transport/redis/redis-connection.ts';
import { addressOf } from '../../servers/redis.ts';

const never = new AbortController().signal;
let server: Server | null = null;
const damages: unknown[] = [];

afterEach(() => {
  server?.close();
  damages.length = 0;
});

/** What takes itself for a Redis, and answers every command that asks for something with `answer`. */
async function storeOn(answer: string): Promise<RedisStore & AsyncDisposable> {
  const opened = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      if (/\$(?:6\r\nxrange|7\r\nhgetall|7\r\nevalsha|4\r\neval)\r/i.test(data.toString()))
        socket.write(answer);
      else socket.write(data.includes('info') ? '$13\r\nredis_version\r\n' : '+OK\r\n'.repeat(3));
    });
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, '127.0.0.1', resolve));
  const bound = opened.address();
  const port = typeof bound === 'object' ? bound?.port : 0;
  const connection = await RedisConnection.open(addressOf(`redis://127.0.0.1:${port}`));
  await connection.connected(never);
  const store = new RedisStore({ connection, onDamage: (error) => damages.push(error) });
  return Object.assign(store, {
    async [Symbol.asyncDispose]() {
      await RedisStore.prototype[Symbol.asyncDispose].call(store);
      await connection[Symbol.asyncDispose]();
    },
  });
}

test.each([
  ['a number', ':5\r\n'],
  ['nothing', '$-1\r\n'],
  ['a word', '+OK\r\n'],
  ['a text', '$3\r\nabc\r\n'],
  ['a list of numbers', '*2\r\n:1\r\n:2\r\n'],
  ['a list of lists of something else', '*1\r\n*2\r\n$1\r\na\r\n:7\r\n'],
  ['a list with nothing in it', '*1\r\n$-1\r\n'],
])(
  'what answers every command with %s is a store that fails, and no fault of ours',
  async (_what, answer) => {
    await using store = await storeOn(answer);

    await expect(store.catchUp(never)).rejects.toThrow(StoreError);
    await expect(store.loadState()).rejects.toThrow(/answers what no Redis does/);
    await expect(store.loadLedgers()).rejects.toThrow(StoreError);
    await expect(store.lease.tryToTake(0)).resolves.toBe(false);
  },
);

test('a history of nothing but the same damage is read once, and told once', async () => {
  const event = '*2\r\n$3\r\n0-1\r\n*2\r\n$5\r\nevent\r\n$3\r\nabc\r\n';
  await using store = await storeOn(`*25\r\n${event.repeat(25)}`);

  await expect(store.catchUp(never)).rejects.toThrow(/answers what no Redis does/);
  expect(damages).toHaveLength(1);
});
