import type { CheckName, Derivation, Element, MissingReason, Quality } from '@nalssi/schemas';
import type { Batch, ElementValue, Reading } from '../sources/reading.ts';
import type { Suspicion } from '../sources/source-error.ts';
import type { SourceId } from '../sources/source-id.ts';

/** A value with the verdict of the checks. Quality is never `missing` here. */
export interface Judgement<E extends Element = Element> {
  readonly value: ElementValue<E>;
  readonly derived?: Derivation;
  readonly quality: Exclude<Quality, 'missing'>;
  readonly checks: readonly CheckName[];
  readonly failed: readonly CheckName[];
}

export type JudgedReadout<E extends Element = Element> =
  | Judgement<E>
  | { readonly missing: MissingReason }
  | { readonly withdrawn: true };

export interface JudgedReading extends Omit<Reading, 'elements'> {
  readonly elements: { readonly [E in Element]?: JudgedReadout<E> };
}

export interface JudgedBatch extends Omit<Batch, 'readings'> {
  readonly source: SourceId;
  readonly readings: readonly JudgedReading[];
  /** Why all its temperatures are marked, or `null`. */
  readonly suspicion: Suspicion | null;
}
