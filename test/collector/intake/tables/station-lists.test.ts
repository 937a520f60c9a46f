import { createLogger, Secrets } from '@nalssi/collector';
import { type Station, stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import {
  joinLists,
  refuseShortList,
  stationListSource,
  stationLists,
  tellUnknownPlaces,
} from '../../../../collector/intake/tables/station-lists.ts';
import type { HubStation } from '../../../../collector/sources/apihub/stations.ts';

const [surface, automatic] = stationLists;
const stations = (network: Station['network'], many: number) =>
  Array.from({ length: many }, () => ({ network }) as Station);

test.each([
  [surface, 89, 'apihub-asos'],
  [automatic, 449, 'apihub-aws'],
] as const)(
  'a list that lacks more than a tenth of its own network is refused: %o',
  (list, listed, source) => {
    const before = [...stations('asos', 100), ...stations('aws', 500)];

    expect(() => refuseShortList(list, listed, before)).toThrow(
      expect.objectContaining({ source, code: 'shape' }),
    );
    expect(() => refuseShortList(list, listed + 1, before)).not.toThrow();
  },
);

test('a list is asked for with a key, and without one not at all', () => {
  const { requests } = stationListSource(surface);
  const now = Date.parse('2026-08-21T18:10:30+09:00');

  expect(requests({ now, keys: {} })).toEqual([]);
  expect(requests({ now, keys: { 'kma-apihub': 'key' } })).toMatchObject([
    { path: expect.stringContaining('inf=SFC') },
  ]);
});

const seoul = stationCatalogue.find(({ id }) => id === '108');
const hub = (id: string, more: Partial<HubStation> = {}): HubStation => ({
  id,
  name: { ko: '새벽', en: null },
  lat: 37.5,
  lon: 127,
  elevation: 10,
  lawId: null,
  ...more,
});

test('a station has the height that its list says, else the one that it had, else none', () => {
  const lists = {
    SFC: [hub('108', { elevation: null }), hub('9998', { elevation: null })],
    AWS: [hub('9999'), hub('108', { elevation: 1 })],
  };
  const joined = joinLists(lists, new Catalogue());

  expect(joined.map(({ id, elevation }) => [id, elevation])).toEqual([
    ['108', seoul?.elevation],
    ['9998', null],
    ['9999', 10],
  ]);
});

test('districts that nobody knows are told together, and those that are known or not given are not', () => {
  const told: Record<string, unknown>[] = [];
  const log = createLogger(new Secrets(), 'json', {
    write: (line) => void told.push(JSON.parse(line)),
  });
  tellUnknownPlaces('AWS', [hub('1'), hub('2', { lawId: '1114000000' })], log);

  expect(told).toEqual([]);

  tellUnknownPlaces(
    'AWS',
    [hub('3', { lawId: '9900000000' }), hub('4', { address: '새벽도' })],
    log,
  );

  expect(told).toMatchObject([
    { code: 'unknown-region', list: 'AWS', count: 2, places: ['9900000000', '새벽도'] },
  ]);
});
