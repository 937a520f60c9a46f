import { historyHours, type SourceHealth } from '@nalssi/schemas';
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

const nationalStations = ['90', '93'];

function hourAt(hour: number, ...temperatures: number[]): HourlyValues {
  const nothing = { values: new Map<string, number>(), suspect: new Set<string>() };
  const values = new Map(
    temperatures.map((value, index) => [nationalStations[index] ?? '', value]),
  );
  return {
    hour: begin + hour * 60 * minute,
    temperature: { ...nothing, values },
    rain: nothing,
  };
}

describe('histories', () => {
  /** Makes the feed of some minute with the hours before it; resolves with the minute of its history. */
  function begun() {
    const maker = new FeedMaker(encode, { hasPast: true, runsOnce: false });
    return async (minutes: number, hourly: Past['hourly']) => {
      const publication = publicationAt(begin + minutes * minute, hourly);
      await maker.makeFeed(publication, false);
      await maker.makeOthers(publication, async () => []);
      const { generatedAt } = JSON.parse(String(maker.files.get('history/KR.json')?.identity));
      return (Date.parse(generatedAt) - Math.floor(begin / 1000) * 1000) / minute;
    };
  }

  /** A day of which the last hours are given. */
  function dayWith(...last: HourlyValues[]): HourlyValues[] {
    const empty = Array.from({ length: historyHours }, (_, index) => hourAt(index - historyHours));
    return [...empty, ...last].slice(-historyHours);
  }

  test('are looked at every five minutes', async () => {
    const madeAt = begun();
    const list = [hourAt(-2)];
    const first = await madeAt(0, list);
    // The same list says that nothing is new.
    list.push(hourAt(-1));

    expect([first, await madeAt(1, list), await madeAt(5, list)]).toEqual([0, 0, 5]);
  });

  test('are made when an hour has come, or the value of a station', async () => {
    const madeAt = begun();

    expect(await madeAt(0, dayWith(hourAt(-1, 3)))).toBe(0);
    expect(await madeAt(1, dayWith(hourAt(-1, 3), hourAt(0, 4)))).toBe(1);
    expect(await madeAt(2, dayWith(hourAt(-1, 3), hourAt(0, 4, 5)))).toBe(2);
  });

  test('wait half an hour where a value was corrected', async () => {
    const madeAt = begun();

    expect(await madeAt(0, dayWith(hourAt(-1, 3)))).toBe(0);
    expect(await madeAt(10, dayWith(hourAt(-1, 3.5)))).toBe(0);
    expect(await madeAt(29, dayWith(hourAt(-1, 4)))).toBe(0);
    expect(await madeAt(30, dayWith(hourAt(-1, 4)))).toBe(30);
  });
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
      await maker.makeOthers({ ...publication, past }, async () => []);
      const file = maker.files.get('boards/KR.json');
      if (file !== before) made.push(second);
      before = file;
    }
    return made;
  }

  test('are never there without the names of their stations and their past', async () => {
    const maker = new FeedMaker(encode, { hasPast: true, runsOnce: false });
    const publication = publicationAt(begin, []);
    const ofBoards = () =>
      [...maker.files.keys()]
        .filter((path) => /^(?:boards|history)\/KR-11\b/.test(path))
        .toSorted();
    for (const isHasty of [true, false]) {
      await maker.makeFeed(publication, isHasty);
      expect(ofBoards()).toEqual([]);
    }
    await maker.makeOthers(publication, async () => []);

    expect(ofBoards()).toEqual([
      'boards/KR-11.json',
      'boards/KR-11.stations.json',
      'history/KR-11.json',
    ]);
  });

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
