import { kstTime } from '@nalssi/schemas';
import { z } from 'zod';
import { loadLearnt, saveLearnt } from '../../catalogue/learnt-file.ts';
import { sourceErrorCodes } from '../../sources/source-error-codes.ts';
import { storedLedger } from '../../store/stored-ledger.ts';

export const tableStateFile = 'table-refresh.json';

const tableError = z.object({ code: z.enum(sourceErrorCodes), detail: z.string(), at: kstTime });

const tableState = z.object({
  lastTriedAt: kstTime.nullable(),
  /** What kept each from being learnt at the last try. */
  stations: tableError.nullable(),
  zones: tableError.nullable(),
  /** Of the two upstreams of zones: what they cost, and how long they are left alone. */
  ledgers: z.partialRecord(z.enum(['apihub-zones', 'kma-zones']), storedLedger),
});

/** How refreshing went so far; a restart goes on from there. */
export type TableState = z.infer<typeof tableState>;
export type TableError = z.infer<typeof tableError>;

export const nothingTried: TableState = {
  lastTriedAt: null,
  stations: null,
  zones: null,
  ledgers: {},
};

/** From the data directory. Throws CatalogueError. */
export function loadTableState(directory: string): TableState {
  return loadLearnt(directory, tableStateFile, tableState) ?? nothingTried;
}

export function saveTableState(directory: string, state: TableState): Promise<void> {
  return saveLearnt(directory, tableStateFile, tableState, state);
}
