import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TestSentinels } from '../../../servers/redis.ts';
import { Collectors, holds, passes, quotaAt, sequenceAt } from './collectors.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

let sentinels: TestSentinels;

beforeEach(async () => {
  sentinels = await TestSentinels.start();
});

afterEach(() => sentinels[Symbol.asyncDispose]());

/** A lease outlives the time in which Sentinels make another master. */
const variables = { LEASE: '10000' };

const isLong = process.env['npm_lifecycle_event'] === 'test:faults';

test('a master that is killed is replaced, and the feed goes on without a number lost or given twice', async () => {
  await using collectors = await Collectors.at(sentinels.url);
  const first = await collectors.start(variables);
  await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(1));
  const second = await collectors.start(variables);
  await second.command.logs('stands-by');
  await passes(second, await sequenceAt(first));
  const before = await sequenceAt(first);
  (await sentinels.master()).kill('SIGKILL');
  await passes(first, before + 3);
  await first.command.logs('store-back');
  // What is published to the new master gets to the one that stands by.
  await passes(second, await sequenceAt(first));

  expect(await sequenceAt(second)).toBeLessThan(before + 100);
  expect(collectors.faults).toEqual([]);
  expect(second.command.output).not.toContain('"leads"');
});

test.runIf(isLong)('a master that hangs is left, and the feed goes on', async () => {
  await using collectors = await Collectors.at(sentinels.url);
  const first = await collectors.start(variables);
  await holds(async () => expect(await quotaAt(first)).toBeGreaterThan(1));
  const second = await collectors.start(variables);
  await passes(second, await sequenceAt(first));
  const before = await sequenceAt(first);
  const master = await sentinels.master();
  master.kill('SIGSTOP');
  await passes(first, before + 3);
  await first.command.logs('store-back');
  await passes(second, await sequenceAt(first));
  master.kill('SIGCONT');
  const after = await sequenceAt(first);
  await passes(second, after + 10);

  expect(collectors.faults).toEqual([]);
});
