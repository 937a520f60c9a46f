import type { CheckName, Derivation, Element, MissingReason, Quality } from '@nalssi/schemas';
import type { Batch, ElementValue, Reading } from '../sources/reading.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Instant } from '../time/clock.ts';

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

/**
 * Why the temperatures of a source are marked as suspect, all or those of a part of the country: they
 * may be the weather, and are shown, but such weather is rare. It goes on until the answers take back
 * what they did, another source agrees, a person says so, or a day has passed.
 */
export interface Suspicion {
  /**
   * `offset`: all stations together went further than they do. `sign`: values below zero seem to have
   * lost their sign. `unconfirmed`: nothing recent to compare with, and rare at this season. `part`:
   * some stations went where weather does not take them, and only those are marked.
   */
  readonly kind: 'offset' | 'sign' | 'unconfirmed' | 'part';
  /** When the answer came with which it began. */
  readonly since: Instant;
  /** The numbers, for people. */
  readonly detail: string;
  /** K by which the answers went further than they do; 0 of the other kinds. */
  readonly offset: number;
  /** The stations of a part, with the K by which each went further than the others; else `null`. */
  readonly part: Readonly<Record<string, number>> | null;
}

/**
 * What is said of an answer that is marked. A first one that nobody bears out is no fault of the
 * source: as many are right as there are days that are out of the ordinary.
 */
export const codeOfSuspicion = ({ kind }: Suspicion) =>
  kind === 'unconfirmed' ? 'unconfirmed-batch' : 'suspect-batch';
