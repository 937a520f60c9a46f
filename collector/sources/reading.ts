import type { ConditionCode, Element, MissingReason, NumericElement } from '@nalssi/schemas';
import type { Instant } from '../time/clock.ts';

/** What an element's value is: a condition code, or a number in the unit of `elementUnits`. */
export type ElementValue<E extends Element = Element> = E extends NumericElement
  ? number
  : ConditionCode;

/** What a source says of one element: a value, or why there is none. Never a sentinel number. */
export type Readout<E extends Element = Element> =
  | { readonly value: ElementValue<E> }
  | { readonly missing: MissingReason };

/** What a source says of one station at one time, before any check of plausibility. */
export interface Reading {
  /** KMA station number. */
  readonly station: string;
  /** The station's name as the source writes it, for stations that the catalogue does not know. */
  readonly name: string | null;
  readonly observedAt: Instant;
  readonly elements: { readonly [E in Element]?: Readout<E> };
}

/** Why a row of a source's list was left out. */
export type DropReason = 'no-station-number' | 'duplicate-station';

/** Everything that one answer of a source says, and what in it could not be used. */
export interface Batch {
  readonly readings: readonly Reading[];
  /** Rows left out, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Words for the weather that are not in KMA's known vocabulary. */
  readonly unknownWords: Readonly<Record<string, number>>;
  /** Keys that the source sends and we neither map nor ignore by name. */
  readonly unknownKeys: Readonly<Record<string, number>>;
}

/** Counts occurrences by name. */
export class Tally<Name extends string> {
  readonly #counts = new Map<Name, number>();

  add(name: Name): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  toRecord(): Record<Name, number> {
    return Object.fromEntries(this.#counts) as Record<Name, number>;
  }
}
