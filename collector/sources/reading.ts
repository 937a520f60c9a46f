import type {
  ConditionCode,
  Derivation,
  Element,
  MissingReason,
  NumericElement,
} from '@nalssi/schemas';
import type { Instant } from '../time/clock.ts';

/** What an element's value is: a condition code, or a number in the unit of `elementUnits`. */
export type ElementValue<E extends Element = Element> = E extends NumericElement
  ? number
  : ConditionCode;

/** A value as a source says it; `derived` where the source made it from something else. */
export interface ReadValue<E extends Element = Element> {
  readonly value: ElementValue<E>;
  readonly derived?: Derivation;
}

/**
 * What a source says of one element: a value, never a sentinel number; or why there is none; or
 * that there is nothing, so that what it said before no longer holds (a gauge that is dry again).
 */
export type Readout<E extends Element = Element> =
  | ReadValue<E>
  | { readonly missing: MissingReason }
  | { readonly withdrawn: true };

/** What a source says of one station at one time, before any check of plausibility. */
export interface Reading {
  /** KMA station number. */
  readonly station: string;
  /** The station's name as the source writes it, for stations that the catalogue does not know. */
  readonly name: string | null;
  readonly observedAt: Instant;
  /** An element that the station does not measure is absent. */
  readonly elements: { readonly [E in Element]?: Readout<E> };
}

/** Why a row of a source's list, or a value of one, was left out. */
export type DropReason =
  | 'no-station-number'
  | 'duplicate-station'
  | 'unreadable-row'
  /** A value that is neither of its column nor one of the ways to write none; the row stays. */
  | 'unreadable-value'
  /** Number and name of the row are those of two stations. */
  | 'name-of-another-station'
  | 'values-of-another-station'
  /** Of a station that nobody knows, when enough of them are held already. */
  | 'too-many-strangers';

/** Everything that one answer of a source says, and what in it could not be used. */
export interface Batch {
  readonly readings: readonly Reading[];
  /** Rows and values left out, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Words for the weather that are not in KMA's known vocabulary. */
  readonly unknownWords: Readonly<Record<string, number>>;
  /** Keys that the source sends and we neither map nor ignore by name. */
  readonly unknownKeys: Readonly<Record<string, number>>;
}

/** Names are the upstream's own: so many are told apart. */
const mostNames = 100;

/**
 * Counts occurrences by name, those of too many together as `…`. Names stay whole, however long: they
 * are cut at the border (transport/clean-answer.ts), where it is known that no key stands in them.
 */
export class Tally<Name extends string> {
  readonly #counts = new Map<string, number>();

  add(name: Name): void {
    const isRoom = this.#counts.size < mostNames || this.#counts.has(name);
    const counted = isRoom ? name : '…';
    this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
  }

  toRecord(): Record<Name, number> {
    return Object.fromEntries(this.#counts) as Record<Name, number>;
  }
}

/** Counts of several answers together. */
export function addCounts<Name extends string>(
  ...records: readonly Readonly<Partial<Record<Name, number>>>[]
): Record<Name, number> {
  const total = new Map<string, number>();
  for (const record of records) {
    for (const [name, count] of Object.entries<number | undefined>(record)) {
      total.set(name, (total.get(name) ?? 0) + (count ?? 0));
    }
  }
  return Object.fromEntries(total) as Record<Name, number>;
}
