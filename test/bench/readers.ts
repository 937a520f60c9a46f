import { setTimeout as wait } from 'node:timers/promises';
import { createLogger, Secrets, systemClock } from '@nalssi/collector';
import type { EncodedFiles } from '../../collector/publish/encode.ts';
import { FeedContent } from '../../collector/serve/feed-content.ts';
import { FeedFollower } from '../../collector/serve/published/feed-follower.ts';
import { RedisFeed } from '../../collector/serve/published/redis-feed.ts';
import { noTelemetry } from '../../collector/telemetry/telemetry.ts';
import { RedisConnection } from '../../collector/transport/redis/redis-connection.ts';
import { Collectors, weatherOfHour } from '../collector/run/shared/collectors.ts';
import { addressOf, TestRedis } from '../servers/redis.ts';
import type { BenchReport } from './report.ts';

const readers = 100;
const editions = 60;

/** ms. In between only the minute is told. */
const newWeatherEach = 6_000;

/** An edition with so many files that differ tells of new weather. */
const manyFiles = 20;

/** ms, of 99 of 100 editions at 99 of 100 readers. */
const limit = 200;

/** From a word in Redis until what it is about is served, by readers that share a process. */
export async function benchReaders(): Promise<BenchReport> {
  await using redis = await TestRedis.start();
  await using collectors = await Collectors.at(redis.url, { watches: false });
  const stop = new AbortController();
  const servedAt: { readonly sequence: number; readonly at: number }[] = [];
  const newWeather = new Set<number>();
  const log = createLogger(new Secrets(), 'json', { write: () => undefined });
  const feeds = await Promise.all(
    Array.from({ length: readers }, () => RedisFeed.open(addressOf(redis.url))),
  );
  await using words = await Words.open(redis);
  const hearing = words.hear(stop.signal);
  const publisher = await collectors.start();
  const following = feeds.map((feed, reader) => {
    const content = new FeedContent();
    let newest = 0;
    let before: EncodedFiles = new Map();
    return new FeedFollower({
      feed,
      clock: systemClock,
      log,
      telemetry: noTelemetry,
      onEdition(files, at, sequence) {
        content.replace(files, at);
        if (sequence > newest) servedAt.push({ sequence, at: Date.now() });
        newest = sequence;
        if (reader !== 0) return;
        const changed = [...files].filter(([path, file]) => before.get(path) !== file);
        if (changed.length >= manyFiles) newWeather.add(sequence);
        before = files;
      },
      onLook: () => undefined,
    }).follow(stop.signal);
  });
  // The first edition has all files, and comes once.
  await wait(5_000);
  const from = Date.now();
  const cpu = process.cpuUsage();
  for (let round = 1; round <= (editions * 1_000) / newWeatherEach; round += 1) {
    collectors.upstream.serve(warmerBy(round % 2));
    await wait(newWeatherEach);
  }
  const until = Date.now() - 2_000;
  const { user, system } = process.cpuUsage(cpu);
  stop.abort();
  await Promise.all(following);
  await hearing;
  for (const feed of feeds) await feed[Symbol.asyncDispose]();
  await publisher.command[Symbol.asyncDispose]();

  const delays: number[] = [];
  const delaysOfNew: number[] = [];
  let skipped = 0;
  const measured = [...words.at].filter(([, at]) => at > from && at < until);
  for (const [sequence, at] of measured) {
    const own = servedAt.filter((one) => one.sequence === sequence);
    const late = own.map((one) => one.at - at);
    delays.push(...late);
    if (newWeather.has(sequence)) delaysOfNew.push(...late);
    skipped += readers - own.length;
  }
  const data = {
    readers,
    editions: measured.length,
    skipped,
    p50: share(delays, 0.5),
    p99: share(delays, 0.99),
    most: share(delays, 1),
    newWeather: delaysOfNew.length / readers,
    newWeatherP99: share(delaysOfNew, 0.99),
    cpuAnEdition: Math.round((user + system) / 1_000 / Math.max(1, measured.length)),
  };
  const broken = [
    ...(data.p99 <= limit ? [] : [`99 of 100 are served within ${limit} ms, not ${data.p99}`]),
    ...(measured.length >= editions / 2 ? [] : ['there are editions to measure']),
  ];
  const title = `From the word in Redis until it is served, ${readers} readers in a process, 97 stations (ms)`;
  return { title, table: { 'nalssi serve --read-only': data }, data, broken };
}

const share = (delays: readonly number[], part: number) =>
  delays.toSorted((one, other) => one - other)[Math.floor((delays.length - 1) * part)] ??
  Number.NaN;

/** The weather of the hour, with other temperatures: so many tenths more everywhere. */
function warmerBy(tenths: number) {
  const weather = weatherOfHour(0);
  return {
    ...weather,
    stations: weather.stations.map((station) => ({
      ...station,
      values: {
        ...station.values,
        temperature: Math.round((station.values.temperature ?? 0) * 10 + tenths) / 10,
      },
    })),
  };
}

/** ms that a word of Redis may take on a machine that has much else to do. */
const longestWord = 30_000;

/** When each sequence was first told of, by the clock of this machine; heard until `stop` aborts. */
class Words implements AsyncDisposable {
  readonly at = new Map<number, number>();
  readonly #connection: RedisConnection;

  private constructor(connection: RedisConnection) {
    this.#connection = connection;
  }

  static async open(redis: TestRedis): Promise<Words> {
    const connection = await RedisConnection.open(addressOf(redis.url), longestWord);
    await connection.connected(AbortSignal.timeout(5_000));
    return new Words(connection);
  }

  async hear(stop: AbortSignal): Promise<void> {
    let last = '0-0';
    while (!stop.aborted) {
      const asked = ['BLOCK', 1_000, 'STREAMS', this.#connection.key('editions'), last];
      const reply = await this.#connection.send('XREAD', ...asked);
      const [, entries] = (reply ?? []) as readonly [Buffer, readonly [Buffer, Buffer[]][]];
      for (const [id, [, sequence]] of entries ?? []) {
        last = id.toString();
        const [at = '0'] = last.split('-');
        if (!this.at.has(Number(sequence))) this.at.set(Number(sequence), Number(at));
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection[Symbol.asyncDispose]();
  }
}
