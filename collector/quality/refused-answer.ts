import { SourceError } from '../sources/source-error.ts';
import type { SourceErrorCode } from '../sources/source-error-codes.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { ColumnFault } from './column.ts';

/**
 * What is remembered of a source while its answers are refused as a whole, so that a lie does not
 * become weather by lasting. Positions are in K from the last answer that was believed, the usual
 * course of the day taken out.
 */
export interface Doubt {
  /** Where the last refused answer stood. */
  readonly position: number;
  /** Where the truth must stand, if what is wrong with the answers is one and the same offset. */
  readonly truth: number;
  /** Whether stations changed each by itself, as numbers do that went to other stations. */
  readonly isOfPattern: boolean;
}

/** Why an answer as a whole is not believed; with `no-data` it is the one before, and the next is not due. */
export type RefusalCode = Extract<
  SourceErrorCode,
  'implausible-batch' | 'mass-failure' | 'stale-values' | 'no-data'
>;

/** An answer came and was read, and is not believed as a whole. */
export class RefusedAnswer extends SourceError {
  /** What to remember of it. */
  readonly doubt: Doubt | null;
  /** What was wrong with a column beside the temperature, if that was why. */
  readonly column: ColumnFault | null;

  constructor(
    source: SourceId,
    code: RefusalCode,
    detail: string,
    remembered: { readonly doubt?: Doubt | null; readonly column?: ColumnFault | null } = {},
  ) {
    super(source, code, detail);
    this.doubt = remembered.doubt ?? null;
    this.column = remembered.column ?? null;
  }

  /** Whether the values are there, and are not believed: a person may know better. */
  get isOfWhole(): boolean {
    return this.code !== 'no-data';
  }
}
