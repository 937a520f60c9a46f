import { hostileFeeds } from '../../widget/feed/hostile-feeds.ts';
import { HostileVisits } from '../../widget/feed/hostile-visits.ts';
import { traceMainThread } from '../../widget/motion/trace-motion.ts';
import type { BenchReport } from '../report.ts';

// What a feed that was taken over costs the page that reads it: its longest task against that of the same
// ticker with a feed that means well, round by round.

/** Of the one as a multiple of the other. */
const limit = 4;
/** Visits to each. */
const rounds = 3;

/** The stations of the feed that means well. */
const all = 97;

/** What disturbs a visit only makes it dearer. */
function keepLeast<Key>(costs: Map<Key, number>, key: Key, cost: number): void {
  costs.set(key, Math.min(costs.get(key) ?? cost, cost));
}

export async function benchFeeds(): Promise<BenchReport> {
  await using visits = await HostileVisits.open();
  /** ms of CPU of the longest task. */
  const longestTask = async (path: string, shows: number) => {
    let longest = 0;
    await visits.visit(path, { shows }, async (tab, goes) => {
      const { tasks } = await traceMainThread(tab, goes);
      longest = Math.max(...tasks.map(({ tdur, dur = 0 }) => (tdur ?? dur) / 1000));
    });
    return longest;
  };
  const hostile = new Map<number, number>();
  /** By what the ticker is told to show. */
  const good = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const seen = new Set<string>();
    for (const [index, { shows, attributes = '' }] of hostileFeeds.entries()) {
      keepLeast(hostile, index, await longestTask(`/page-${index}`, shows));
      if (seen.has(attributes)) continue;
      seen.add(attributes);
      keepLeast(good, attributes, await longestTask(`/good-${index}`, all));
    }
  }
  const costs = hostileFeeds.map(({ name, attributes = '' }, index) => {
    const cost = { hostile: hostile.get(index) ?? 0, good: good.get(attributes) ?? Number.NaN };
    return { name, ...cost, times: cost.hostile / cost.good };
  });
  return {
    title:
      'Feeds that were taken over: the longest task of the page, against a feed that means well',
    table: Object.fromEntries(
      costs.map(({ name, hostile, good, times }) => [
        name,
        {
          'hostile, ms': Math.round(hostile * 10) / 10,
          'well-meaning, ms': Math.round(good * 10) / 10,
          times: Math.round(times * 10) / 10,
          '≤': limit,
        },
      ]),
    ),
    data: { limit, costs },
    broken: costs
      .filter(({ times }) => !(times <= limit))
      .map(({ name, times }) => `a feed ${name}: ${times.toFixed(1)} times, the limit is ${limit}`),
  };
}
