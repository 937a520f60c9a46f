import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StartedCommand } from '../started-command.ts';

// What speaks at the address of the Redis need be no Redis, and no answer of it may end the collector.

/** Connections until what was said on the first of them has done what it does. */
const enough = 3;

/**
 * `nalssi serve` whose Redis says on each connection what `speak` does, until `done` or its own end: what came of
 * `done`, or else what it printed as errors, which are given in any case. `user` is that of the address, with `@`.
 */
async function serveWith(speak: (socket: Socket) => void, done: Promise<string>, user = '') {
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    speak(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const command = new StartedCommand(['serve'], {
    variables: {
      NALSSI_DATA_DIR: directory,
      NALSSI_STORE: `redis://${user}127.0.0.1:${port}`,
      NALSSI_KMA_MAP_URL: 'http://127.0.0.1:1',
      NALSSI_KMA_ZONES_URL: 'http://127.0.0.1:1',
      PORT: '0',
    },
  });
  const came = await Promise.race([done, command.ended.then(() => command.errors)]);
  await command[Symbol.asyncDispose]();
  server.close();
  await rm(directory, { recursive: true, force: true });
  return { came, errors: command.errors };
}

test.each([
  ['a push of nothing', '>1\r\n_\r\n'],
  ['a subscription to nothing', '>1\r\n$9\r\nsubscribe\r\n'],
  ['a null that nobody asked for', '+OK\r\n'.repeat(20) + '_\r\n'.repeat(20)],
])('%s breaks the connection and ends nothing', async (_what, poison) => {
  let connections = 0;
  const reached = Promise.withResolvers<string>();
  const { came } = await serveWith((socket) => {
    connections += 1;
    if (connections === enough) reached.resolve('made again');
    socket.once('data', () => {
      socket.write('+OK\r\n');
      socket.on('data', () => socket.write(poison));
    });
  }, reached.promise);

  expect(came).toBe('made again');
});

test('what it says of a right that is missing is not repeated on the terminal', async () => {
  const refused = Promise.withResolvers<string>();
  const speak = (socket: Socket) => {
    socket.on('data', (data) => {
      const isAsked = /info\r\n/i.test(String(data)) && !/setinfo/i.test(String(data));
      socket.write(isAsked ? '-NOPERM the-password \u001b[31mred\r\n' : '+OK\r\n'.repeat(6));
      if (isAsked) socket.once('data', () => refused.resolve('refused'));
    });
  };
  const { errors } = await serveWith(speak, refused.promise, 'user:the-password@');

  expect(errors).toBe('');
});
