import { type TableHealth, zoneCatalogue } from '@nalssi/schemas';
import { CatalogueError } from '../../catalogue/learnt-file.ts';
import { saveLearntStations } from '../../catalogue/learnt-stations.ts';
import { saveLearntStationZones, saveLearntZones } from '../../catalogue/learnt-zones.ts';
import type { Source } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { UpstreamId } from '../../sources/source-id.ts';
import type { Logger } from '../../telemetry/log.ts';
import { type Duration, type Instant, minutes } from '../../time/clock.ts';
import { formatKst } from '../../time/kst.ts';
import { askHubZones, askPolygons, askStations, type TableQuestion } from './ask-tables.ts';
import { isDue } from './due.ts';
import { changesBetween, isNoChange, standingOf, type TableChanges } from './table-changes.ts';
import { tableHealthAt } from './table-health.ts';
import { TableJournal } from './table-journal.ts';
import { loadTableState, nothingTried, saveTableState, type TableState } from './table-state.ts';
import { TableUpstreams, type TableUpstreamsOptions } from './table-upstreams.ts';
import { TablesInUse, type TablesInUseOptions } from './tables-in-use.ts';

/** The weather comes first, and a service that is started again and again asks for no 4 MB. */
const firstLookOfService: Duration = minutes(3);

export interface TableRefreshOptions extends TableUpstreamsOptions, TablesInUseOptions {
  readonly log: Logger;
  /** Whether it asks only when it is told to: it has no schedule then, and is never due. */
  readonly isOff?: boolean;
  /** How long after the start it may be due at first. */
  readonly firstLookAfter?: Duration;
}

/** What came of a refresh. */
export interface RefreshReport {
  readonly changes: TableChanges;
  /** What could not be learnt, and why; what was known of it stays. */
  readonly errors: readonly SourceError[];
}

/**
 * Keeps the stations, the zones for warnings and the zones of stations as KMA has them: by the API
 * hub where there is a key, else the zones of stations by KMA's public polygons. What is learnt is
 * saved and in use at once, the last good of each stays where a new one cannot be had.
 */
export class TableRefresh {
  readonly #options: TableRefreshOptions;
  readonly #startedAt: Instant;
  readonly #random = Math.random();
  readonly #journal: TableJournal;
  readonly #upstreams: TableUpstreams;
  readonly #tables: TablesInUse;
  #state: TableState;

  constructor(options: TableRefreshOptions) {
    this.#options = options;
    this.#startedAt = options.clock.now();
    this.#journal = new TableJournal(options.log);
    this.#tables = new TablesInUse(options, this.#journal);
    this.#state = this.#loadState();
    this.#upstreams = new TableUpstreams(options, this.#state.ledgers);
  }

  /** From now on each request to the hub for a list of stations counts where `count` counts it too. */
  countRequestsWith(count: (source: UpstreamId) => void): void {
    this.#upstreams.countRequestsWith(count);
  }

  get health(): TableHealth[] {
    return tableHealthAt(this.#tables.all, this.#state, this.#options.clock.now());
  }

  /** That of the hub where there is a key; `null` where there is none. */
  get schedule(): { readonly id: 'apihub-zones' | 'kma-zones'; readonly cron: string } | null {
    const { everySource, keys, isOff = false } = this.#options;
    if (isOff) return null;
    return everySource[keys['kma-apihub'] === undefined ? 'kma-zones' : 'apihub-zones'];
  }

  /** Whether to ask now, beside the schedule. */
  get isDue(): boolean {
    const now = this.#options.clock.now();
    const { isOff = false, firstLookAfter = firstLookOfService } = this.#options;
    if (isOff || now - this.#startedAt < firstLookAfter) return false;
    const zones = [...zoneCatalogue, ...(this.#tables.all.zones?.zones ?? [])];
    return isDue(this.#state, zones, now, this.#random);
  }

  /** Takes over what was learnt beside this process, and zones that began or ended. Never throws. */
  keepTime(): void {
    this.#tables.keepTime();
  }

  /**
   * Asks, saves and uses what could be learnt. Rejects with the reason of `signal` where that ends
   * it, and with the error of the file where it cannot be saved; it is in use then all the same.
   */
  async refresh(signal: AbortSignal): Promise<RefreshReport> {
    const { catalogue, clock, keys } = this.#options;
    const before = standingOf(catalogue);
    const errors: SourceError[] = [];
    const attempt = async (learn: () => Promise<void>): Promise<SourceError | null> => {
      try {
        await learn();
        return null;
      } catch (error) {
        if (signal.aborted || !(error instanceof SourceError)) throw error;
        errors.push(error);
        return error;
      }
    };
    const hasKey = keys['kma-apihub'] !== undefined;
    const stations = hasKey ? await attempt(() => this.#learnStations(signal)) : null;
    let zones = hasKey
      ? await attempt(() => this.#learnHubZones(signal))
      : await attempt(() => this.#learnPolygons(signal));
    // A key serves only what its owner applied for; of the zones of stations there is another way.
    if (hasKey && zones?.remedy === 'person') {
      zones = (await attempt(() => this.#learnPolygons(signal))) ?? zones;
    }
    const at = formatKst(clock.now());
    const told = (error: SourceError | null) =>
      error && { code: error.code, detail: error.detail, at };
    this.#state = {
      lastTriedAt: at,
      stations: told(stations),
      zones: told(zones),
      ledgers: this.#upstreams.ledgers,
    };
    await saveTableState(this.#options.dataDirectory, this.#state);
    return { changes: changesBetween(before, standingOf(catalogue)), errors };
  }

  /** The same as part of a service: the log has what came of it. Never throws. */
  async refreshInService(signal: AbortSignal): Promise<void> {
    try {
      const { changes, errors } = await this.refresh(signal);
      for (const error of errors) this.#journal.notLearnt(error);
      if (!isNoChange(changes)) this.#journal.changed(changes, 'Stations and zones have changed');
      this.#journal.aged(this.health);
    } catch (error) {
      if (signal.aborted) return;
      this.#journal.notSaved(error);
    }
  }

  async #learnStations(signal: AbortSignal): Promise<void> {
    const stations = await askStations(this.#question(), signal);
    const learntAt = formatKst(this.#options.clock.now());
    const learnt = { learntAt, source: 'apihub' as const, stations };
    await this.#tables.take({ stations: learnt }, (directory) =>
      saveLearntStations(directory, learnt),
    );
  }

  async #learnHubZones(signal: AbortSignal): Promise<void> {
    const learnt = await askHubZones(this.#question(), signal);
    await this.#tables.take(learnt, async (directory) => {
      await saveLearntZones(directory, learnt.zones);
      await saveLearntStationZones(directory, learnt.stationZones);
    });
  }

  async #learnPolygons(signal: AbortSignal): Promise<void> {
    const stationZones = await askPolygons(this.#question(), signal);
    await this.#tables.take({ stationZones }, (directory) =>
      saveLearntStationZones(directory, stationZones),
    );
  }

  #question(): TableQuestion {
    const { catalogue, clock, log } = this.#options;
    const ask = <Parsed>(source: Source<Parsed>, signal: AbortSignal) =>
      this.#upstreams.ask(source, signal);
    return { ask, log, now: clock.now(), known: this.#tables.all, catalogue };
  }

  #loadState(): TableState {
    try {
      return loadTableState(this.#options.dataDirectory);
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error;
      this.#journal.damagedState(error);
      return nothingTried;
    }
  }
}
