import type { RegionCode, Station, WarningPlacement, WarningZone } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { regionsMovedTo, regionsOfName, regionsOfZoneName } from '../catalogue/regions.ts';
import { codesContinuedBy, hasEnded, type Zones } from '../catalogue/zones.ts';
import type { WarningZone as NamedZone, Warning } from '../sources/warning.ts';
import type { Instant } from '../time/clock.ts';

/** Where a warning stands. */
export interface WarningPlace {
  readonly placement: WarningPlacement;
  readonly stations: readonly Station[];
  readonly regions: readonly RegionCode[];
  /** The one zone of the catalogue that it is of, where it is of one. */
  readonly zone: WarningZone | null;
  /** Whether the upstream names a zone by a code or a name that the catalogue has not in force. */
  readonly isUnknown: boolean;
}

/**
 * Where a warning stands at `now`: by the code of its zone; where that is not known or has ended, by
 * its name within the zone above it; else in all of the zone above it, and at last in all of its
 * province. Too wide is safer than not at all. Every zone has the stations of those below it.
 */
export function placeWarning(
  { zone, parent }: Pick<Warning, 'zone' | 'parent'>,
  catalogue: Catalogue,
  now: Instant,
): WarningPlace {
  const { zones } = catalogue;
  const listed = zone.id === null ? undefined : zones.find(zone.id);
  const isUnknown = zone.id !== null && (listed === undefined || hasEnded(listed, now));
  const at = (placement: WarningPlacement, found: readonly WarningZone[]): WarningPlace => {
    const stations = found.flatMap(({ id }) => catalogue.stationsIn(id));
    const own = found.flatMap(({ id }) => zones.regionOf(id) ?? []);
    return {
      placement,
      stations: inOrder(stations),
      regions: regionsOf(own, stations),
      zone: found.length === 1 ? (found[0] ?? null) : null,
      isUnknown,
    };
  };

  if (isAtSea(zone) || (parent !== null && isAtSea(parent))) {
    return { ...at('sea', listed === undefined ? [] : [listed]), stations: [], regions: [] };
  }
  if (listed !== undefined && isOfToday(listed, catalogue, now)) return at('zone', [listed]);

  const holders = holdersOf(parent, listed, catalogue, now);
  const within = regionsAbove(holders, parent, catalogue);
  // Islands have zones beside that of their province, and are listed under it: 전라남도(흑산도.홍도).
  const isNarrow = holders.some(({ name }) => regionsOfName(name.full).length === 0);
  const isIn = (regions: readonly RegionCode[]) => (id: string) => {
    const region = zones.regionOf(id);
    return region !== null && regions.includes(region);
  };
  const isHeld = isIn(within);
  const isEligible = ({ id }: WarningZone) => {
    if (isNarrow) return holders.some((holder) => zones.isWithin(id, holder.id));
    return within.length === 0 || isHeld(id);
  };
  const byName = (name: string) => {
    const found = zones.byName(name, now, isEligible);
    if (found.length > 0) return found;
    const isThereNow = isIn(regionsMovedTo(name, within));
    return zones.byName(name, now, ({ id }) => isThereNow(id));
  };

  const named = byName(zone.name);
  if (named.length > 0) return at('name', named);
  const base = zone.partOf?.whole ?? zone.name;
  const exceptions = zone.partOf?.except.map(byName) ?? [];
  const except = exceptions.flat();
  // What is left out and nobody knows is shown with the rest, and counted.
  const isCut = exceptions.some((found) => found.length === 0);
  const whole = zone.partOf === undefined ? [] : byName(base);
  if (whole.length > 0) return without(at('name', whole), except);
  const provinces = regionsOfName(base);
  if (provinces.length > 0) return without(inAllOf('name', provinces, isUnknown), except);
  const town = townOf(zone.name);
  const towns = town === null ? [] : byName(town);
  if (towns.length > 0) return { ...at('parent', towns), isUnknown: true };

  for (const holder of holders) {
    const line = [holder, ...zones.parentsOf(holder.id)];
    const above = line.find(({ id }) => catalogue.stationsIn(id).length > 0);
    const isRegion = above !== undefined && regionsOfName(above.name.full).length > 0;
    const isProvince = isRegion && zones.parentsOf(above.id).length === 0;
    if (above !== undefined && !isProvince) return { ...at('parent', [above]), isUnknown: true };
  }
  const regions = [
    () => within,
    () => regionsOfZoneName(base),
    () => regionsOfZoneName(parent?.name ?? ''),
    () => regionsOfCode(parent?.id, zones),
    () => regionsOfCode(zone.id, zones),
  ].reduce<readonly RegionCode[]>((found, next) => (found.length > 0 ? found : next()), []);
  if (regions.length === 0) return { ...at('nowhere', []), isUnknown: true };
  return without(inAllOf('region', regions, true), except);

  function inAllOf(
    placement: WarningPlacement,
    regions: readonly RegionCode[],
    isUnknown: boolean,
  ): WarningPlace {
    const stations = catalogue.stations.filter(
      ({ region }) => region !== null && regions.includes(region),
    );
    return { placement, stations, regions, zone: null, isUnknown };
  }

  function without(place: WarningPlace, except: readonly WarningZone[]): WarningPlace {
    const left = new Set(except.flatMap(({ id }) => catalogue.stationsIn(id)));
    // 전남광주통합특별시(광주 제외) leaves out all of a region; part of one is no reason to hide it.
    const gone = new Set(except.flatMap(({ name }) => regionsOfName(name.full)));
    return {
      ...place,
      isUnknown: place.isUnknown || isCut,
      regions: place.regions.filter((region) => !gone.has(region)),
      stations: place.stations.filter((station) => !left.has(station)),
      zone: null,
    };
  }
}

/**
 * Whether a zone of the list is in force. One whose end is still to come is only while stations stand
 * in it: in a replay of an older day the stations are those of today.
 */
function isOfToday(zone: WarningZone, catalogue: Catalogue, now: Instant): boolean {
  if (zone.validTo === null) return true;
  return !hasEnded(zone, now) && catalogue.stationsIn(zone.id).length > 0;
}

/** By the code, else by what it is called, which no zone on land is. */
function isAtSea({ id, name, partOf }: NamedZone): boolean {
  if (id !== null) return id.startsWith('S');
  return /(?:바다|해상|평수구역)$/.test((partOf?.whole ?? name).trim());
}

/** The zones above it that the row gives, by code or by name; else that of the list. */
function holdersOf(
  parent: NamedZone | null,
  listed: WarningZone | undefined,
  { zones }: Catalogue,
  now: Instant,
): readonly WarningZone[] {
  const byCode = parent?.id == null ? undefined : zones.find(parent.id);
  const above =
    byCode !== undefined ? [byCode] : parent === null ? [] : zones.byName(parent.name, now);
  const ofList = listed?.parent == null ? undefined : zones.find(listed.parent);
  const found = above.length === 0 && ofList !== undefined ? [ofList] : above;
  // All zones are within the country: it says nothing.
  return found.filter(({ parent }) => parent !== null);
}

function regionsAbove(
  [holder]: readonly WarningZone[],
  parent: NamedZone | null,
  { zones }: Catalogue,
): readonly RegionCode[] {
  const region = holder === undefined ? null : zones.regionOf(holder.id);
  return region === null ? regionsOfName(parent?.name ?? '') : [region];
}

/** By what a code that nobody knows continues, where no name says more. */
function regionsOfCode(code: string | null | undefined, zones: Zones): readonly RegionCode[] {
  const around = codesContinuedBy(code ?? '').find((one) => zones.find(one) !== undefined);
  const region = around === undefined ? null : zones.regionOf(around);
  return region === null ? [] : [region];
}

/** 강릉 of `강릉시산지`, a part that the list does not have; `null` for a name without a part. */
function townOf(name: string): string | null {
  const town = name.trim().replace(/(?:중산간|산간|산지|평지|[동서남북중]{1,2}부|\([^()]*\))$/, '');
  return town === '' || town === name.trim() ? null : town;
}

function inOrder(stations: readonly Station[]): readonly Station[] {
  return [...new Set(stations)].sort((one, other) => Number(one.id) - Number(other.id));
}

function regionsOf(own: readonly RegionCode[], stations: readonly Station[]): RegionCode[] {
  const all = [...own, ...stations.flatMap(({ region }) => region ?? [])];
  return [...new Set(all)].sort();
}
