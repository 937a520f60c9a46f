import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { RedisConnection } from '../../../../collector/transport/redis/redis-connection.ts';
import { addressOf } from '../../../servers/redis.ts';

/** What followers of a feed wait with. */
const wait = ['XREAD', 'BLOCK', 100, 'STREAMS', 'editions', '$'] as const;

const version = 'redis_version:7.2.0\r\n';

/** Answers as a Redis does to what a client says when it comes. */
function greet(socket: Socket, said: string): void {
  if (said.includes('hello')) socket.write('%1\r\n+proto\r\n:3\r\n+OK\r\n+OK\r\n');
  else if (said.includes('info')) socket.write(`$${version.length}\r\n${version}\r\n`);
}

test.each([
  ['messages', '', '>3\r\n+message\r\n+a\r\n+b\r\n'],
  ['the bytes of a text one by one', '$100000\r\n', 'x'],
  ['the elements of a list one by one', '*100000\r\n', ':1\r\n'],
])(
  'a connection on which %s come instead of an answer is left, and made anew',
  async (_what, head, drop) => {
    let connections = 0;
    await using server = createServer((socket) => {
      connections += 1;
      const isFirst = connections === 1;
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        const said = String(bytes);
        if (!said.includes('XREAD')) return greet(socket, said);
        if (!isFirst) return socket.write('$3\r\nyes\r\n');
        socket.write(head);
        const dripping = setInterval(() => socket.write(drop), 100);
        return socket.once('close', () => clearInterval(dripping));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await using connection = await RedisConnection.open(addressOf(`redis://127.0.0.1:${port}`));
    await connection.connected(AbortSignal.timeout(60_000));

    await expect(connection.send(...wait)).rejects.toThrow('Command timed out');
    await expect.poll(() => connection.send(...wait).then(String, () => 'no')).toBe('yes');
    expect(connections).toBe(2);
  },
);
