import type { SourceHealth } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import type { Publication } from '../../../collector/feed/publication.ts';
import type { Encode } from '../../../collector/publish/encode.ts';
import { StationFiles } from '../../../collector/publish/station-files.ts';
import type { ElementSnapshot } from '../../../collector/snapshot/element-snapshot.ts';
import { noPast } from '../../../collector/snapshot/past.ts';
import { takeSnapshot } from '../../../collector/snapshot/snapshot.ts';
import { kmaAws } from '../../../collector/sources/kma-aws/source.ts';
import { kmaMap } from '../../../collector/sources/kma-map/source.ts';
import type { ObservationSource } from '../../../collector/sources/source.ts';

const minute = 60_000;
const begin = Date.parse('2026-11-27T12:00:05+09:00');
const warm: ElementSnapshot = {
  state: 'fresh',
  shown: {
    value: 12.3,
    quality: 'pass',
    checks: ['range'],
    failed: [],
    observedAt: begin,
    source: 'kma-map',
    expiresAt: begin + 180 * minute,
  },
  failed: null,
  reason: null,
};

/** The stations of `source`, 97 of the map, those of `known` with a temperature. */
function publicationAt(
  at: number,
  known: (station: string) => boolean,
  states: readonly SourceHealth['state'][] = [],
  source: ObservationSource = kmaMap,
): Publication {
  const snapshot = takeSnapshot([{ source, holdings: new Map() }], new Catalogue(), at);
  const stations = snapshot.stations.map((one) =>
    known(one.station.id) ? { ...one, elements: { ...one.elements, temperature: warm } } : one,
  );
  return {
    snapshot: { ...snapshot, stations },
    past: noPast(at),
    catalogue: new Catalogue(),
    warnings: { asOf: null, warnings: [] } as never,
    mode: 'live',
    isEmpty: false,
    status: 'ok',
    sequence: 1,
    changedAt: begin,
    sources: states.map((state) => ({ state }) as SourceHealth),
    publishes: [],
    outputs: [],
    interval: 60_000,
    startedAt: begin,
    publicUrl: null,
    version: '1.0.0',
  };
}

/** Files of stations, and which of them each minute makes. */
function begun(source: ObservationSource = kmaMap) {
  let made: string[] = [];
  const encode: Encode = async (content) => {
    made.push(JSON.parse(String(content)).station.id);
    const nothing = Buffer.alloc(0);
    return { identity: null, encoded: { br: nothing, zstd: nothing, gzip: nothing }, hash: '1' };
  };
  const files = new StationFiles(encode);
  return async (minutes: number, known: (station: string) => boolean = () => true) => {
    made = [];
    const publication = publicationAt(begin + minutes * minute, known, [], source);
    await files.update(publication, async () => []);
    return made;
  };
}

test('the first time all files of stations are made', async () => {
  const madeAt = begun();

  expect(new Set(await madeAt(0)).size).toBe(97);
});

test('from then on each is made once in ten minutes, a hundred at most in each', async () => {
  const madeAt = begun(kmaAws);
  const all = await madeAt(0);
  for (const round of [0, 1, 2]) {
    const turns: string[][] = [];
    for (let turn = 1; turn <= 10; turn += 1) turns.push(await madeAt(round * 10 + turn));

    expect(turns.flat().toSorted()).toEqual(all.toSorted());
    expect(Math.max(...turns.map(({ length }) => length))).toBeLessThanOrEqual(100);
  }
});

test('those of a small feed are made in the same minute, as they lie together on the disk', async () => {
  const madeAt = begun();
  await madeAt(0);
  const turns: number[] = [];
  for (let turn = 1; turn <= 20; turn += 1) turns.push((await madeAt(turn)).length);

  expect(turns.filter((length) => length > 0)).toEqual([97, 97]);
});

test('one that was made before its turn is made with the others again', async () => {
  const madeAt = begun();
  await madeAt(0, (station) => station !== '108');
  await madeAt(5);

  expect(await madeAt(10)).toHaveLength(97);
});

test('a station that gets its first value does not wait for its turn', async () => {
  const madeAt = begun();
  await madeAt(0, (station) => station !== '108');

  expect(await madeAt(0.1)).toEqual(['108']);
});

test('a clock that is set back makes all of them anew', async () => {
  const madeAt = begun();
  await madeAt(0);

  expect(await madeAt(-60)).toHaveLength(97);
});

test('of the very first start they wait until each source was asked once, a minute at most', () => {
  const isDue = (hasPast: boolean, minutes: number, ...states: SourceHealth['state'][]) =>
    new StationFiles(undefined, hasPast).isDue(
      publicationAt(begin + minutes * minute, () => true, states),
    );

  expect(isDue(false, 0.1, 'ok', 'starting')).toBe(false);
  expect(isDue(false, 0.1, 'ok', 'failing', 'off')).toBe(true);
  expect(isDue(false, 1, 'ok', 'starting')).toBe(true);
  expect(isDue(true, 0.1, 'ok', 'starting')).toBe(true);
});
