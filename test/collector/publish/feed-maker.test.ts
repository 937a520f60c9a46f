import type { SourceHealth } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import type { Publication } from '../../../collector/feed/publication.ts';
import type { Encode } from '../../../collector/publish/encode.ts';
import { FeedMaker } from '../../../collector/publish/feed-maker.ts';
import type { HourlyValues } from '../../../collector/snapshot/hourly-values.ts';
import { noPast, type Past } from '../../../collector/snapshot/past.ts';
import { takeSnapshot } from '../../../collector/snapshot/snapshot.ts';
import { snapshotWarnings } from '../../../collector/snapshot/warnings.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';
import health from '../../widget/operators/published/health.json' with { type: 'json' };

const minute = 60_000;
const begin = Date.parse('2026-11-27T12:00:05+09:00');
const catalogue = new Catalogue();

function publicationAt(
  at: number,
  hourly: Past['hourly'],
  state: SourceHealth['state'] = 'ok',
): Publication {
  return {
    snapshot: takeSnapshot([{ source: kmaMap, holdings: new Map() }], catalogue, at),
    past: { ...noPast(at), hourly },
    catalogue,
    warnings: snapshotWarnings(null, catalogue, at),
    mode: 'live',
    isEmpty: true,
    status: 'ok',
    sequence: 1,
    changedAt: begin,
    sources: (health.sources as unknown as SourceHealth[]).map((one) => ({ ...one, state })),
    publishes: [],
    outputs: [],
    clock: null,
    interval: minute,
    startedAt: begin,
    publicUrl: null,
    version: '1.0.0',
  };
}

const encode: Encode = async (content) => {
  const identity = Buffer.from(content);
  return {
    identity,
    encoded: { br: identity, zstd: identity, gzip: identity },
    hash: '1',
  };
};

function hourAt(hour: number): HourlyValues {
  const nothing = { values: new Map<string, number>(), suspect: new Set<string>() };
  return { hour: begin + hour * 60 * minute, temperature: nothing, rain: nothing };
}

test('histories are looked at when there is a new list of the hours before, and else every five minutes', async () => {
  const maker = new FeedMaker(encode, { hasPast: true, runsOnce: false });
  const builtAt = async (minutes: number, hourly: Past['hourly']) => {
    const publication = publicationAt(begin + minutes * minute, hourly);
    await maker.makeFeed(publication, false);
    await maker.makeOthers(publication, async () => []);
    const { generatedAt } = JSON.parse(String(maker.files.get('history/KR.json')?.identity));
    return (Date.parse(generatedAt) - Math.floor(begin / 1000) * 1000) / minute;
  };
  const list = [hourAt(-2)];
  const first = await builtAt(0, list);
  // The same list says that nothing is new.
  list.push(hourAt(-1));
  const built = [first, await builtAt(1, list), await builtAt(5, list), await builtAt(6, [])];

  expect(built).toEqual([0, 0, 5, 6]);
});

describe('boards', () => {
  /** The seconds at which the board of the country was made, when each time there is news for it. */
  async function madeAt(runsOnce: boolean, state: SourceHealth['state']) {
    const maker = new FeedMaker(encode, { hasPast: true, runsOnce });
    const made: number[] = [];
    let before: unknown = null;
    for (const second of [0, 4, 20, 60, 61, 120]) {
      const at = begin + second * 1000;
      const publication = publicationAt(at, [], state);
      const past = noPast(begin - second * 24 * 60 * minute);
      await maker.makeFeed({ ...publication, past }, false);
      const file = maker.files.get('boards/KR.json');
      if (file !== before) made.push(second);
      before = file;
    }
    return made;
  }

  test('are not made twice in a minute, and never older than that', async () => {
    expect(await madeAt(false, 'ok')).toEqual([0, 60, 120]);
  });

  test('are made each time while sources are asked for the first time', async () => {
    expect(await madeAt(false, 'starting')).toEqual([0, 4, 20, 60, 61, 120]);
  });

  test('are made each time where no publish comes a minute later', async () => {
    expect(await madeAt(true, 'ok')).toEqual([0, 4, 20, 60, 61, 120]);
  });
});
