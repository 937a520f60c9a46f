import type { WarningKind, WarningLevel } from '@nalssi/schemas';
import type { Instant } from '../time/clock.ts';

/** A zone of KMA's for warnings: its code (`L1140100`) where the upstream gives one, its name. */
export interface WarningZone {
  readonly id: string | null;
  /** As KMA writes it, to be shown. */
  readonly name: string;
  /**
   * Where the name says what is left out. A name that a zone has is that zone all the same:
   * `군산옥도면(어청도 제외)`, `제주시(산지 제외)`. Any other is the whole without these.
   */
  readonly partOf?: PartOf;
}

/** `서울(서울서북권 제외)`: all zones of 서울 but 서울서북권. */
export interface PartOf {
  readonly whole: string;
  /** Names of zones, one at least. */
  readonly except: readonly string[];
}

/** What KMA did with a warning: 발표, 변경, 연장, 정정, 대치, 해제. */
export type WarningCommand =
  | 'issued'
  | 'changed'
  | 'extended'
  | 'corrected'
  | 'replaced'
  | 'lifted';

/** What KMA said of one kind of warning in one zone: it holds from `effectiveAt` on, not before. */
export interface Warning {
  readonly kind: WarningKind;
  readonly level: WarningLevel;
  readonly zone: WarningZone;
  /** The zone that holds it, such as a province, where the upstream says which. */
  readonly parent: WarningZone | null;
  /** `null` where the upstream does not say. */
  readonly command: WarningCommand | null;
  readonly issuedAt: Instant | null;
  readonly effectiveAt: Instant | null;
  /** When KMA expects to lift it, where it has said so. */
  readonly endsAt: Instant | null;
}

/** A zone by its code, else by its name and that of the zone that holds it. */
export function zoneOf({ zone, parent }: Pick<Warning, 'zone' | 'parent'>): string {
  return zone.id ?? JSON.stringify([parent?.name, zone.name]);
}

/** What two rows share that say the same. */
export function identityOf(warning: Warning): string {
  const { kind, level, command, issuedAt, effectiveAt } = warning;
  return JSON.stringify([kind, level, zoneOf(warning), command, issuedAt, effectiveAt]);
}

/** Why a row of a list of warnings was left out. */
export type WarningDropReason = 'unreadable-row' | 'unknown-word' | 'duplicate-warning';

/** What a row is of that cannot be read. */
export interface UnreadWarning {
  /** As `zoneOf` has it; `null` where that cannot be read. */
  readonly zone: string | null;
  /** `null` where that cannot be read. */
  readonly kind: WarningKind | null;
}

/** Everything that one answer of a source of warnings says. */
export interface WarningBatch {
  /** The time the answer speaks of. */
  readonly asOf: Instant;
  /**
   * Where an answer is only a part of what there is: `issued` has what was said last, also of later;
   * `effective` what has taken effect. Absent where it is all.
   */
  readonly part?: 'issued' | 'effective';
  /** When the answer as a whole takes effect, where it says so of the whole alone. */
  readonly takesEffectAt?: Instant | null;
  /** Every row, in the order of the answer; a lift is a row as well. */
  readonly warnings: readonly Warning[];
  /** Rows left out, by reason. */
  readonly dropped: Readonly<Partial<Record<WarningDropReason, number>>>;
  /** The answer is blank where it says otherwise that there is none: nothing is lifted at its first word. */
  readonly isBlank?: boolean;
  /** What the rows speak of that were left out, as far as they say so: it is not gone from the list. */
  readonly unread?: readonly UnreadWarning[];
  /** Words for kinds, levels or commands that are not known. */
  readonly unknownWords: Readonly<Record<string, number>>;
  /** Columns or keys that the source sends and we neither map nor ignore by name. */
  readonly unknownKeys: Readonly<Record<string, number>>;
}
