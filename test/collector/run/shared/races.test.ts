import { envelope } from '@nalssi/schemas';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type EncodedFiles, identityOf } from '../../../../collector/publish/encode.ts';
import { RedisFeed } from '../../../../collector/serve/published/redis-feed.ts';
import { addressOf, TestRedis, told } from '../../../servers/redis.ts';
import { Upstream } from '../../../upstream/upstream.ts';
import { weatherOfHour } from './collectors.ts';
import { Member } from './member.ts';

vi.setConfig({ testTimeout: 900_000 });

const races = process.env['npm_lifecycle_event'] === 'test:faults' ? 1_000 : 25;

let redis: TestRedis;

beforeAll(async () => {
  redis = await TestRedis.start();
});

afterAll(() => redis[Symbol.asyncDispose]());

/** Numbers from 0 to 1, the same ones at each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const indexIn = (files: EncodedFiles): string => {
  const file = files.get('index.json');
  return file === undefined ? '' : identityOf(file).toString();
};

test(`in ${races} races of two collectors no sequence stands for two editions, none comes after a newer one, and nobody asks twice`, async () => {
  const upstream = new Upstream(weatherOfHour(0));
  const address = await upstream.listen();
  const store = `${redis.url}?prefix=races`;
  const faults: string[] = [];
  const bySequence = new Map<number, string>();
  const see = (where: string) => {
    let last = 0;
    return (files: EncodedFiles) => {
      const index = indexIn(files);
      const { sequence } = envelope.parse(JSON.parse(index));
      if (sequence < last) faults.push(`${where}: ${sequence} after ${last}`);
      if ((bySequence.get(sequence) ?? index) !== index) faults.push(`two under ${sequence}`);
      bySequence.set(sequence, index);
      last = sequence;
    };
  };
  const seeOwn = new Map(['one', 'other'].map((name) => [name, see(name)]));
  const place = (name: string, _: unknown, files: EncodedFiles) => seeOwn.get(name)?.(files);
  await using one = await Member.start('one', store, address, place);
  await using other = await Member.start('other', store, address, place);
  await using feed = await RedisFeed.open(addressOf(store));
  const seeFeed = see('Redis');
  let lost = 0;
  const roll = dice(20261127);
  const stop = new AbortController();
  const reading = (async () => {
    while (!stop.signal.aborted) {
      const files = await feed.read(stop.signal).catch(() => null);
      if (files !== null) seeFeed(files);
      await feed.changed(stop.signal).catch(() => undefined);
    }
  })();

  for (let race = 0; race < races; race += 1) {
    const [leader, standby] = other.leads ? [other, one] : [one, other];
    const running = [leader.step()];
    const fate = roll();
    if (fate < 0.5) {
      await new Promise((resolve) => setTimeout(resolve, roll() * 60));
      await told(redis.port, 'DEL', '{races}:lease');
      // Or Redis has lost it, and its holder goes by it as long as it is not told.
      if (fate < 0.4) leader.standStill();
      else lost += 1;
    }
    running.push(standby.step());
    await Promise.all(running);
  }
  const requests = upstream.targets('kma-map').length;
  stop.abort();
  await reading;
  await upstream.close();

  expect(faults).toEqual([]);
  expect([...one.errors, ...other.errors]).toEqual([]);
  expect(one.takeovers + other.takeovers).toBeGreaterThan(races / 5);
  expect(requests).toBeLessThanOrEqual(races + one.takeovers + other.takeovers + lost);
});
