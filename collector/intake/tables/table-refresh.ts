import { type TableHealth, zoneCatalogue } from '@nalssi/schemas';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { CatalogueError } from '../../catalogue/learnt-file.ts';
import { saveLearntStations } from '../../catalogue/learnt-stations.ts';
import {
  catalogueAt,
  changeoverBetween,
  type LearntTables,
  loadLearntTables,
  timesOfFiles,
} from '../../catalogue/learnt-tables.ts';
import { saveLearntStationZones, saveLearntZones } from '../../catalogue/learnt-zones.ts';
import type { Keys, Source } from '../../sources/source.ts';
import type { SourceConfig } from '../../sources/source-config.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { UpstreamId } from '../../sources/source-id.ts';
import type { Logger } from '../../telemetry/log.ts';
import { noTelemetry, type Telemetry } from '../../telemetry/telemetry.ts';
import { type Clock, type Duration, type Instant, minutes } from '../../time/clock.ts';
import type { ClockCheck } from '../../time/clock-check.ts';
import { formatKst } from '../../time/kst.ts';
import type { Sleep } from '../../time/sleep.ts';
import { SourceClient } from '../../transport/client.ts';
import { emptyLedger } from '../../transport/ledger.ts';
import { OpenLedger } from '../../transport/open-ledger.ts';
import type { Outcome } from '../../transport/outcome.ts';
import { askHubZones, askPolygons, askStations, type TableQuestion } from './ask-tables.ts';
import { isDue } from './due.ts';
import {
  changesBetween,
  isNoChange,
  standingOf,
  type TableChanges,
  toldChanges,
} from './table-changes.ts';
import { tableHealthAt } from './table-health.ts';
import { loadTableState, nothingTried, saveTableState, type TableState } from './table-state.ts';

/** The weather comes first, and a service that is started again and again asks for no 4 MB. */
const firstLookOfService: Duration = minutes(3);

export interface TableRefreshOptions {
  readonly everySource: { readonly [Id in UpstreamId]: SourceConfig<Id> };
  readonly keys: Keys;
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Logger;
  readonly telemetry?: Telemetry;
  readonly clockCheck?: ClockCheck | null;
  /** Takes what is learnt. */
  readonly catalogue: Catalogue;
  /** What was learnt before. */
  readonly tables: LearntTables;
  /** Whether it asks only when it is told to: it has no schedule then, and is never due. */
  readonly isOff?: boolean;
  /** How long after the start it may be due at first. */
  readonly firstLookAfter?: Duration;
  /** Whether a person asks: then nothing that was stored keeps it from asking. */
  readonly isByHand?: boolean;
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
  readonly #log: Logger;
  readonly #startedAt: Instant;
  readonly #random = Math.random();
  readonly #ledgers = new Map<UpstreamId, OpenLedger>();
  #tables: LearntTables;
  #state: TableState;
  #files: string;
  /** As of when the zones in use hold. */
  #usedAt: Instant;
  #toldOld = false;
  #toldGone = '';
  #countRequest: (source: UpstreamId) => void = () => undefined;

  constructor(options: TableRefreshOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#tables = options.tables;
    this.#startedAt = options.clock.now();
    this.#usedAt = this.#startedAt;
    this.#files = timesOfFiles(options.dataDirectory);
    this.#state = this.#loadState();
  }

  /** From now on each request to the hub for a list of stations counts where `count` counts it too. */
  countRequestsWith(count: (source: UpstreamId) => void): void {
    this.#countRequest = count;
  }

  get health(): TableHealth[] {
    return tableHealthAt(this.#tables, this.#state, this.#options.clock.now());
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
    const zones = [...zoneCatalogue, ...(this.#tables.zones?.zones ?? [])];
    return isDue(this.#state, zones, now, this.#random);
  }

  /**
   * Takes over what a `nalssi stations --refresh` beside this process has learnt, and zones that
   * began or ended since: a changeover happens at a minute. Never throws.
   */
  keepTime(): void {
    const { dataDirectory, clock, catalogue } = this.#options;
    const now = clock.now();
    const files = timesOfFiles(dataDirectory);
    const passed = changeoverBetween(this.#tables.zones?.zones ?? [], this.#usedAt, now);
    if (files === this.#files && passed === null) return;
    if (files !== this.#files) {
      this.#files = files;
      try {
        this.#tables = loadLearntTables(dataDirectory);
      } catch (error) {
        if (!(error instanceof CatalogueError)) throw error;
        this.#log.error({ code: 'damaged-table', err: error }, 'What was known stays in use.');
        return;
      }
    }
    const before = standingOf(catalogue);
    this.#use(now);
    const message = passed === null ? 'Tables learnt beside this process' : 'Zones began or ended';
    const changes = changesBetween(before, standingOf(catalogue));
    this.#log.info({ code: 'tables-changed', ...toldChanges(changes) }, `${message}; in use now.`);
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
      ledgers: this.#storedLedgers(),
    };
    await saveTableState(this.#options.dataDirectory, this.#state);
    return { changes: changesBetween(before, standingOf(catalogue)), errors };
  }

  /** The same as part of a service: the log has what came of it. Never throws. */
  async refreshInService(signal: AbortSignal): Promise<void> {
    try {
      const { changes, errors } = await this.refresh(signal);
      for (const { source, code, detail, action, message } of errors) {
        this.#log.warn(
          { code, source, detail, action },
          `Tables could not be refreshed: ${message} What was known stays in use.`,
        );
      }
      if (!isNoChange(changes)) {
        this.#log.info(
          { code: 'tables-changed', ...toldChanges(changes) },
          'Stations and zones have changed; in use now.',
        );
      }
      this.#tellOld();
    } catch (error) {
      if (signal.aborted) return;
      this.#log.error(
        { code: 'tables-not-saved', err: error },
        'What was learnt of stations and zones cannot be saved; a restart will not know it. NALSSI_DATA_DIR must be a folder that this user may read and write.',
      );
    }
  }

  async #learnStations(signal: AbortSignal): Promise<void> {
    const stations = await askStations(this.#question(), signal);
    const learntAt = formatKst(this.#options.clock.now());
    const learnt = { learntAt, source: 'apihub' as const, stations };
    await this.#take({ stations: learnt }, (directory) => saveLearntStations(directory, learnt));
  }

  async #learnHubZones(signal: AbortSignal): Promise<void> {
    const learnt = await askHubZones(this.#question(), signal);
    await this.#take(learnt, async (directory) => {
      await saveLearntZones(directory, learnt.zones);
      await saveLearntStationZones(directory, learnt.stationZones);
    });
  }

  async #learnPolygons(signal: AbortSignal): Promise<void> {
    const stationZones = await askPolygons(this.#question(), signal);
    await this.#take({ stationZones }, (directory) =>
      saveLearntStationZones(directory, stationZones),
    );
  }

  async #take(
    learnt: Partial<LearntTables>,
    save: (directory: string) => Promise<void>,
  ): Promise<void> {
    const { dataDirectory, clock } = this.#options;
    this.#tables = { ...this.#tables, ...learnt };
    this.#use(clock.now());
    await save(dataDirectory);
    this.#files = timesOfFiles(dataDirectory);
  }

  #use(now: Instant): void {
    this.#options.catalogue.learn(catalogueAt(this.#tables, now));
    this.#usedAt = now;
  }

  #question(): TableQuestion {
    const { catalogue, clock, log } = this.#options;
    const ask = <Parsed>(source: Source<Parsed>, signal: AbortSignal) => this.#ask(source, signal);
    return { ask, log, now: clock.now(), known: this.#tables, catalogue };
  }

  async #ask<Parsed>(source: Source<Parsed>, signal: AbortSignal): Promise<Outcome<Parsed>> {
    const { everySource, telemetry = noTelemetry } = this.#options;
    const ledger = this.#ledgerOf(source);
    const before = ledger.current.requests;
    const config: SourceConfig<UpstreamId> = everySource[source.id];
    const begun = performance.now();
    const outcome = await new SourceClient({ ...this.#options, source, config, ledger }).ask(
      signal,
    );
    for (let made = before; made < ledger.current.requests; made += 1)
      this.#countRequest(source.id);
    if (outcome.kind === 'aborted' || outcome.kind === 'blocked') return outcome;
    const { requests: run } = outcome;
    const random = Math.random();
    if (outcome.kind === 'failed') {
      ledger.record({ kind: 'failed', run, failure: outcome.error, random });
    } else if (outcome.kind === 'answered') {
      const { batch } = emptyLedger(0);
      const failure = outcome.errors[0] ?? null;
      ledger.record({ kind: 'answered', run, batch, newestObservedAt: null, failure, random });
    } else ledger.record({ kind: 'nothing-yet', run });
    const result = outcome.kind === 'answered' ? 'ok' : outcome.kind;
    telemetry.run(source.id, result, performance.now() - begun);
    return outcome;
  }

  #ledgerOf({ id, dailyRequests }: Source<unknown>): OpenLedger {
    const open = this.#ledgers.get(id);
    if (open !== undefined) return open;
    const { clock, isByHand = false } = this.#options;
    const isOfZones = id === 'apihub-zones' || id === 'kma-zones';
    const stored = isOfZones && !isByHand ? this.#state.ledgers[id] : undefined;
    const ledger = new OpenLedger(stored ?? emptyLedger(clock.now()), clock);
    ledger.record({ kind: 'started', limit: dailyRequests });
    this.#ledgers.set(id, ledger);
    return ledger;
  }

  #storedLedgers(): TableState['ledgers'] {
    const { 'apihub-zones': hub, 'kma-zones': polygons } = this.#state.ledgers;
    const ofHub = this.#ledgers.get('apihub-zones')?.current ?? hub;
    const ofPolygons = this.#ledgers.get('kma-zones')?.current ?? polygons;
    return {
      ...(ofHub && { 'apihub-zones': ofHub }),
      ...(ofPolygons && { 'kma-zones': ofPolygons }),
    };
  }

  #loadState(): TableState {
    try {
      return loadTableState(this.#options.dataDirectory);
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error;
      // It holds no facts: at worst KMA is asked once more.
      this.#log.warn({ code: 'damaged-state', err: error }, 'It is not known when KMA was asked.');
      return nothingTried;
    }
  }

  #tellOld(): void {
    const { health } = this;
    const gone = health.find(({ id }) => id === 'places')?.gone ?? {};
    const told = JSON.stringify(gone);
    if (told !== '{}' && told !== this.#toldGone) {
      this.#log.warn(
        { code: 'place-station-gone', stations: gone, action: 'Update the collector.' },
        'KMA no longer lists the stations that stand for some places; the nearest others do.',
      );
    }
    this.#toldGone = told;
    const old = health.filter(({ id, isOld }) => isOld && id !== 'places');
    if (old.length > 0 && !this.#toldOld) {
      this.#log.warn(
        { code: 'table-old', tables: old.map(({ id, date }) => `${id} of ${date}`) },
        'Tables are old: warnings may miss their places. Set NALSSI_KMA_APIHUB_KEY for stations and zones, or mend what keeps KMA from answering.',
      );
    }
    this.#toldOld = old.length > 0;
  }
}
