import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { ObjectStorage } from '../../../../collector/transport/storage/object-storage.ts';
import { storageAddressOf } from '../../../../collector/transport/storage/storage-address.ts';

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: null };

test('a storage that is no longer used has no connection left, which would keep a command from its end', async () => {
  const server = createServer((_request, response) => response.end('there'));
  // Who asks is told so, and keeps the connection as long.
  server.keepAliveTimeout = 600_000;
  const connected = once(server, 'connection');
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const address = storageAddressOf('s3://feed', { region: 'us-east-1', endpoint });
  if (typeof address === 'string') throw new Error(address);
  const storage = new ObjectStorage(address, credentials);
  const asked = storage.get('index.json', 1_000);
  const [socket] = (await connected) as [Socket];
  await asked;
  const isOpen = !socket.closed;
  const closed = once(socket, 'close');
  await storage[Symbol.asyncDispose]();
  await closed;
  server.close();

  expect(isOpen).toBe(true);
});

test('a list has the objects of all its pages below the prefix, by their names without it', async () => {
  const pages = new Map([
    [
      null,
      '<NextContinuationToken>2</NextContinuationToken><Contents><Key>paper/a</Key></Contents>',
    ],
    ['2', '<Contents><Key>paper/b</Key></Contents><Contents><Key>other/c</Key></Contents>'],
  ]);
  const asked: (string | null)[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://storage');
    asked.push(searchParams.get('prefix'));
    const page = pages.get(searchParams.get('continuation-token'));
    response.end(`<ListBucketResult>${page}</ListBucketResult>`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const endpoint = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const address = storageAddressOf('s3://feed/paper', { region: 'us-east-1', endpoint });
  if (typeof address === 'string') throw new Error(address);
  await using storage = new ObjectStorage(address, credentials);
  const found = await storage.list();
  server.close();

  expect([...found.keys()]).toEqual(['a', 'b']);
  expect(asked).toEqual(['paper/', 'paper/']);
});

test('a proxy that makes a way by drops is left, and asked anew', async () => {
  const connections: Socket[] = [];
  await using proxy = createRawServer((socket) => {
    connections.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const dripping = setInterval(() => socket.write('X: y\r\n'), 100);
      socket.once('close', () => clearInterval(dripping));
    });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const endpoint = new URL('https://storage.invalid');
  const address = storageAddressOf('s3://feed', { region: 'us-east-1', endpoint });
  if (typeof address === 'string') throw new Error(address);
  const https = new URL(`http://127.0.0.1:${port}`);
  await using storage = new ObjectStorage(address, credentials, { http: null, https, noProxy: '' });
  const stop = new AbortController();
  const asked = storage.get('index.json', 1_000, stop.signal).catch((error: unknown) => error);
  await expect.poll(() => connections.length).toBe(2);
  const [first] = connections;
  stop.abort(new Error('enough'));

  expect(first?.closed).toBe(true);
  expect(await asked).toEqual(new Error('enough'));
});
