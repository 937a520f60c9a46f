import type { ObservationState, RegionCode, WarningPlacement } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { withoutParentheses } from '../catalogue/zone-names.ts';
import { Tally } from '../sources/reading.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { placeWarning } from './place-warning.ts';
import { type HeldWarnings, type StandingWarning, warningsAt } from './warnings-in-force.ts';

/** A list that is older than this says nothing of now: a warning may have been issued or lifted. */
export const listExpiresAfter: Duration = minutes(90);

/** A warning with the stations that stand in its zone, and the regions of both. */
export interface PlacedWarning extends StandingWarning {
  readonly placement: WarningPlacement;
  readonly stations: readonly string[];
  readonly regions: readonly RegionCode[];
  /** The town or province that its zone is only a part of, and the part: 대구, 중부. */
  readonly part: { readonly of: string; readonly name: string } | null;
  /** The places in its zone, in KMA's words. */
  readonly covers: string | null;
  /** Whether the catalogue does not have its zone in force. */
  readonly isUnknown: boolean;
}

/** Where the warnings of one moment stand, counted. */
export interface WarningCounts {
  readonly total: number;
  readonly byPlacement: Readonly<Partial<Record<WarningPlacement, number>>>;
  /** By code, or by name where the upstream gives none. */
  readonly unknownZones: Readonly<Record<string, number>>;
}

/** The warnings at one moment: in force, and announced. */
export interface WarningSnapshot {
  readonly state: ObservationState;
  readonly asOf: Instant | null;
  readonly expiresAt: Instant | null;
  readonly warnings: readonly PlacedWarning[];
}

/** What a source of warnings last said: `null` before its first answer, or without a source. */
export interface WarningHoldings {
  readonly list: HeldWarnings | null;
  readonly isConfirmed: boolean;
}

/** The warnings at `now`; none, and not `fresh`, where the last list is too old. */
export function snapshotWarnings(
  held: WarningHoldings | null,
  catalogue: Catalogue,
  now: Instant,
): WarningSnapshot {
  const list = held?.list ?? null;
  if (held === null || list === null) {
    return { state: 'never', asOf: null, expiresAt: null, warnings: [] };
  }
  const expiresAt = list.asOf + listExpiresAfter;
  const times = { asOf: list.asOf, expiresAt };
  if (expiresAt <= now) return { state: 'expired', ...times, warnings: [] };
  return {
    state: held.isConfirmed ? 'fresh' : 'carried',
    ...times,
    warnings: warningsAt(list, now).map((warning) => placed(warning, catalogue, now)),
  };
}

function placed(warning: StandingWarning, catalogue: Catalogue, now: Instant): PlacedWarning {
  const { stations, zone, ...place } = placeWarning(warning, catalogue, now);
  const cut = zone === null ? null : catalogue.zones.partOf(zone.id);
  return {
    ...warning,
    ...place,
    stations: stations.map(({ id }) => id),
    part: cut === null ? null : { of: withoutParentheses(cut.whole.name.short), name: cut.part },
    covers: zone?.covers ?? null,
  };
}

/** How many warnings stand where, and the zones that the catalogue does not have in force. */
export function countPlacements(warnings: readonly PlacedWarning[]): WarningCounts {
  const byPlacement = new Tally<WarningPlacement>();
  const unknownZones = new Tally<string>();
  for (const { placement, isUnknown, zone } of warnings) {
    byPlacement.add(placement);
    if (isUnknown) unknownZones.add(zone.id ?? zone.name);
  }
  return {
    total: warnings.length,
    byPlacement: byPlacement.toRecord(),
    unknownZones: unknownZones.toRecord(),
  };
}
