import { setTimeout as wait } from 'node:timers/promises';
import { createLogger, Secrets, systemClock } from '@nalssi/collector';
import { FeedContent } from '../../collector/serve/feed-content.ts';
import { FeedFollower } from '../../collector/serve/published/feed-follower.ts';
import { RedisFeed } from '../../collector/serve/published/redis-feed.ts';
import { noTelemetry } from '../../collector/telemetry/telemetry.ts';
import { RedisConnection } from '../../collector/transport/redis/redis-connection.ts';
import { Collectors } from '../collector/run/shared/collectors.ts';
import { addressOf, TestRedis } from '../servers/redis.ts';
import type { BenchReport } from './report.ts';

const readers = 100;
const editions = 60;

/** ms, of 99 of 100 editions at 99 of 100 readers. */
const limit = 200;

/** From a word in Redis until what it is about is served, by readers that share a process. */
export async function benchReaders(): Promise<BenchReport> {
  await using redis = await TestRedis.start();
  await using collectors = await Collectors.at(redis.url);
  const stop = new AbortController();
  const servedAt: { readonly sequence: number; readonly at: number }[] = [];
  const log = createLogger(new Secrets(), 'json', { write: () => undefined });
  const feeds = await Promise.all(
    Array.from({ length: readers }, () => RedisFeed.open(addressOf(redis.url))),
  );
  const publisher = await collectors.start();
  const following = feeds.map((feed) => {
    const content = new FeedContent();
    let newest = 0;
    return new FeedFollower({
      feed,
      clock: systemClock,
      log,
      telemetry: noTelemetry,
      onEdition(files, at, sequence) {
        content.replace(files, at);
        if (sequence > newest) servedAt.push({ sequence, at: Date.now() });
        newest = sequence;
      },
      onLook: () => undefined,
    }).follow(stop.signal);
  });
  // The first edition has all files, and comes once.
  await wait(5_000);
  const from = Date.now();
  const cpu = process.cpuUsage();
  await wait(editions * 1_000);
  const until = Date.now() - 2_000;
  const { user, system } = process.cpuUsage(cpu);
  const told = await wordsIn(redis);
  stop.abort();
  await Promise.all(following);
  for (const feed of feeds) await feed[Symbol.asyncDispose]();
  await publisher.command[Symbol.asyncDispose]();

  const delays: number[] = [];
  let skipped = 0;
  const measured = [...told].filter(([, at]) => at > from && at < until);
  for (const [sequence, at] of measured) {
    const own = servedAt.filter((one) => one.sequence === sequence);
    delays.push(...own.map((one) => one.at - at));
    skipped += readers - own.length;
  }
  const sorted = delays.toSorted((one, other) => one - other);
  const share = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN;
  const data = {
    readers,
    editions: measured.length,
    skipped,
    p50: share(0.5),
    p99: share(0.99),
    most: share(1),
    cpuAnEdition: Math.round((user + system) / 1_000 / Math.max(1, measured.length)),
  };
  const broken = [
    ...(data.p99 <= limit ? [] : [`99 of 100 are served within ${limit} ms, not ${data.p99}`]),
    ...(measured.length >= editions / 2 ? [] : ['there are editions to measure']),
  ];
  const title = `From the word in Redis until it is served, ${readers} readers in a process, 97 stations (ms)`;
  return { title, table: { 'nalssi serve --read-only': data }, data, broken };
}

/** When each sequence was first told of, by the clock of this machine. */
async function wordsIn(redis: TestRedis): Promise<Map<number, number>> {
  await using connection = await RedisConnection.open(addressOf(redis.url));
  await connection.connected(AbortSignal.timeout(5_000));
  const entries = await connection.send('XRANGE', connection.key('editions'), '-', '+');
  const told = new Map<number, number>();
  for (const [id, [, sequence]] of entries as [Buffer, [Buffer, Buffer]][]) {
    const number = Number(String(sequence));
    if (!told.has(number)) told.set(number, Number(String(id).split('-')[0]));
  }
  return told;
}
