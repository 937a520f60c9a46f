import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GuardedObject } from '../../../../collector/transport/storage/guarded-object.ts';
import type { ObjectStorage } from '../../../../collector/transport/storage/object-storage.ts';
import { type Conditions, MemoryStorage } from '../../../servers/memory-storage.ts';
import { storageAt } from '../../../servers/storage-at.ts';
import { StorageGate } from '../../../servers/storage-gate.ts';

const plain = { 'content-type': 'text/plain', 'cache-control': 'max-age=20' };

describe.each<Conditions>(['quoted', 'bare', 'none'])(
  'an object in a storage that takes conditions %s',
  (conditions) => {
    let storage: MemoryStorage;
    let gate: StorageGate;
    let objects: ObjectStorage;

    beforeEach(async () => {
      storage = await MemoryStorage.start(Date.now, conditions);
      gate = await StorageGate.before(storage.endpoint);
      const { bucket, credentials } = storage;
      objects = storageAt({ bucket, credentials, endpoint: gate.endpoint });
    });

    afterEach(async () => {
      await objects[Symbol.asyncDispose]();
      await gate[Symbol.asyncDispose]();
      await storage[Symbol.asyncDispose]();
    });

    const guard = () => new GuardedObject(objects, 'state', 100);
    const text = () => storage.objects.get('state')?.bytes.toString();
    const write = (guarded: GuardedObject, text: string) => guarded.write(Buffer.from(text), plain);
    const puts = () => gate.passed.filter(({ method }) => method === 'PUT').length;

    test('is written by who has seen what is there, again and again', async () => {
      const guarded = guard();
      await guarded.read();
      for (const text of ['one', 'two', 'three']) await write(guarded, text);

      expect(text()).toBe('three');
    });

    test('learns once how the storage takes conditions', async () => {
      const guarded = guard();
      await write(guarded, 'one');
      await write(guarded, 'two');
      const learnt = puts();
      await write(guarded, 'three');

      expect(learnt).toBe({ quoted: 2, bare: 3, none: 3 }[conditions]);
      expect(puts() - learnt).toBe(1);
    });

    test('is not written over by who has not seen it', async () => {
      await write(guard(), 'one');

      await expect(write(guard(), 'two')).rejects.toMatchObject({ refusal: 'changed' });
      expect(text()).toBe('one');
    });

    test('is not written over by who saw what was there before', async () => {
      const [one, other] = [guard(), guard()];
      await write(one, 'one');
      await other.read();
      await write(one, 'two');

      await expect(write(other, 'three')).rejects.toMatchObject({ refusal: 'changed' });
      expect(text()).toBe('two');
      await other.read();
      await write(other, 'three');
      expect(text()).toBe('three');
    });

    test('is news to who has not seen it, and none to who wrote it', async () => {
      const [one, other] = [guard(), guard()];
      const isNews = async (guarded: GuardedObject) => (await guarded.read()).isNews;

      expect(await isNews(one)).toBe(false);
      await write(one, 'one');
      expect([await isNews(one), await isNews(other), await isNews(other)]).toEqual([
        false,
        true,
        false,
      ]);
      storage.objects.delete('state');
      expect([await isNews(one), await isNews(one)]).toEqual([true, false]);
    });

    test('that was written although the answer was lost is not taken for somebody else’s', async () => {
      const guarded = guard();
      await write(guarded, 'one');
      let lost = 0;
      gate.fateOf = ({ method }) => {
        if (method !== 'PUT' || lost > 0) return 'passes';
        lost += 1;
        return 'unheard';
      };
      await write(guarded, 'two');

      expect(text()).toBe('two');
      await write(guarded, 'three');
      expect(text()).toBe('three');
    });

    test('stays where the storage refuses for another reason, which is told', async () => {
      const guarded = guard();
      await write(guarded, 'one');
      gate.fateOf = ({ method }) => (method === 'PUT' ? 403 : 'passes');

      await expect(write(guarded, 'two')).rejects.not.toMatchObject({ refusal: 'changed' });
      expect(text()).toBe('one');
    });
  },
);
