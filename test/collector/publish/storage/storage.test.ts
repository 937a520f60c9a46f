import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StorageError } from '../../../../collector/transport/storage/storage-error.ts';
import { storageAt, type TestStorage } from '../../../servers/storage-at.ts';
import { startStorage, storageKinds } from '../../../servers/storages.ts';
import { publish, publisherAt } from './publishing.ts';
import { publishesIntoAStorage } from './storage-behaviours.ts';

const plain = { 'content-type': 'text/plain', 'cache-control': 'max-age=20' };

describe.each(storageKinds)('in %s', (kind) => {
  let storage: TestStorage;

  beforeAll(async () => {
    storage = await startStorage(kind);
  });

  afterAll(() => storage[Symbol.asyncDispose]());

  // The server is one for all tests of its kind, and ends with them.
  publishesIntoAStorage(async () => ({ ...storage, [Symbol.asyncDispose]: async () => undefined }));

  test('a wrong key is told as one, with the variables and without the secret', async () => {
    const secretAccessKey = 'a-secret-that-is-not-right';
    await using publisher = publisherAt({
      ...storage,
      credentials: { ...storage.credentials, secretAccessKey },
    });
    const refused = publish(publisher, 7);

    await expect(refused).rejects.toThrow(/refuses the key: check AWS_ACCESS_KEY_ID/);
    await expect(refused).rejects.not.toThrow(secretAccessKey);
  });

  test('a bucket that is not there is told as one', async () => {
    await using objects = storageAt({ ...storage, bucket: 'another' });
    const refused = objects.put('a', Buffer.from('a'), plain);

    await expect(refused).rejects.toBeInstanceOf(StorageError);
    await expect(refused).rejects.toMatchObject({ refusal: 'no-bucket' });
  });
});
