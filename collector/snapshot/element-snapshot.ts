import type {
  Derivation,
  Element,
  MissingReason,
  ObservationState,
  Station,
} from '@nalssi/schemas';
import type { SourceId } from '../sources/source-id.ts';
import type { Instant } from '../time/clock.ts';
import type { HeldValue } from './holdings.ts';

/** A value, the source it came from, and when it dies. */
export interface SourcedValue
  extends Pick<HeldValue, 'value' | 'quality' | 'checks' | 'failed' | 'observedAt'> {
  readonly source: SourceId;
  readonly expiresAt: Instant;
  readonly derived?: Derivation;
}

/** One element of one station at one moment. */
export interface ElementSnapshot {
  /** Of the value that is shown. */
  readonly state: ObservationState;
  /** The value to show: the newest that did not fail a check and has not expired. */
  readonly shown: SourcedValue | null;
  /** The newest reading of all where it failed a check: for ops people, never shown. */
  readonly failed: SourcedValue | null;
  /** Why there is no value, or why an older one stands for the newest reading. */
  readonly reason: MissingReason | null;
  /** Values of other sources that cannot be true beside the one that is shown. */
  readonly apart?: readonly SourcedValue[];
}

/**
 * What a station is to those who judge the feed. `expected`: its temperature should be there;
 * `further`: shown, and nothing is expected of it; `unknown`: the catalogue does not know it.
 */
export type Standing = 'expected' | 'further' | 'unknown';

/** One station at one moment. */
export interface StationSnapshot {
  readonly station: Station;
  readonly standing: Standing;
  /** Of its temperature; of what else it measures where it has no thermometer. */
  readonly state: ObservationState;
  readonly elements: { readonly [E in Element]?: ElementSnapshot };
}

/** A station with what the sources say of it, before its state is known. */
export type MergedStation = Omit<StationSnapshot, 'state' | 'standing'>;
