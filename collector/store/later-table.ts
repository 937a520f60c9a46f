import type { StatementSync } from 'node:sqlite';

/** What a table of the store works with. */
export interface TableParts {
  readonly prepare: (sql: string) => StatementSync;
  /** Whether the table is there. */
  readonly isThere: boolean;
  /** Hears of a stored value that could not be read. */
  readonly onDamage: (error: unknown) => void;
}

/** A table that came with a later version: a file in which there was no room for it does without. */
export abstract class LaterTable {
  protected readonly prepare: TableParts['prepare'];
  protected readonly isThere: boolean;
  protected readonly onDamage: TableParts['onDamage'];

  constructor({ prepare, isThere, onDamage }: TableParts) {
    this.prepare = prepare;
    this.isThere = isThere;
    this.onDamage = onDamage;
  }
}
