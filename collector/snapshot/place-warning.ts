import type { RegionCode, Station, WarningPlacement, WarningZone } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { regionsOfName, regionsOfZoneName } from '../catalogue/regions.ts';
import { hasEnded } from '../catalogue/zones.ts';
import type { WarningZone as NamedZone, Warning } from '../sources/warning.ts';
import type { Instant } from '../time/clock.ts';
import {
  holdersOf,
  namesWithin,
  narrowestAbove,
  regionsAbove,
  regionsOfCode,
  townOf,
} from './zones-above.ts';

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
  const listed = zone.id === null ? undefined : catalogue.zones.find(zone.id);
  const isUnknown = zone.id !== null && (listed === undefined || hasEnded(listed, now));
  const place = placeOf({ zone, parent, listed }, catalogue, now);
  return isUnknown ? unknown(place) : place;
}

/** What a row says of where it stands, and what the catalogue has for its code. */
interface Said extends Pick<Warning, 'zone' | 'parent'> {
  readonly listed: WarningZone | undefined;
}

function placeOf(said: Said, catalogue: Catalogue, now: Instant): WarningPlace {
  const { zone, parent, listed } = said;
  if (isAtSea(zone) || (parent !== null && isAtSea(parent))) {
    const place = inZones('sea', listed === undefined ? [] : [listed], catalogue);
    return { ...place, stations: [], regions: [] };
  }
  if (listed !== undefined && isOfToday(listed, catalogue, now)) {
    return inZones('zone', [listed], catalogue);
  }
  return placeByName(said, catalogue, now);
}

function placeByName(said: Said, catalogue: Catalogue, now: Instant): WarningPlace {
  const { zone, parent, listed } = said;
  const { zones } = catalogue;
  const holders = holdersOf(parent, listed, zones, now);
  const within = regionsAbove(holders, parent, zones);
  const byName = namesWithin(holders, within, zones, now);

  const named = byName(zone.name);
  if (named.length > 0) return inZones('name', named, catalogue);
  const base = zone.partOf?.whole ?? zone.name;
  const exceptions = zone.partOf?.except.map(byName) ?? [];
  const whole = zone.partOf === undefined ? [] : byName(base);
  if (whole.length > 0) return without(inZones('name', whole, catalogue), exceptions, catalogue);
  const provinces = regionsOfName(base);
  if (provinces.length > 0) {
    return without(inRegions('name', provinces, catalogue), exceptions, catalogue);
  }
  const town = townOf(zone.name);
  const towns = town === null ? [] : byName(town);
  const above = towns.length > 0 ? towns : narrowestAbove(holders, catalogue);
  if (above.length > 0) return unknown(inZones('parent', above, catalogue));

  const regions = [
    () => within,
    () => regionsOfZoneName(base),
    () => regionsOfZoneName(parent?.name ?? ''),
    () => regionsOfCode(parent?.id, zones),
    () => regionsOfCode(zone.id, zones),
  ].reduce<readonly RegionCode[]>((found, next) => (found.length > 0 ? found : next()), []);
  if (regions.length === 0) return unknown(inZones('nowhere', [], catalogue));
  return unknown(without(inRegions('region', regions, catalogue), exceptions, catalogue));
}

const unknown = (place: WarningPlace): WarningPlace => ({ ...place, isUnknown: true });

function inZones(
  placement: WarningPlacement,
  found: readonly WarningZone[],
  catalogue: Catalogue,
): WarningPlace {
  const stations = found.flatMap(({ id }) => catalogue.stationsIn(id));
  const own = found.flatMap(({ id }) => catalogue.zones.regionOf(id) ?? []);
  return {
    placement,
    stations: inOrder(stations),
    regions: regionsOf(own, stations),
    zone: found.length === 1 ? (found[0] ?? null) : null,
    isUnknown: false,
  };
}

function inRegions(
  placement: WarningPlacement,
  regions: readonly RegionCode[],
  catalogue: Catalogue,
): WarningPlace {
  const stations = catalogue.stations.filter(
    ({ region }) => region !== null && regions.includes(region),
  );
  return { placement, stations, regions, zone: null, isUnknown: false };
}

/** What is left out and nobody knows is shown with the rest, and counted. */
function without(
  place: WarningPlace,
  exceptions: readonly (readonly WarningZone[])[],
  catalogue: Catalogue,
): WarningPlace {
  const except = exceptions.flat();
  const left = new Set(except.flatMap(({ id }) => catalogue.stationsIn(id)));
  // 전남광주통합특별시(광주 제외) leaves out all of a region; part of one is no reason to hide it.
  const gone = new Set(except.flatMap(({ name }) => regionsOfName(name.full)));
  return {
    ...place,
    isUnknown: exceptions.some((found) => found.length === 0),
    regions: place.regions.filter((region) => !gone.has(region)),
    stations: place.stations.filter((station) => !left.has(station)),
    zone: null,
  };
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

function inOrder(stations: readonly Station[]): readonly Station[] {
  return [...new Set(stations)].sort((one, other) => Number(one.id) - Number(other.id));
}

function regionsOf(own: readonly RegionCode[], stations: readonly Station[]): RegionCode[] {
  const all = [...own, ...stations.flatMap(({ region }) => region ?? [])];
  return [...new Set(all)].sort();
}
