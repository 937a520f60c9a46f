import type { TableHealth } from '@nalssi/schemas';
import type { CatalogueError } from '../../catalogue/learnt-file.ts';
import type { SourceError } from '../../sources/source-error.ts';
import type { Logger } from '../../telemetry/log.ts';
import { type TableChanges, toldChanges } from './table-changes.ts';

/** Tells the log what becomes of tables, what lasts once. */
export class TableJournal {
  readonly #log: Logger;
  #toldOld = false;
  #toldGone = '';

  constructor(log: Logger) {
    this.#log = log;
  }

  /** `what` has happened. */
  changed(changes: TableChanges, what: string): void {
    this.#log.info({ code: 'tables-changed', ...toldChanges(changes) }, `${what}; in use now.`);
  }

  notLearnt({ source, code, detail, action, message }: SourceError): void {
    this.#log.warn(
      { code, source, detail, action },
      `Tables could not be refreshed: ${message} What was known stays in use.`,
    );
  }

  notSaved(error: unknown): void {
    this.#log.error(
      { code: 'tables-not-saved', err: error },
      'What was learnt of stations and zones cannot be saved; a restart will not know it. NALSSI_DATA_DIR must be a folder that this user may read and write.',
    );
  }

  damaged(error: CatalogueError): void {
    this.#log.error({ code: 'damaged-table', err: error }, 'What was known stays in use.');
  }

  damagedState(error: CatalogueError): void {
    // It holds no facts: at worst KMA is asked once more.
    this.#log.warn({ code: 'damaged-state', err: error }, 'It is not known when KMA was asked.');
  }

  /** Tables that are old, and places whose station is gone. */
  aged(health: readonly TableHealth[]): void {
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
