import { mkdir } from 'node:fs/promises';
import { type Station, stationSchema } from '@nalssi/schemas';
import { Catalogue } from '../catalogue/catalogue.ts';
import { saveLearntStations } from '../catalogue/learnt-stations.ts';
import { regionOfLawId } from '../catalogue/regions.ts';
import { type Config, ConfigError } from '../config.ts';
import {
  type HubStation,
  type HubStationList,
  hubStationRequest,
  parseHubStations,
} from '../sources/apihub/stations.ts';
import { sources } from '../sources/registry.ts';
import { keyVariables } from '../sources/source.ts';
import type { Logger } from '../telemetry/log.ts';
import { systemClock } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import { SourceClient } from '../transport/client.ts';
import { emptyLedger } from '../transport/ledger.ts';

/** The sources whose stations the two lists of the hub hold. */
const lists: readonly { list: HubStationList; source: 'apihub-asos' | 'apihub-aws' }[] = [
  { list: 'SFC', source: 'apihub-asos' },
  { list: 'AWS', source: 'apihub-aws' },
];

/**
 * `nalssi stations --refresh`: asks the API hub for its lists of stations and puts what they say
 * above the catalogue, for the next start. Returns the exit code. Throws ConfigError without a key
 * and SourceError when a list cannot be had; the stations learnt before stay then.
 */
export async function refreshStations(
  config: Config,
  log: Logger,
  signal: AbortSignal,
): Promise<number> {
  if (config.keys['kma-apihub'] === undefined) {
    throw new ConfigError(`The list of stations needs a key: set ${keyVariables['kma-apihub']}.`);
  }
  const known = new Catalogue();
  const learnt = new Map<string, Station>();
  for (const { list, source } of lists) {
    const stations = await askFor(list, source, config, signal);
    for (const station of stations) {
      // The automatic list repeats the surface stations.
      if (!learnt.has(station.id)) learnt.set(station.id, stationOf(station, list, known));
    }
    log.info({ list, stations: stations.length }, 'A list of stations was read.');
  }
  const stations = [...learnt.values()].filter(
    (station) => stationSchema.safeParse(station).success,
  );
  await mkdir(config.dataDirectory, { recursive: true });
  await saveLearntStations(config.dataDirectory, stations);
  const added = stations.filter(({ id }) => known.find(id) === undefined);
  log.info(
    {
      stations: stations.length,
      new: added.map(({ id }) => id),
      leftOut: learnt.size - stations.length,
    },
    'The catalogue is up to date; a running collector reads it at its next start.',
  );
  return 0;
}

async function askFor(
  list: HubStationList,
  id: 'apihub-asos' | 'apihub-aws',
  config: Config,
  signal: AbortSignal,
): Promise<readonly HubStation[]> {
  const source = sources[id];
  const client = new SourceClient({
    source: {
      ...source,
      requests: (context) => {
        const request = hubStationRequest(list, context);
        return request === null ? [] : [request];
      },
    },
    parse: (bytes) => parseHubStations(bytes, list).stations,
    config: config.everySource[id],
    keys: config.keys,
    clock: systemClock,
    sleep,
    ledger: emptyLedger,
  });
  const outcome = await client.run(signal);
  if (outcome.kind === 'failed') throw outcome.error;
  return outcome.kind === 'answered' ? outcome.answers.flat() : [];
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
    region: regionOfLawId(station.lawId) ?? before?.region ?? null,
    network: list === 'SFC' ? 'asos' : 'aws',
    lat: station.lat,
    lon: station.lon,
    elevation: station.elevation ?? before?.elevation ?? null,
  };
}
