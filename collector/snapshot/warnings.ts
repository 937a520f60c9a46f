import type { ObservationState, RegionCode, Station } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { regionOfName } from '../catalogue/regions.ts';
import type { Warning } from '../sources/warning.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';
import { type HeldWarnings, type StandingWarning, warningsAt } from './warnings-in-force.ts';

/** A list that is older than this says nothing of now: a warning may have been issued or lifted. */
export const listExpiresAfter: Duration = minutes(90);

/** A warning with the stations that stand in its zone, and their regions. */
export interface PlacedWarning extends StandingWarning {
  readonly stations: readonly string[];
  readonly regions: readonly RegionCode[];
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
    warnings: warningsAt(list, now).map((warning) => placed(warning, catalogue)),
  };
}

function placed(warning: StandingWarning, catalogue: Catalogue): PlacedWarning {
  const stations = stationsIn(warning, catalogue);
  const regions = stations.map(({ region }) => region).filter((region) => region !== null);
  return {
    ...warning,
    stations: stations.map(({ id }) => id),
    regions: [...new Set(regions)].sort(),
  };
}

/**
 * The stations that stand in the zone of a warning: by the zone's code where the upstream gives
 * one, else by its name within the region above it. A zone that is a whole region has all its
 * stations.
 */
function stationsIn({ zone, parent }: Warning, { stations }: Catalogue): readonly Station[] {
  if (zone.id !== null) {
    return stations.filter(({ warningZone }) => warningZone?.id === zone.id);
  }
  const region = regionOfName(parent?.name ?? zone.name);
  const isRegion = parent === null && region !== null;
  return stations.filter((station) => {
    if (isRegion) return station.region === region;
    const isNamed = townOf(station.warningZone?.name ?? '') === townOf(zone.name);
    return isNamed && (region === null || station.region === region);
  });
}

/** 시흥시, 시흥군평지 and 시흥 are one town to those who write warnings. */
function townOf(zone: string): string {
  return zone
    .replace(/(평지|산간|산지|중산간)$/, '')
    .replace(/(?<=..)(특별자치시|광역시|특별시|시|군)$/, '');
}
