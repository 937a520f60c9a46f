import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { RedisConnection } from '../../../collector/transport/redis/redis-connection.ts';
import { addressOf } from '../../servers/redis.ts';

// What a server says of itself, and a Sentinel of others, is looked at before it is gone by.

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What speaks at a port of this machine, and answers a command, in lower case with its first word, by `answer`. */
async function server(answer: (command: string, port: number) => string): Promise<number> {
  const listening = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const { port } = listening.address() as AddressInfo;
      const commands = String(data).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)(?:\r\n\$\d+\r\n([\w-]+))?/g);
      for (const [, name = '', word = ''] of commands) {
        socket.write(answer(`${name} ${word}`.toLowerCase(), port));
      }
    });
  }).listen(0, '127.0.0.1');
  servers.push(listening);
  await once(listening, 'listening');
  return (listening.address() as AddressInfo).port;
}

const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;

/** A server that answers `INFO` with `info`, and is polite otherwise. */
const tellingOfItself = (info: string) =>
  server((command) => (command.startsWith('info') ? info : '+OK\r\n'));

async function faultAt(url: string): Promise<() => string> {
  const connection = await RedisConnection.open(addressOf(url));
  closing.push(connection);
  return () => connection.lastFault;
}

const closing: RedisConnection[] = [];

afterEach(async () => {
  for (const connection of closing.splice(0)) await connection[Symbol.asyncDispose]();
});

describe('a server that tells of itself', () => {
  test.each([
    ['with colons without end', bulk(':'.repeat(2_000_000))],
    ['with lines without end', bulk('a:b\r\n'.repeat(400_000))],
    ['nothing', '_\r\n'],
    ['a list', '*2\r\n+role\r\n+master\r\n'],
    ['that it loads for less than no time', bulk('loading:1\r\nloading_eta_seconds:-5\r\n')],
    ['that it loads for no number', bulk('loading:1\r\nloading_eta_seconds:x\r\n')],
  ])('%s is not gone by', async (_what, info) => {
    const fault = await faultAt(`redis://127.0.0.1:${await tellingOfItself(info)}`);

    await expect.poll(fault).toBe('it tells of itself as no Redis does');
  });

  test('that it loads is asked again when it says', async () => {
    let asked = 0;
    const port = await server((command) => {
      if (!command.startsWith('info')) return '+OK\r\n';
      asked += 1;
      return bulk(`loading:${asked > 1 ? 0 : 1}\r\nloading_eta_seconds:1\r\n`);
    });
    const connection = await RedisConnection.open(addressOf(`redis://127.0.0.1:${port}`));
    closing.push(connection);

    await expect.poll(() => connection.isConnected, { timeout: 10_000 }).toBe(true);
  });
});

test('a master that Sentinels name and that tells nothing of itself ends nothing', async () => {
  const master = await tellingOfItself('_\r\n');
  const sentinel = await server((command) =>
    command.endsWith('get-master-addr-by-name')
      ? `*2\r\n${bulk('127.0.0.1')}${bulk(String(master))}`
      : command.startsWith('sentinel')
        ? '*0\r\n'
        : '+OK\r\n',
  );
  const fault = await faultAt(`redis://127.0.0.1:${sentinel}?sentinel=feed`);

  await expect.poll(fault).toBe('it tells of itself as no Redis does');
});

const address = '*2\r\n+127.0.0.1\r\n+1\r\n';
const others = (count: number) =>
  `*${count}\r\n${Array.from({ length: count }, (_, at) => `*4\r\n+ip\r\n+${at}\r\n+port\r\n+1\r\n`).join('')}`;

describe('a Sentinel that tells of', () => {
  test.each([
    ['others without end', address, others(5_000)],
    ['another with flags without end', address, `*1\r\n*2\r\n+flags\r\n${bulk(','.repeat(5_000))}`],
    ['another that is none', address, '*1\r\n_\r\n'],
    ['a master with a name without end', `*2\r\n${bulk('a'.repeat(5_000))}+1\r\n`, '*0\r\n'],
    ['a master within a list', '*2\r\n*1\r\n:1\r\n+1\r\n', '*0\r\n'],
    ['a number', ':1\r\n', '*0\r\n'],
  ])('%s is not gone by', async (_what, master, sentinels) => {
    const port = await server((command) =>
      command.endsWith('get-master-addr-by-name')
        ? master
        : command.startsWith('sentinel')
          ? sentinels
          : '+OK\r\n',
    );
    const fault = await faultAt(`redis://127.0.0.1:${port}?sentinel=feed`);

    await expect
      .poll(fault)
      .toBe(
        'All sentinels are unreachable. Last error: it tells of masters and Sentinels as no Sentinel does',
      );
  });
});

test('a Cluster that tells how it is with colons without end is not gone by', async () => {
  let asked = 0;
  const port = await server((command, own) => {
    if (command === 'cluster slots') {
      return `*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n+127.0.0.1\r\n:${own}\r\n`;
    }
    if (command !== 'cluster info') return '+OK\r\n';
    asked += 1;
    return bulk(':'.repeat(2_000_000));
  });
  const connection = await RedisConnection.open(addressOf(`redis://127.0.0.1:${port}?cluster`));
  closing.push(connection);
  await expect.poll(() => asked, { timeout: 10_000 }).toBeGreaterThan(2);

  expect(connection.isConnected).toBe(false);
});
