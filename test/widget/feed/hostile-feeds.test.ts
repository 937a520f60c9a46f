import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileFeeds } from './hostile-feeds.ts';
import { HostileVisits } from './hostile-visits.ts';

// The built ticker in a page whose feed was taken over. Whatever it answers, nothing of it runs, nobody
// else is asked and nothing is thrown into the page. That no task is long is measured by `npm run bench -- feeds`.

let visits: HostileVisits;

beforeAll(async () => {
  visits = await HostileVisits.open();
});
afterAll(() => visits[Symbol.asyncDispose]());

describe('a feed', () => {
  test.each(hostileFeeds.map((feed, index) => [feed.name, feed.promise, feed, index] as const))(
    '%s: %s',
    async (_name, _promise, feed, index) => {
      expect(await visits.visit(`/page-${index}`, feed)).toEqual({
        errors: [],
        strangers: [],
        items: feed.shows,
        wrong: '',
      });
    },
  );
});
