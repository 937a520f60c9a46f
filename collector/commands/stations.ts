import { Catalogue } from '../catalogue/catalogue.ts';
import { CatalogueError } from '../catalogue/learnt-file.ts';
import { catalogueAt, loadLearntTables } from '../catalogue/learnt-tables.ts';
import type { Config } from '../config/config.ts';
import { toldChanges } from '../intake/tables/table-changes.ts';
import { TableRefresh } from '../intake/tables/table-refresh.ts';
import { keyVariables } from '../sources/source.ts';
import { makeFolder } from '../store/make-folder.ts';
import type { Logger } from '../telemetry/log.ts';
import { systemClock } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import { type Command, UsageError } from './command.ts';

export const stations: Command = {
  name: 'stations',
  summary: "learns KMA's stations, warning zones, and which station stands in which zone",
  options: {
    refresh: { type: 'boolean', does: 'ask KMA for its lists' },
  },
  details: `With ${keyVariables['kma-apihub']} it asks the API hub for all three; without, KMA's public polygons for
the zones of the stations that are known. What was learnt before stays where a list cannot be had;
the exit code is 1 then. A running collector uses what is learnt at once, and asks by itself once a
day unless NALSSI_TABLES is off.`,
  async run({ options, config, log, signal }) {
    if (options['refresh'] !== true) {
      throw new UsageError('Say what to do: nalssi stations --refresh.');
    }
    return refreshStations(config(), log(), signal);
  },
};

/**
 * Asks KMA for its stations and zones and puts what they say above the catalogue. Throws
 * CatalogueError, and SourceError when a list cannot be had or is not whole: what was learnt of it
 * before stays then, and when `signal` ends it.
 */
async function refreshStations(config: Config, log: Logger, signal: AbortSignal): Promise<number> {
  makeDataDirectory(config.dataDirectory);
  const tables = loadLearntTables(config.dataDirectory);
  const catalogue = new Catalogue(catalogueAt(tables, systemClock.now()));
  const refresh = new TableRefresh({
    ...config,
    clock: systemClock,
    sleep,
    log,
    catalogue,
    tables,
    isByHand: true,
  });
  if (config.keys['kma-apihub'] === undefined) {
    log.info(
      { code: 'no-key' },
      `New stations and zones come with a key: set ${keyVariables['kma-apihub']}. Without, KMA's public polygons are asked for the zones of the stations that are known.`,
    );
  }
  const report = await refresh.refresh(signal).catch((error: unknown) => {
    if (signal.aborted) log.warn({ code: 'interrupted' }, 'Interrupted; what was known stays.');
    throw error;
  });
  const [first, ...others] = report.errors;
  for (const { source, code, detail, action, message } of others) {
    log.error({ source, code, detail, action }, message);
  }
  log.info(
    { ...toldChanges(report.changes), failed: report.errors.map(({ source }) => source) },
    first === undefined
      ? 'Stations and zones are up to date; a running collector uses them within a minute.'
      : 'What could be learnt of stations and zones was saved; the rest stays as it was.',
  );
  if (first !== undefined) throw first;
  return 0;
}

/** What is learnt is asked for only where it can be kept. Throws CatalogueError. */
function makeDataDirectory(directory: string): void {
  try {
    makeFolder(directory);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CatalogueError(
      `Nothing can be kept in ${directory}: ${reason}. NALSSI_DATA_DIR says which directory is meant.`,
      { cause },
    );
  }
}
