import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stationCatalogue } from '@nalssi/schemas';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import {
  catalogueAt,
  type LearntTables,
  loadLearntTables,
} from '../../../../collector/catalogue/learnt-tables.ts';
import {
  saveLearntStationZones,
  saveLearntZones,
} from '../../../../collector/catalogue/learnt-zones.ts';
import { TableRefresh } from '../../../../collector/intake/tables/table-refresh.ts';
import { tableStateFile } from '../../../../collector/intake/tables/table-state.ts';
import { createLogger } from '../../../../collector/telemetry/log.ts';
import { Secrets } from '../../../../collector/telemetry/secrets.ts';
import { zonesOf2026 } from '../../../upstream/zones.ts';
import { type LogLine, ManualClock } from '../../workbench.ts';

const learntAt = '2027-05-31T04:40:00+09:00';
/** 대구중부 is to be cut, and 143 to stand in the one half. */
const zones = {
  learntAt,
  source: 'apihub' as const,
  zones: zonesOf2026.flatMap((zone) =>
    zone.id === 'L1140100'
      ? [
          { ...zone, validTo: '2027-05-31T13:29:00+09:00' },
          {
            ...zone,
            id: 'L1140900',
            name: { full: '대구새구역', short: '대구새구역' },
            validFrom: '2027-05-31T13:30:00+09:00',
          },
        ]
      : [zone],
  ),
};
const stationZones = {
  learntAt,
  source: 'apihub' as const,
  edition: null,
  etag: null,
  lastModified: null,
  placed: null,
  stations: { '143': { id: 'L1140900', name: '대구새구역' } },
};
let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function keep(tables: LearntTables, clock: ManualClock) {
  const log: LogLine[] = [];
  const catalogue = new Catalogue(catalogueAt(tables, clock.now()));
  const refresh = new TableRefresh({
    everySource: {} as never,
    keys: {},
    dataDirectory: directory,
    clock,
    sleep: async () => undefined,
    log: createLogger(new Secrets(), 'json', { write: (line) => void log.push(JSON.parse(line)) }),
    catalogue,
    tables,
  });
  return { catalogue, refresh, log };
}

test('a zone that begins at 13:30 is one from that minute on, and the one it replaces ends', () => {
  const clock = new ManualClock('2027-05-31T13:29:05+09:00');
  const { catalogue, refresh, log } = keep({ stations: null, zones, stationZones }, clock);
  refresh.keepTime();
  const begins = catalogue.zones.find('L1140900')?.validFrom;
  const ends = catalogue.zones.find('L1140100')?.validTo;
  clock.advance(1);
  refresh.keepTime();

  // The station that is said to stand in it already makes it known, without its dates.
  expect(begins).toBeNull();
  expect(ends).toBeNull();
  expect(catalogue.zones.find('L1140900')?.parent).toBe('L1140000');
  expect(catalogue.zones.find('L1140900')?.validFrom).toBe('2027-05-31T13:30:00+09:00');
  expect(catalogue.zones.find('L1140100')?.validTo).toBe('2027-05-31T13:29:00+09:00');
  expect(log.filter(({ code }) => code === 'tables-changed')).toHaveLength(1);
});

test('a zone that begins tomorrow is not yet one', () => {
  const clock = new ManualClock('2027-05-30T13:29:05+09:00');
  const { catalogue } = keep({ stations: null, zones, stationZones: null }, clock);

  expect(catalogue.zones.find('L1140900')).toBeUndefined();
  expect(catalogue.stationsIn('L1140100').map(({ id }) => id)).toContain('143');
});

test('a station in a zone that nobody knows still stands in what is around it', () => {
  const clock = new ManualClock('2027-05-31T13:29:05+09:00');
  const { catalogue } = keep({ stations: null, zones: null, stationZones }, clock);

  expect(catalogue.stationsIn('L1140900').map(({ id }) => id)).toEqual(['143']);
  expect(catalogue.stationsIn('L1140000').map(({ id }) => id)).toContain('143');
});

test('what is learnt beside the process is in use at its next publish', async () => {
  const clock = new ManualClock('2027-06-01T00:00:00+09:00');
  const { catalogue, refresh, log } = keep(loadLearntTables(directory), clock);
  await saveLearntZones(directory, zones);
  await saveLearntStationZones(directory, stationZones);
  refresh.keepTime();

  expect(catalogue.find('143')?.warningZone?.id).toBe('L1140900');
  expect(log.map(({ msg }) => msg)).toEqual(['Tables learnt beside this process; in use now.']);
});

test('a file that is damaged beside the process is told once, and what was known stays', async () => {
  const clock = new ManualClock('2027-06-01T00:00:00+09:00');
  const { catalogue, refresh, log } = keep({ stations: null, zones, stationZones }, clock);
  await writeFile(join(directory, 'zones.json'), '{"learnt');
  refresh.keepTime();
  refresh.keepTime();

  expect(catalogue.find('143')?.warningZone?.id).toBe('L1140900');
  expect(log.map(({ code }) => code)).toEqual(['damaged-table']);
});

test('a state that is damaged is told, and KMA is asked as if nothing had been tried', async () => {
  await writeFile(join(directory, tableStateFile), '{"last');
  const { log } = keep(
    { stations: null, zones, stationZones },
    new ManualClock('2027-06-01T00:00:00+09:00'),
  );

  expect(log.map(({ code }) => code)).toEqual(['damaged-state']);
});

test('places are told whose station KMA no longer lists', () => {
  const { refresh } = keep(
    {
      stations: {
        learntAt,
        stations: stationCatalogue.filter(({ id }) => id !== '565'),
        source: 'apihub',
      },
      zones,
      stationZones,
    },
    new ManualClock('2027-06-01T00:00:00+09:00'),
  );
  const places = refresh.health.find(({ id }) => id === 'places');

  expect(places).toMatchObject({ entries: 269, isOld: true, gone: { '41390': '565' } });
});

test('of places whose stations are all there nothing is told', () => {
  const tables = { stations: null, zones, stationZones };
  const { refresh } = keep(tables, new ManualClock('2027-06-01T00:00:00+09:00'));
  const places = refresh.health.find(({ id }) => id === 'places');

  expect(places).toMatchObject({ date: '2026-07-01', source: 'shipped', isOld: false });
  expect(places).not.toHaveProperty('gone');
});

test('tables that KMA has not been heard of for a month are old', () => {
  const oldOf = (now: string) =>
    keep({ stations: null, zones, stationZones }, new ManualClock(now))
      .refresh.health.filter(({ isOld }) => isOld)
      .map(({ id }) => id);

  expect(oldOf('2027-06-29T00:00:00+09:00')).toEqual(['stations']);
  expect(oldOf('2027-07-01T00:00:00+09:00')).toEqual(['stations', 'zones', 'station-zones']);
});
