import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PublisherError } from '../../../../collector/publish/publisher.ts';
import { GuardedObject } from '../../../../collector/transport/storage/guarded-object.ts';
import { storageAt, type TestStorage } from '../../../servers/storage-at.ts';
import { StorageGate } from '../../../servers/storage-gate.ts';
import { feedOf, publish, publisherAt, textAt } from './publishing.ts';

const plain = { 'content-type': 'text/plain', 'cache-control': 'max-age=20' };

/** What a site in a storage does, whichever storage it is. `start` makes one with an empty bucket. */
export function publishesIntoAStorage(start: () => Promise<TestStorage>): void {
  let storage: TestStorage;
  let gate: StorageGate;
  let place: TestStorage;
  let prefix = '';
  let tests = 0;

  beforeAll(async () => {
    storage = await start();
    gate = await StorageGate.before(storage.endpoint);
    place = { ...storage, endpoint: gate.endpoint };
  });

  afterAll(async () => {
    await gate[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
  });

  beforeEach(() => {
    tests += 1;
    prefix = `test-${tests}/`;
    gate.passed.length = 0;
  });

  /** Keys that were put, in order. */
  const put = () =>
    gate.passed
      .filter(({ method }) => method === 'PUT')
      .map(({ target }) => target.slice(`/feed/${prefix}`.length));

  test('the whole site is published: what never changes first, what tells how new it is last', async () => {
    await using publisher = publisherAt(place, prefix);
    await publish(publisher, 7);

    const order = put();
    expect(order.slice(0, 2).toSorted()).toEqual([
      'v1/schema/1.0/ticker.schema.json',
      'w/1.4.2/nalssi.js',
    ]);
    expect(order.slice(2, 5).toSorted()).toEqual([
      'ops/icon.png',
      'v1/ticker.json',
      'w/1/nalssi.js',
    ]);
    expect(order[5]).toBe('v1/health.json');
    expect(new Set(order.slice(6))).toEqual(new Set(['v1/index.json']));
    expect(await textAt(place, prefix, 'v1/index.json')).toBe('{"sequence":7}');
  });

  test('an object has its type, coding and caching', async () => {
    await using publisher = publisherAt(place, prefix);
    await publish(publisher, 7);
    await using objects = storageAt(place, prefix);

    const ticker = await objects.get('v1/ticker.json', 10_000);
    const icon = await objects.get('ops/icon.png', 10_000);

    expect(ticker?.coding).toBe('gzip');
    expect(icon?.coding).toBe('');
    expect(icon?.bytes).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47]));
    expect(ticker?.contentType).toBe('application/json; charset=utf-8');
    expect(ticker?.cacheControl).toBe(
      'public, max-age=20, stale-while-revalidate=300, stale-if-error=86400',
    );
  });

  test('of the next edition only what has changed is sent', async () => {
    await using publisher = publisherAt(place, prefix);
    await publish(publisher, 7);
    gate.passed.length = 0;
    await publish(publisher, 8);

    expect(new Set(put())).toEqual(new Set(['v1/health.json', 'v1/index.json']));
  });

  test('a new process sends nothing that is there already', async () => {
    await using first = publisherAt(place, prefix);
    await publish(first, 7);
    gate.passed.length = 0;
    await using second = publisherAt(place, prefix);
    await publish(second, 8);

    expect(await second.currentSequence()).toBe(8);
    expect(new Set(put())).toEqual(new Set(['v1/health.json', 'v1/index.json']));
  });

  test('a sequence that no collector has reached is not taken over, and the log says what to delete', async () => {
    await using first = publisherAt(place, prefix);
    await publish(first, Number.MAX_SAFE_INTEGER);
    await using publisher = publisherAt(place, prefix);
    const held = await publisher.currentSequence();

    expect([held, publisher.leastSequence]).toEqual([0, 0]);
    await expect(publish(publisher, 8)).rejects.toThrow(
      /index\.json in the bucket has a sequence that no collector has reached: delete it there/,
    );
  });

  test('a file that the feed has no more is removed', async () => {
    await using publisher = publisherAt(place, prefix);
    await publish(publisher, 7);
    const files = new Map([...(await feedOf(8))].filter(([path]) => path !== 'ticker.json'));
    await publisher.publish({ sequence: 8 }, files, Date.now());

    expect(await textAt(place, prefix, 'v1/ticker.json')).toBeNull();
    expect(await textAt(place, prefix, 'v1/index.json')).toBe('{"sequence":8}');
  });

  test('what somebody else has below the prefix stays, and a station that is gone for a day goes', async () => {
    await using objects = storageAt(storage, prefix);
    await objects.put('v1/users.json', Buffer.from('[]'), plain);
    await objects.put('v1/stations/999.json', Buffer.from('{}'), plain);
    const tomorrow = { now: () => Date.now() + 25 * 3_600_000 };
    await using publisher = publisherAt(place, prefix, tomorrow);
    await publish(publisher, 7);

    expect(await textAt(place, prefix, 'v1/users.json')).toBe('[]');
    expect(await textAt(place, prefix, 'v1/stations/999.json')).toBeNull();
  });

  test('what somebody removed or wrote over is there again after an hour', async () => {
    let now = Date.now();
    await using publisher = publisherAt(place, prefix, { now: () => now });
    await publish(publisher, 7, 'rain');
    await using objects = storageAt(storage, prefix);
    await objects.delete('w/1/nalssi.js');
    await objects.delete('w/1.4.2/nalssi.js');
    await objects.put('v1/ticker.json', Buffer.from('{}'), plain);
    now += 61 * 60_000;
    gate.passed.length = 0;
    await publish(publisher, 8, 'rain');

    expect(await textAt(place, prefix, 'w/1/nalssi.js')).toContain('version');
    expect(await textAt(place, prefix, 'w/1.4.2/nalssi.js')).toContain('version');
    expect(await textAt(place, prefix, 'v1/ticker.json')).toContain('rain');
    expect(new Set(put()).size).toBe(5);
  });

  test('an index of another product is not written over', async () => {
    await using objects = storageAt(storage, prefix);
    await objects.put('v1/index.json', Buffer.from('{"product":"other"}'), plain);
    await using publisher = publisherAt(place, prefix);
    const refused = publish(publisher, 7);

    await expect(refused).rejects.toThrow(/none of Nalssi's: give the feed a prefix of its own/);
    expect(put()).toEqual([]);
    expect(await textAt(place, prefix, 'v1/index.json')).toBe('{"product":"other"}');
  });

  test('an index that was damaged is made anew, also by a new process', async () => {
    await using one = publisherAt(place, prefix);
    await publish(one, 7);
    await using objects = storageAt(storage, prefix);
    await objects.put('v1/index.json', Buffer.from('<html>'), plain);
    await using other = publisherAt(place, prefix);
    await publish(other, 8);

    expect(await textAt(place, prefix, 'v1/index.json')).toBe('{"sequence":8}');
  });

  test('an edition that is not newer than what is there is refused before anything is put', async () => {
    await using one = publisherAt(place, prefix);
    await using other = publisherAt(place, prefix);
    await publish(one, 9, 'rain');
    gate.passed.length = 0;
    const late = publish(other, 9, 'snow');

    await expect(late).rejects.toThrow(/holds an edition that is not older/);
    await expect(late).rejects.toBeInstanceOf(PublisherError);
    await expect(late).rejects.toMatchObject({ place: expect.stringContaining('sequence 9') });
    expect(put()).toEqual([]);
    expect(await textAt(place, prefix, 'v1/ticker.json')).toContain('rain');
  });

  test('one who published before puts everything again after another has', async () => {
    await using one = publisherAt(place, prefix);
    await using other = publisherAt(place, prefix);
    await publish(one, 7, 'rain');
    await publish(other, 8, 'snow');
    await publish(one, 9, 'rain');

    expect(await textAt(place, prefix, 'v1/ticker.json')).toContain('rain');
  });

  test('of two who write one object on what they saw, one is told that the other was first', async () => {
    await using objects = storageAt(storage, prefix);
    const guards = [1, 2].map(() => new GuardedObject(objects, 'state', 100));
    for (const guard of guards) await guard.read();
    const [one, two] = guards;
    await one?.write(Buffer.from('one'), plain);
    const late = two?.write(Buffer.from('two'), plain);

    await expect(late).rejects.toMatchObject({ refusal: 'changed' });
    await one?.write(Buffer.from('one more'), plain);
    expect(await textAt(storage, prefix, 'state')).toBe('one more');
  });
}
