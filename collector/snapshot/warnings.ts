import type { ObservationState, RegionCode, Station } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { regionsOfName } from '../catalogue/regions.ts';
import type { Warning, WarningBatch } from '../sources/warning.ts';
import { type Duration, type Instant, minutes } from '../time/clock.ts';

/** A list that is older than this says nothing of now: a warning may have been issued or lifted. */
const listExpiresAfter: Duration = minutes(90);

/** A warning with the stations that stand in its zone, and their regions. */
export interface PlacedWarning extends Warning {
  readonly stations: readonly string[];
  readonly regions: readonly RegionCode[];
}

/** The warnings in force at one moment. */
export interface WarningSnapshot {
  readonly state: ObservationState;
  readonly asOf: Instant | null;
  readonly expiresAt: Instant | null;
  readonly warnings: readonly PlacedWarning[];
}

/** What a source of warnings last said: `null` before its first answer, or without a source. */
export interface WarningHoldings {
  readonly list: WarningBatch | null;
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
    warnings: list.warnings.map((warning) => placed(warning, catalogue)),
  };
}

function placed(warning: Warning, catalogue: Catalogue): PlacedWarning {
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
  // A name that is none of a zone, and says what it leaves out, is the whole without it.
  const whole = zone.partOf?.whole ?? zone.name;
  const regions = regionsOfName(parent?.name ?? whole);
  const isRegion = regionsOfName(whole).length > 0 && (parent === null || regions.length > 1);
  const within = isRegion ? regionsOfName(whole) : regions;
  const isIn = ({ region }: Station) => region !== null && within.includes(region);
  const isNamed = (station: Station, name: string) =>
    townOf(station.warningZone?.name ?? '') === townOf(name);
  const except = zone.partOf?.except ?? [];
  return stations.filter((station) => {
    if (isNamed(station, zone.name)) return within.length === 0 || isIn(station);
    if (except.some((name) => isNamed(station, name))) return false;
    if (isRegion) return isIn(station);
    return isNamed(station, whole) && (within.length === 0 || isIn(station));
  });
}

/** 시흥시, 시흥군평지 and 시흥 are one town to those who write warnings. */
function townOf(zone: string): string {
  return zone
    .replace(/(평지|산간|산지|중산간)$/, '')
    .replace(/(?<=..)(특별자치시|광역시|특별시|시|군)$/, '');
}
