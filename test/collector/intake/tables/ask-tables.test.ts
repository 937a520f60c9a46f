import { createLogger, Secrets } from '@nalssi/collector';
import { type Network, stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import { askStations } from '../../../../collector/intake/tables/ask-tables.ts';
import type { HubStations } from '../../../../collector/sources/apihub/stations.ts';
import { conclude, type Outcome } from '../../../../collector/transport/outcome.ts';

/** The list of a network as the hub has it; one of its stations has moved to a district that nobody knows. */
const listOf = (network: Network, moved: string): HubStations => ({
  stations: stationCatalogue
    .filter((station) => station.network === network)
    .flatMap(({ id, name, lat, lon, elevation }) =>
      lat === null || lon === null
        ? []
        : [{ id, name, lat, lon, elevation, lawId: id === moved ? '9900000000' : null }],
    ),
  dropped: {},
});

test('both lists are put together, and of each is said which districts nobody knows', async () => {
  const told: { code?: string; list?: string; stations?: number; places?: string[] }[] = [];
  const log = createLogger(new Secrets(), 'json', {
    write: (line) => void told.push(JSON.parse(line)),
  });
  const lists = { 'apihub-asos': listOf('asos', '108'), 'apihub-aws': listOf('aws', '400') };
  const request = { path: '/', about: 'a list', read: () => lists['apihub-asos'] };
  const stations = await askStations(
    {
      ask: async ({ id }) =>
        conclude([
          { kind: 'answered', request, parsed: lists[id as keyof typeof lists] },
        ]) as Outcome<never>,
      log,
      now: Date.parse('2026-08-21T18:10:30+09:00'),
      known: { stations: null, zones: null, stationZones: null },
      catalogue: new Catalogue(),
    },
    new AbortController().signal,
  );

  expect(stations.length).toBeGreaterThan(600);
  expect(stations.find(({ id }) => id === '108')?.region).toBe('KR-11');
  expect(told.map(({ list, code }) => [list, code])).toEqual([
    ['SFC', undefined],
    ['SFC', 'unknown-region'],
    ['AWS', undefined],
    ['AWS', 'unknown-region'],
  ]);
});
