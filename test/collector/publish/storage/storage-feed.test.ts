import { afterAll, beforeAll, expect, test } from 'vitest';
import { identityOf } from '../../../../collector/publish/encode.ts';
import { StorageFeed } from '../../../../collector/serve/published/storage-feed.ts';
import { storageAt, type TestStorage } from '../../../servers/storage-at.ts';
import { StorageGate } from '../../../servers/storage-gate.ts';
import { startStorage } from '../../../servers/storages.ts';
import { publish, publisherAt } from './publishing.ts';

let storage: TestStorage;
let gate: StorageGate;
let place: TestStorage;
const never = new AbortController().signal;

beforeAll(async () => {
  storage = await startStorage('ceph');
  gate = await StorageGate.before(storage.endpoint);
  place = { ...storage, endpoint: gate.endpoint };
});

afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await storage[Symbol.asyncDispose]();
});

test('of the next edition in a storage what has not changed is neither asked for nor another object', async () => {
  await using publisher = publisherAt(storage, 'next/');
  await using feed = new StorageFeed(storageAt(place, 'next/'));
  await publish(publisher, 7, 'rain');
  const first = await feed.read(never);
  expect(await feed.read(never)).toBeNull();
  await publish(publisher, 8, 'snow');
  gate.passed.length = 0;
  const second = await feed.read(never);

  const ticker = second?.get('ticker.json');
  const schema = 'schema/1.0/ticker.schema.json';
  expect(ticker && identityOf(ticker).toString()).toContain('snow');
  expect(second?.get(schema)).toBe(first?.get(schema));
  expect(gate.passed.map(({ target }) => target).join()).not.toContain(schema);
});

test('a storage that refuses is told with what to do, and without the secret', async () => {
  const secretAccessKey = 'a-secret-that-is-not-right';
  const credentials = { ...storage.credentials, secretAccessKey };
  await using feed = new StorageFeed(storageAt({ ...place, credentials }, 'next/'));
  const refused = feed.read(never);

  await expect(refused).rejects.toThrow(
    /403.*The storage refuses the key: check AWS_ACCESS_KEY_ID/,
  );
  await expect(refused).rejects.not.toThrow(secretAccessKey);
});
