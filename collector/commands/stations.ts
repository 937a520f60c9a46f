import { mkdir } from 'node:fs/promises';
import { type Network, type Station, stationSchema } from '@nalssi/schemas';
import { Catalogue } from '../catalogue/catalogue.ts';
import { loadLearntStations, saveLearntStations } from '../catalogue/learnt-stations.ts';
import { regionOfStation } from '../catalogue/regions.ts';
import { type Config, ConfigError } from '../config.ts';
import {
  type HubStation,
  type HubStationList,
  type HubStations,
  hubStationRequest,
} from '../sources/apihub/stations.ts';
import { sources } from '../sources/registry.ts';
import { keyVariables, type RequestContext } from '../sources/source.ts';
import { SourceError } from '../sources/source-error.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Logger } from '../telemetry/log.ts';
import { askOnce } from './ask-once.ts';
import { type Command, UsageError } from './command.ts';

/** The network of the stations that a list alone has. */
const networkOf = { SFC: 'asos', AWS: 'aws' } as const satisfies Record<HubStationList, Network>;

/** The sources whose stations the two lists of the hub hold. */
const lists: readonly { list: HubStationList; source: 'apihub-asos' | 'apihub-aws' }[] = [
  { list: 'SFC', source: 'apihub-asos' },
  { list: 'AWS', source: 'apihub-aws' },
];

export const stations: Command = {
  name: 'stations',
  summary: 'learns new stations from the API hub, for the next start',
  options: {
    refresh: { type: 'boolean', does: 'ask the API hub for its lists' },
  },
  details: `It needs ${keyVariables['kma-apihub']}. The stations learnt before stay when a list cannot be had.`,
  async run({ options, config, log, signal }) {
    if (options['refresh'] !== true) {
      throw new UsageError('Say what to do: nalssi stations --refresh.');
    }
    return refreshStations(config(), log(), signal);
  },
};

/**
 * Asks the API hub for its lists of stations and puts what they say above the catalogue, for the next
 * start. Throws ConfigError without a key
 * and SourceError when a list cannot be had or is not whole. Nothing is written before both lists were
 * read whole: the stations learnt before stay then, and when `signal` ends it.
 */
async function refreshStations(config: Config, log: Logger, signal: AbortSignal): Promise<number> {
  if (config.keys['kma-apihub'] === undefined) {
    throw new ConfigError(`The list of stations needs a key: set ${keyVariables['kma-apihub']}.`);
  }
  const known = new Catalogue();
  const last = loadLearntStations(config.dataDirectory);
  const before = last.length > 0 ? last : known.stations;
  const learnt = new Map<string, Station>();
  for (const { list, source } of lists) {
    const read = await askFor(list, source, config, signal);
    if (read === null) {
      log.warn({ code: 'interrupted' }, 'Interrupted; the stations learnt before stay.');
      throw signal.reason;
    }
    refuseShort(list, source, read.length, before);
    for (const station of read) {
      // The automatic list repeats the surface stations.
      if (!learnt.has(station.id)) learnt.set(station.id, stationOf(station, list, known));
    }
    log.info({ list, stations: read.length }, 'A list of stations was read.');
    tellUnknownPlaces(list, read, log);
  }
  const valid = [...learnt.values()].filter((station) => stationSchema.safeParse(station).success);
  await mkdir(config.dataDirectory, { recursive: true });
  await saveLearntStations(config.dataDirectory, valid);
  const added = valid.filter(({ id }) => known.find(id) === undefined);
  log.info(
    {
      stations: valid.length,
      new: added.map(({ id }) => id),
      leftOut: learnt.size - valid.length,
    },
    'The catalogue is up to date; a running collector reads it at its next start.',
  );
  return 0;
}

/** The stations of a list that was read whole, or `null` where `signal` ended it. */
async function askFor(
  list: HubStationList,
  id: 'apihub-asos' | 'apihub-aws',
  config: Config,
  signal: AbortSignal,
): Promise<readonly HubStation[] | null> {
  const requests = (context: RequestContext) => {
    const request = hubStationRequest(list, context);
    return request === null ? [] : [request];
  };
  const outcome = await askOnce<HubStations>({ ...sources[id], requests }, config, signal);
  switch (outcome.kind) {
    case 'answered':
      return outcome.answers.flatMap(({ stations }) => stations);
    case 'aborted':
      return null;
    case 'failed':
      throw outcome.error;
    case 'nothing-yet':
      throw new SourceError(id, 'no-data', `the list ${list}`);
    case 'blocked':
      throw new SourceError(id, outcome.code, `the list ${list} was not asked for`);
  }
}

/** A district or a province that nobody knows is said: the tables of regions have grown old. */
function tellUnknownPlaces(list: HubStationList, read: readonly HubStation[], log: Logger): void {
  const unknown = read.filter(
    (station) =>
      (station.lawId !== null || station.address !== undefined) &&
      regionOfStation(station) === null,
  );
  if (unknown.length === 0) return;
  log.warn(
    {
      code: 'unknown-region',
      list,
      places: unknown.slice(0, 20).map(({ lawId, address }) => address ?? lawId),
      count: unknown.length,
      action: 'Update the collector: a province or a district has another number or name.',
    },
    'Stations stand in districts that no region is known for; they keep the region they had.',
  );
}

/** KMA opens and closes a few stations a year; a list that lacks a tenth of them is not whole. */
const leastShare = 0.9;

/** `before`: the stations learnt before, or those of the catalogue. Throws SourceError. */
function refuseShort(
  list: HubStationList,
  source: SourceId,
  listed: number,
  before: readonly Station[],
): void {
  const network = networkOf[list];
  const known = before.filter((station) => station.network === network).length;
  if (listed >= known * leastShare) return;
  const detail = `the list ${list} has ${listed} stations where ${known} are known`;
  throw new SourceError(source, 'shape', detail);
}

/** What the hub says, with what only the catalogue knows. */
function stationOf(station: HubStation, list: HubStationList, known: Catalogue): Station {
  const before = known.find(station.id);
  return {
    ...before,
    id: station.id,
    name: {
      ko: station.name.ko,
      en: before?.name.en ?? station.name.en ?? station.name.ko,
    },
    region: regionOfStation(station) ?? before?.region ?? null,
    network: networkOf[list],
    lat: station.lat,
    lon: station.lon,
    elevation: station.elevation ?? before?.elevation ?? null,
  };
}
