import type { Element, FeedMode, ObservedValue } from '@nalssi/schemas';
import type { Judgement } from '../quality/judgement.ts';
import type { Day } from '../snapshot/day-summary.ts';
import type { SourceHoldings } from '../snapshot/holdings.ts';
import type { DailyElement, HourReadings } from '../snapshot/hour-readings.ts';
import type { PastTemperature } from '../snapshot/temperature-change.ts';
import type { HeldWarnings } from '../snapshot/warnings-in-force.ts';
import type { SourceId } from '../sources/source-id.ts';
import { type Duration, hours, type Instant } from '../time/clock.ts';
import type { Ledger } from '../transport/ledger.ts';
import type { Lease } from './lease.ts';

export { StoreError } from './store-error.ts';

/** How long history is kept. */
export const historyRetention: Duration = hours(48);

/** What the feed last showed, as far as the next start must know it. */
export interface StoredEdition {
  readonly mode: FeedMode;
  /** When the observations last differed. */
  readonly changedAt: Instant;
  /** Hash of the observations, by which the next publish knows whether they differ. */
  readonly contentHash: string;
  /** When a collector that runs once each time was last started, oldest first. */
  readonly runs?: readonly Instant[] | undefined;
}

/** What must survive a restart: the state behind the last published snapshot. */
export interface StoredState {
  readonly edition: StoredEdition;
  readonly holdings: Readonly<Partial<Record<SourceId, SourceHoldings>>>;
  /** The last list of warnings, and what it hides. */
  readonly warnings: HeldWarnings | null;
}

/** The parts of the state that a run changed. */
export interface StateChange {
  readonly edition: StoredEdition;
  readonly holdings: Readonly<Partial<Record<SourceId, SourceHoldings>>>;
  /** Absent where they are what they were. */
  readonly warnings?: HeldWarnings;
}

/** All that runs have changed since the commit before. */
export interface Commit extends StateChange {
  /** Of the last publish. */
  readonly sequence: number;
  readonly ledgers: Readonly<Partial<Record<SourceId, Ledger>>>;
  /** For the history, which forgets what is older than `historyRetention` at `now`. */
  readonly entries: readonly HistoryEntry[];
  readonly now: Instant;
}

/** One value for the history of a station; of each hour the one observed first stays. */
export interface HistoryEntry extends Judgement {
  readonly station: string;
  readonly element: Element;
  readonly observedAt: Instant;
  readonly source: SourceId;
}

/** Which reading of a source one is. */
export type StoredReading = Pick<HistoryEntry, 'station' | 'element' | 'observedAt' | 'source'>;

/** All readings of one element by one source in one hour. */
export interface StoredReadings {
  readonly element: DailyElement;
  readonly source: SourceId;
  readonly readings: HourReadings;
}

/** A day up to an hour, which is not in it. */
export interface DayUntil extends Day {
  readonly until: Instant;
}

/** The first value of an hour that did not fail. */
export interface HourlyValue {
  readonly station: string;
  readonly element: 'temperature' | 'rain';
  readonly source: SourceId;
  readonly value: number;
  readonly quality: HistoryValue['quality'];
}

/** One value of the history of a station. */
export interface HistoryValue {
  readonly element: Element;
  readonly source: SourceId;
  readonly observedAt: Instant;
  readonly value: Judgement['value'];
  readonly quality: Exclude<ObservedValue['quality'], 'missing'>;
}

/** Of what was held when the process ended. */
interface StateStore {
  /** The newest state that is whole, or `null` when there is none. */
  loadState(): Promise<StoredState | null>;
}

/** Of the last 48 hours. */
export interface HistoryStore {
  /** A station's values, oldest first. */
  history(station: string, since: Instant): Promise<HistoryValue[]>;
  /** The temperatures of all stations in the hour that begins at `hour`, without those that failed. */
  temperatures(hour: Instant): Promise<PastTemperature[]>;
  /** Temperatures and rain of all stations in the hour that begins at `hour`. */
  hourly(hour: Instant): Promise<HourlyValue[]>;
  /** All readings that count for a day in the hour that begins at `hour`, or those of an element. */
  readings(hour: Instant, element?: DailyElement): Promise<StoredReadings[]>;
  /**
   * Takes readings from the days that turned out to be wrong; the history keeps them. Resolves with whether
   * the days had one of them.
   */
  withdrawReadings(readings: readonly StoredReading[]): Promise<boolean>;
  /** What was kept of a day; `null` once a reading of its hours has come or gone since. */
  keptDay(begin: Instant): Promise<DayUntil | null>;
  /** Keeps what the readings of some days were, so that they need not be read again. */
  keepDays(days: readonly DayUntil[]): Promise<void>;
}

/** Of what each source has cost, and until when it wants to be left alone. */
interface LedgerStore {
  loadLedgers(): Promise<Readonly<Partial<Record<SourceId, Ledger>>>>;
}

/** Of the number of the last publish. */
export interface SequenceStore {
  /** A number above `after` and above every number given out before. */
  nextSequence(after: number): Promise<number>;
}

/** Everything that outlives the process. Every call rejects with StoreError when it fails. */
export interface Store
  extends StateStore,
    HistoryStore,
    LedgerStore,
    SequenceStore,
    AsyncDisposable {
  /** Stores what changed. All of it or nothing. */
  commit(change: Commit): Promise<void>;
  /** Of a store that several collectors share: all that is written rejects with SupersededError without it. */
  readonly lease?: Lease;
}
