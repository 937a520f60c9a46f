import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { storageAt } from '../../servers/storage-at.ts';
import { wireAttacks } from './wire-attacks.ts';

// What says it is a storage may bring no more than was asked of it, in whatever part of HTTP it comes.

const credentials = { accessKeyId: 'id', secretAccessKey: 'key', sessionToken: null };
const megabyte = 1024 * 1024;

/** Those that bring more bytes for as long as they are read. Garbage after an answer ends no request. */
const floods = wireAttacks.filter(
  ({ name }) => /without end|60 kB|12 kB|zeros before/.test(name) && !name.startsWith('garbage'),
);

async function listening(server: Server): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('a storage that answers with', () => {
  test.each(floods)('$name is left', async ({ answer }) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
    });
    await using place = storageAt({
      endpoint: await listening(server),
      bucket: 'feed',
      credentials,
    });

    await expect(place.get('v1/index.json', 8 * megabyte)).rejects.toThrow(
      /more than \d+ bytes|no answer \((UND|HPE)_/,
    );
    server.close();
    // What was written and not read lies in buffers of the kernel.
    for (const socket of sockets) expect(socket.bytesWritten).toBeLessThan(24 * megabyte);
  });
});

test('a connection that is kept may bring as much for each request', async () => {
  let connections = 0;
  const object = Buffer.alloc(3 * megabyte, 'a');
  const server = createHttpServer((_request, response) => response.end(object));
  server.on('connection', () => {
    connections += 1;
  });
  await using place = storageAt({ endpoint: await listening(server), bucket: 'feed', credentials });

  for (let asked = 0; asked < 5; asked += 1) {
    expect((await place.get('v1/ticker.json', 4 * megabyte))?.bytes.length).toBe(object.length);
  }
  expect(connections).toBe(1);
  server.close();
});
