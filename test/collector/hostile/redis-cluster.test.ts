import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { RedisConnection } from '../../../collector/transport/redis/redis-connection.ts';
import { addressOf } from '../../servers/redis.ts';
import { StartedCommand } from '../started-command.ts';

// What says that it is a node of a Cluster tells where the others are, and need be none.

/** Connections until what was said on the first of them has done what it does: some are made to ask who there is. */
const enough = 40;

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What speaks at a port of this machine, and answers a command with what `answer` makes of it. */
async function server(answer: (command: string, port: number) => string, heard?: () => void) {
  const listening = createServer((socket) => {
    heard?.();
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const { port } = listening.address() as AddressInfo;
      // Each command of a pipeline begins with a list of its words.
      for (const [, word = ''] of String(data).matchAll(/\*\d+\r\n\$\d+\r\n(\w+)/g)) {
        socket.write(answer(word.toLowerCase(), port));
      }
    });
  }).listen(0, '127.0.0.1');
  servers.push(listening);
  await once(listening, 'listening');
  return (listening.address() as AddressInfo).port;
}

/** A node that answers `CLUSTER SLOTS` with `slots`, all with itself where there are none, and the commands of ours with `rest`. */
const node = (slots: string | null, rest: string, heard?: () => void) =>
  server((command, port) => {
    if (command === 'cluster') return slots ?? `${itself}:${port}\r\n`;
    if (command === 'info') return '$13\r\nredis_version\r\n';
    if (['auth', 'client', 'readonly'].includes(command)) return '+OK\r\n';
    return rest;
  }, heard);

const itself = '*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n$9\r\n127.0.0.1\r\n';
const refuses = '-ERR no\r\n';

const lies: readonly (readonly [string, string | null, (stranger: number) => string])[] = [
  [
    'a range up to 2^53',
    `*1\r\n*3\r\n:0\r\n:9007199254740991\r\n*2\r\n$1\r\na\r\n:1\r\n`,
    () => refuses,
  ],
  ['a range with a null', '*1\r\n*3\r\n:0\r\n:1\r\n$-1\r\n', () => refuses],
  ['a number for a list', ':1\r\n', () => refuses],
  ['a list of numbers', '*1\r\n:1\r\n', () => refuses],
  ['ASK for a stranger', null, (stranger) => `-ASK 1 127.0.0.1:${stranger}\r\n`],
  ['ASK for nobody', null, () => '-ASK\r\n'],
  ['MOVED to nowhere', null, () => '-MOVED 1\r\n'],
];

test.each(lies)('%s ends nothing', async (_what, slots, restOf) => {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const asked = Promise.withResolvers<'asked again'>();
  let connections = 0;
  const hear = () => {
    connections += 1;
    if (connections === enough) asked.resolve('asked again');
  };
  const stranger = await server(() => '-MOVED 1 127.0.0.1:1\r\n', hear);
  const port = await node(slots, restOf(stranger), hear);
  const command = new StartedCommand(['serve'], {
    variables: {
      NALSSI_DATA_DIR: directory,
      NALSSI_STORE: `redis://user:the-password@127.0.0.1:${port}?cluster`,
      NALSSI_KMA_MAP_URL: 'http://127.0.0.1:1',
      NALSSI_KMA_ZONES_URL: 'http://127.0.0.1:1',
      PORT: '0',
    },
  });
  const came = await Promise.race([asked.promise, command.ended.then(() => command.errors)]);
  await command[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });

  expect(came).toBe('asked again');
});

test('more nodes than a Cluster may have are refused before there is anything for each of them', async () => {
  const ranges = Array.from({ length: 1_001 }, (_, slot) => {
    const name = `127.1.${slot >> 8}.${slot & 255}`;
    return `*3\r\n:${slot}\r\n:${slot}\r\n*2\r\n$${name.length}\r\n${name}\r\n:1\r\n`;
  });
  const port = await node(`*${ranges.length}\r\n${ranges.join('')}`, refuses);
  const address = addressOf(`redis://127.0.0.1:${port}?cluster`);
  await using connection = await RedisConnection.open(address);

  await expect.poll(() => connection.lastFault).toBe('it tells nodes and slots as no Cluster does');
});
