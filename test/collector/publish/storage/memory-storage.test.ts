import { afterEach, describe, expect, test, vi } from 'vitest';
import { MemoryStorage } from '../../../servers/memory-storage.ts';
import { storageAt, type TestStorage } from '../../../servers/storage-at.ts';
import { StorageGate } from '../../../servers/storage-gate.ts';
import { feedOf, publish, publisherAt, textAt } from './publishing.ts';
import { publishesIntoAStorage } from './storage-behaviours.ts';

// As in a real storage (storage.test.ts), in one that takes no time, and what only that can be made to do.

publishesIntoAStorage(() => MemoryStorage.start());

afterEach(() => {
  vi.useRealTimers();
});

/** A storage with a gate before it, for as long as a test. */
async function gated() {
  const storage = await MemoryStorage.start();
  const gate = await StorageGate.before(storage.endpoint);
  const { bucket, credentials } = storage;
  const place: TestStorage = {
    bucket,
    credentials,
    endpoint: gate.endpoint,
    async [Symbol.asyncDispose]() {
      await gate[Symbol.asyncDispose]();
      await storage[Symbol.asyncDispose]();
    },
  };
  const written = () => gate.passed.filter(({ method }) => method !== 'GET').length;
  return { storage, gate, place, written };
}

describe('a collector that has stopped', () => {
  test('is taken over when its edition has not moved for more than three minutes', async () => {
    await using place = (await gated()).place;
    await using gone = publisherAt(place);
    await publish(gone, 9);
    vi.useFakeTimers({ toFake: ['performance'] });
    await using heir = publisherAt(place);
    const tries = async (sequence: number) => {
      await expect(publish(heir, sequence)).rejects.toThrow(/taken over after 3 minutes/);
      return heir.leastSequence;
    };

    expect(await tries(1)).toBe(0);
    vi.advanceTimersByTime(180_000);
    expect(await tries(2)).toBe(0);
    vi.advanceTimersByTime(1);
    expect(await tries(3)).toBe(9);
    await publish(heir, 10);
    expect(await textAt(place, '', 'v1/index.json')).toBe('{"sequence":10}');
  });

  test('is none while its edition moves', async () => {
    await using place = (await gated()).place;
    await using other = publisherAt(place);
    await using heir = publisherAt(place);
    vi.useFakeTimers({ toFake: ['performance'] });
    for (const sequence of [9, 10, 11]) {
      await publish(other, sequence);
      await expect(publish(heir, 1)).rejects.toThrow();
      vi.advanceTimersByTime(170_000);
    }

    expect(heir.leastSequence).toBe(0);
  });
});

describe('while nobody says which of several collectors publishes', () => {
  test('nothing is put', async () => {
    const { place, written } = await gated();
    await using _ = place;
    await using publisher = publisherAt(place);
    const refused = publisher.publish(
      { sequence: 7, confirm: async () => false },
      await feedOf(7),
      Date.now(),
    );

    await expect(refused).rejects.toThrow(/does not say which collector publishes/);
    expect(written()).toBe(0);
  });

  test('the index is asked about once more, and stays', async () => {
    await using place = (await gated()).place;
    await using publisher = publisherAt(place);
    await publish(publisher, 7);
    let asked = 0;
    // Of the next edition two files change.
    const confirm = async () => {
      asked += 1;
      return asked < 2;
    };
    const refused = publisher.publish({ sequence: 8, confirm }, await feedOf(8), Date.now());

    await expect(refused).rejects.toThrow(/does not say/);
    expect(await textAt(place, '', 'v1/health.json')).toContain('8');
    expect(await textAt(place, '', 'v1/index.json')).toBe('{"sequence":7}');
  });

  test('who is confirmed publishes', async () => {
    await using place = (await gated()).place;
    await using publisher = publisherAt(place);
    await publisher.publish({ sequence: 7, confirm: async () => true }, await feedOf(7), 0);

    expect(await textAt(place, '', 'v1/index.json')).toBe('{"sequence":7}');
  });
});

describe('what was put and is not given back', () => {
  test('is found out with the publish that put it, and is put again with the next', async () => {
    const { storage, gate, place } = await gated();
    await using _ = place;
    await using publisher = publisherAt(place);
    gate.fateOf = ({ method, target }) =>
      method === 'PUT' && !target.includes('index.json') ? 'lost' : 'passes';
    const lost = publish(publisher, 7);

    await expect(lost).rejects.toThrow(/gives back other bytes than it was given/);
    gate.fateOf = () => 'passes';
    await publish(publisher, 8);
    expect([...storage.objects.keys()].toSorted()).toEqual([
      'ops/icon.png',
      'v1/health.json',
      'v1/index.json',
      'v1/schema/1.0/ticker.schema.json',
      'v1/ticker.json',
      'w/1.4.2/nalssi.js',
      'w/1/nalssi.js',
    ]);
  });
});

test('a storage that does not answer says nothing of its sequence, and one that does says it', async () => {
  const { gate, place } = await gated();
  await using _ = place;
  await using publisher = publisherAt(place);
  expect(await publisher.currentSequence()).toBe(0);
  await publish(publisher, 7);
  expect(await publisher.currentSequence()).toBe(7);
  expect(publisher.leastSequence).toBe(7);
  gate.fateOf = () => 403;

  expect(await publisher.currentSequence()).toBeNull();
});

test('a publish that is told to stop ends with its reason', async () => {
  const { written, place } = await gated();
  await using _ = place;
  await using publisher = publisherAt(place);
  const stop = AbortSignal.abort(new Error('It shall end.'));

  await expect(
    publisher.publish({ sequence: 7 }, await feedOf(7), Date.now(), stop),
  ).rejects.toThrow('It shall end.');
  expect(written()).toBe(0);
});

test('an object of somebody else stays for a day where the feed could have it, and for ever where not', async () => {
  const { storage, place } = await gated();
  await using _ = place;
  await using objects = storageAt(place);
  const plain = { 'content-type': 'text/plain', 'cache-control': 'max-age=20' };
  await objects.put('v1/stations/999.json', Buffer.from('{}'), plain);
  await objects.put('v1/embed/notes.txt', Buffer.from('-'), plain);
  const day = 24 * 3_600_000;
  const left = [...storage.objects.values()][0]?.modifiedAt ?? 0;
  const isThereAfter = async (age: number, sequence: number) => {
    await using publisher = publisherAt(place, '', { now: () => left + age });
    await publish(publisher, sequence);
    return ['v1/stations/999.json', 'v1/embed/notes.txt'].map((key) => storage.objects.has(key));
  };

  expect(await isThereAfter(day - 1_000, 7)).toEqual([true, true]);
  expect(await isThereAfter(day + 1_000, 8)).toEqual([false, true]);
});
