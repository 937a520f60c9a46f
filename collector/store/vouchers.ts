import type { SourceId } from '../sources/source-id.ts';

/** Who says from elsewhere that the next answer of a source is to be believed. */
export interface Vouchers {
  /** Looks whether somebody does, before the source is asked. Never rejects. */
  look(source: SourceId): Promise<void>;
  /** Whether somebody did when it was last looked; what they said is used up by asking. */
  take(source: SourceId): boolean;
}
