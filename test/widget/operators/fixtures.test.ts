import {
  healthFile,
  observationsFile,
  stationFile,
  stationsFile,
  warningsFile,
} from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import {
  degradedFeed,
  emptyFeed,
  type Feed,
  healthyFeed,
  nextPublish,
  staleFeed,
} from './fixtures.ts';

describe.each<[string, Feed]>([
  ['healthy', healthyFeed()],
  ['degraded', degradedFeed()],
  ['stale', staleFeed()],
  ['empty', emptyFeed()],
  ['next', nextPublish(healthyFeed())],
])('the %s fixture', (_, feed) => {
  test('keeps the contract of the feed', () => {
    expect(healthFile.parse(feed.health)).toEqual(feed.health);
    expect(observationsFile.parse(feed.observations)).toEqual(feed.observations);
    expect(stationsFile.parse(feed.stations)).toEqual(feed.stations);
    expect(warningsFile.parse(feed.warnings)).toEqual(feed.warnings);
    for (const file of feed.histories) expect(stationFile.parse(file)).toEqual(file);
  });
});
