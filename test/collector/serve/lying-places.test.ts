import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DirectoryPublisher } from '../../../collector/publish/directory-publisher.ts';
import { encode, encodeAll } from '../../../collector/publish/encode.ts';
import { packFile } from '../../../collector/publish/redis/packed-file.ts';
import { DirectoryFeed } from '../../../collector/serve/published/directory-feed.ts';
import { RedisFeed } from '../../../collector/serve/published/redis-feed.ts';
import { StorageFeed } from '../../../collector/serve/published/storage-feed.ts';
import { RedisConnection } from '../../../collector/transport/redis/redis-connection.ts';
import { patience } from '../../patience.ts';
import { MemoryStorage } from '../../servers/memory-storage.ts';
import { addressOf, TestRedis } from '../../servers/redis.ts';
import { storageAt } from '../../servers/storage-at.ts';

// Who serves what others publish does not trust the place where they do: a Redis, a storage, a share.

const never = new AbortController().signal;
const megabyte = 1024 * 1024;
const index = JSON.stringify({ sequence: 1 });

/** 9 kB that become 9 MB, more than any file of a feed has. */
const bomb = gzipSync(Buffer.alloc(9 * megabyte, ' '));

const strangeNames = [
  'a.__proto__',
  '__proto__',
  'a.constructor',
  '../livez.json',
  'a//b.json',
  './a.json',
  'a\r\nSet-Cookie: b.json',
  `${'a'.repeat(300)}.json`,
  '<b>.json',
  '.json',
  'a.exe',
  '',
];

describe('a Redis', () => {
  let redis: TestRedis;
  let connection: RedisConnection;
  let feed: RedisFeed;
  let tests = 0;
  let version = 0;

  beforeAll(async () => {
    redis = await TestRedis.start();
  });

  afterAll(() => redis[Symbol.asyncDispose]());

  beforeEach(async () => {
    tests += 1;
    const address = addressOf(`${redis.url}?prefix=lies-${tests}`);
    connection = await RedisConnection.open(address);
    await connection.connected(never);
    feed = await RedisFeed.open(address);
    version = 0;
    await write('index.json', packFile(await encode(index)));
  });

  afterEach(async () => {
    await feed[Symbol.asyncDispose]();
    await connection[Symbol.asyncDispose]();
  });

  /** As whoever may write there does it, without asking who leads. */
  async function write(path: string, bytes: Buffer | string): Promise<void> {
    version += 1;
    await connection.send('HSET', connection.key('files'), path, bytes);
    await connection.send('ZADD', connection.key('changes'), version, path);
    await connection.send('HSET', connection.key('collector'), 'version', version);
  }

  const pack = (gzip: Buffer) => ({ identity: null, encoded: { gzip }, hash: '0'.repeat(20) });

  test.each([
    ['a file that becomes 9 MB', () => packFile(pack(bomb))],
    ['one that is often read and does', () => keptFile(bomb)],
    ['one that is no gzip', () => packFile(pack(Buffer.from('not packed')))],
    ['one without a form to unpack', () => packFile({ ...pack(bomb), encoded: { br: bomb } })],
    ['some bytes', () => Buffer.from('some bytes')],
    [
      '9 MB as they are',
      () => packFile({ ...pack(bomb), identity: Buffer.alloc(9 * megabyte), encoded: {} }),
    ],
  ])('%s is refused when it comes, and what was there stays', async (_what, bytesOf) => {
    expect((await feed.read(never))?.size).toBe(1);
    await write('ticker.json', bytesOf());

    await expect(feed.read(never)).rejects.toThrow(/ticker\.json is damaged or has more than 8 MB/);
    await write('ticker.json', packFile(await encode('{}')));
    expect([...((await feed.read(never)) ?? [])].map(([path]) => path).toSorted()).toEqual([
      'index.json',
      'ticker.json',
    ]);
  });

  test('one that is damaged in its middle is told of from the next look on that brings nothing, until it is another', async () => {
    const damaged = gzipSync('{}'.repeat(1_000));
    damaged.fill(0x55, 15, damaged.length - 8);
    await write('ticker.json', packFile(pack(damaged)));
    expect((await feed.read(never))?.size).toBe(2);

    for (let look = 0; look < 2; look += 1)
      await expect(feed.read(never)).rejects.toThrow(/ticker\.json is damaged/);
    await write('ticker.json', packFile(await encode('{}')));
    expect((await feed.read(never))?.size).toBe(2);
    expect(await feed.read(never)).toBeNull();
  });

  test('files that no feed has are not served', async () => {
    for (const name of strangeNames) await write(name, packFile(await encode('{}')));

    expect([...((await feed.read(never)) ?? [])].map(([path]) => path)).toEqual(['index.json']);
  });

  test('more than a feed has is refused, however little of it is there', async () => {
    const kept = keptFile(gzipSync(Buffer.alloc(8 * megabyte, ' ')));
    for (let station = 1; station <= 17; station += 1)
      await write(`stations/${station}.json`, kept);

    await expect(feed.read(never)).rejects.toThrow(/more than 10000 files or 128 MB/);
  });

  /** As `packFile` marks what readers of the plain form ask for often. */
  function keptFile(gzip: Buffer): Buffer {
    return packFile({ ...pack(gzip), identity: Buffer.alloc(0), encoded: { gzip } });
  }
});

describe('what says it is a Redis', () => {
  test.each([
    ['text without end', '$90000000000\r\n', 'a'.repeat(65_536)],
    ['numbers without end', '*1000000000\r\n', ':1\r\n'.repeat(16_384)],
    ['a line without end', '+', 'a'.repeat(65_536)],
  ])('and answers %s is left, with what was wrong', async (_what, first, more) => {
    let sent = 0;
    const isLeft = Promise.withResolvers<void>();
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        if (!data.includes('GET')) {
          socket.write(data.includes('info') ? '$13\r\nredis_version\r\n' : '+OK\r\n'.repeat(3));
          return;
        }
        socket.write(first);
        const send = () => {
          while (!socket.destroyed && socket.write(more)) sent += more.length;
        };
        socket.on('drain', send);
        socket.on('close', () => isLeft.resolve());
        send();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    // A busy machine needs longer for so many bytes than an answer usually may take.
    const address = addressOf(`redis://127.0.0.1:${port}`);
    await using connection = await RedisConnection.open(address, patience);
    await connection.connected(never);
    await connection.send('GET', 'a').catch(() => undefined);
    await isLeft.promise;

    expect(connection.lastFault).toMatch(/more than 48 MB.*look what else is at this address/);
    expect(sent).toBeLessThan(80 * megabyte);
    server.close();
  });
});

describe('a storage', () => {
  let storage: MemoryStorage;

  beforeEach(async () => {
    storage = await MemoryStorage.start();
    put('index.json', Buffer.from(index));
  });

  afterEach(() => storage[Symbol.asyncDispose]());

  function put(path: string, bytes: Buffer, headers: Record<string, string> = {}): void {
    const etag = `"${path}"`;
    storage.objects.set(`v1/${path}`, { bytes, etag, modifiedAt: 0, headers });
  }

  const packed = { 'content-encoding': 'gzip' };

  test.each([
    ['9 MB in 9 kB', bomb],
    ['what is no gzip', Buffer.from('not packed')],
  ])('that holds %s is refused by the name of the file', async (_what, bytes) => {
    put('ticker.json', bytes, packed);
    await using feed = new StorageFeed(storageAt(storage));

    await expect(feed.read(never)).rejects.toThrow(
      /v1\/ticker\.json is damaged or has more than 8 MB/,
    );
  });

  test('that holds more than a feed has is refused before it is read to its end', async () => {
    const noise = Buffer.alloc(8 * megabyte, 'a');
    for (let station = 1; station <= 30; station += 1) put(`stations/${station}.json`, noise);
    const asked: string[] = [];
    await using feed = new StorageFeed(storageAt(storage), async (content, care) => {
      asked.push(care ?? '');
      return { identity: Buffer.from(content), encoded: {}, hash: '0' };
    });

    await expect(feed.read(never)).rejects.toThrow(/more than 10000 files or 128 MB/);
    expect(asked.length).toBeLessThan(30);
    // With care 8 MB take ten seconds in which nobody is answered.
    expect(new Set(asked.filter((care) => care !== 'often'))).toEqual(new Set(['hasty']));
  });

  test('files that no feed has are not served', async () => {
    for (const name of strangeNames.filter((one) => !/[<\r]/.test(one) && one !== '')) {
      put(name, Buffer.from('{}'));
    }
    await using feed = new StorageFeed(storageAt(storage));

    expect([...((await feed.read(never)) ?? [])].map(([path]) => path)).toEqual(['index.json']);
  });

  /** A storage whose list has a page after each, all made by `page` from their number. */
  async function listsWithoutEnd(page: (number: number) => string) {
    let pages = 0;
    const server = createHttpServer((_request, response) => {
      pages += 1;
      response.end(
        `<ListBucketResult>${page(pages)}<NextContinuationToken>${pages}</NextContinuationToken></ListBucketResult>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const endpoint = new URL(`http://127.0.0.1:${port}`);
    const place = storageAt({ endpoint, bucket: 'feed', credentials: storage.credentials });
    return {
      place,
      pages: () => pages,
      async [Symbol.asyncDispose]() {
        await place[Symbol.asyncDispose]();
        server.closeAllConnections();
        server.close();
      },
    };
  }

  test('that lists pages without end is refused', async () => {
    await using lying = await listsWithoutEnd(() => '');

    await expect(lying.place.list()).rejects.toThrow(/The list of objects: more than/);
  });

  test.each([
    ['with a key of 3 MB', (blank: string) => `<Contents><Key>${blank}</Key></Contents>`],
    [
      'with a key and 3 MB beside it',
      (blank: string) => `<!--${blank}--><Contents><Key>k</Key></Contents>`,
    ],
  ])(
    'whose pages %s are without end is refused before they fill the memory',
    async (_what, page) => {
      const blank = 'k'.repeat(3 * megabyte);
      await using lying = await listsWithoutEnd(() => page(blank));

      await expect(lying.place.list()).rejects.toThrow(/The list of objects: more than.* 64 MB/);
      expect(lying.pages()).toBeLessThan(25);
    },
  );
});

describe('a directory', () => {
  let directory = '';
  let names = '';
  let bodies = '';
  let feed: DirectoryFeed;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const files = await encodeAll([
      ['ticker.json', '{}'],
      ['index.json', index],
    ]);
    await new DirectoryPublisher(join(directory, 'feed')).publish(
      { sequence: 1 },
      files,
      Date.now(),
    );
    const generation = await readlink(join(directory, 'feed/v1'));
    names = join(directory, 'feed', generation);
    bodies = join(directory, 'feed', generation.replace('generations', 'bodies'));
    feed = new DirectoryFeed(join(directory, 'feed'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  const refusal = /which is no file that nalssi publishes: look who else writes there/;

  test('that holds what was published is read', async () => {
    expect((await feed.read(never))?.size).toBe(2);
  });

  test('a name that leads to a file of the machine is refused', async () => {
    await writeFile(join(directory, 'secret'), 'a key');
    await symlink('../../../secret', join(names, 'a.json'));
    await expect(feed.read(never)).rejects.toThrow(refusal);
  });

  test('a body that leads to a file of the machine is refused', async () => {
    await symlink('/proc/self/environ', join(bodies, 'abc.json'));
    await symlink(`../../bodies/${bodyFolder()}/abc.json`, join(names, 'a.json'));
    await expect(feed.read(never)).rejects.toThrow(refusal);
  });

  test('a form of a body that leads to a file of the machine is refused', async () => {
    await writeFile(join(bodies, 'abc.json'), '{}');
    await symlink('/proc/self/environ', join(bodies, 'abc.json.br'));
    await symlink(`../../bodies/${bodyFolder()}/abc.json`, join(names, 'a.json'));
    await symlink(`../../bodies/${bodyFolder()}/abc.json.br`, join(names, 'a.json.br'));
    await expect(feed.read(never)).rejects.toThrow(refusal);
  });

  test('a folder of bodies that lies elsewhere is refused', async () => {
    await mkdir(join(directory, 'elsewhere'));
    await writeFile(join(directory, 'elsewhere/abc.json'), 'a key');
    await symlink(join(directory, 'elsewhere'), join(bodies, '../0000000009'));
    await symlink('../../bodies/0000000009/abc.json', join(names, 'a.json'));
    await expect(feed.read(never)).rejects.toThrow(refusal);
  });

  test('a pipe, at which nobody would ever write, is refused', async () => {
    execFileSync('mkfifo', [join(bodies, 'abc.json')]);
    await symlink(`../../bodies/${bodyFolder()}/abc.json`, join(names, 'a.json'));
    await expect(feed.read(never)).rejects.toThrow(refusal);
  });

  test('a body of 9 MB is refused before it is read', async () => {
    await writeFile(join(bodies, 'abc.json'), '');
    await truncate(join(bodies, 'abc.json'), 9 * megabyte);
    await symlink(`../../bodies/${bodyFolder()}/abc.json`, join(names, 'a.json'));
    await expect(feed.read(never)).rejects.toThrow(refusal);
  });

  test('more names than a feed has files are refused, though all lead to one body', async () => {
    const body = await readlink(join(names, 'ticker.json'));
    for (let name = 0; name <= 10_000; name += 1) {
      symlinkSync(body, join(names, `a${name}.json`));
    }
    await expect(feed.read(never)).rejects.toThrow(/more than 10000 files or 128 MB/);
  });

  test('names without end that are of no file are refused before all of them are read', async () => {
    for (let name = 0; name <= 40_000; name += 1) symlinkSync('.', join(names, `a${name}.exe`));
    await expect(feed.read(never)).rejects.toThrow(/more than 40000 names/);
  });

  const bodyFolder = () => bodies.slice(bodies.lastIndexOf('/') + 1);
});
