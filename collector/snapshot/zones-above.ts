import type { RegionCode, WarningZone } from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { regionsMovedTo, regionsOfName } from '../catalogue/regions.ts';
import { codesContinuedBy, type Zones } from '../catalogue/zones.ts';
import type { WarningZone as NamedZone } from '../sources/warning.ts';
import type { Instant } from '../time/clock.ts';

// Where to look for a zone that the catalogue does not have by its code: among what stands above it.

/** The zones above it that the row gives, by code or by name; else that of the list. */
export function holdersOf(
  parent: NamedZone | null,
  listed: WarningZone | undefined,
  zones: Zones,
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

/** Of the first of them; else those that the row names. */
export function regionsAbove(
  [holder]: readonly WarningZone[],
  parent: NamedZone | null,
  zones: Zones,
): readonly RegionCode[] {
  const region = holder === undefined ? null : zones.regionOf(holder.id);
  return region === null ? regionsOfName(parent?.name ?? '') : [region];
}

/** How zones are found by a name: those in force within `holders`, or that have moved away from `within`. */
export function namesWithin(
  holders: readonly WarningZone[],
  within: readonly RegionCode[],
  zones: Zones,
  now: Instant,
): (name: string) => readonly WarningZone[] {
  // Islands have zones beside that of their province, and are listed under it: 전라남도(흑산도.홍도).
  const isNarrow = holders.some(({ name }) => regionsOfName(name.full).length === 0);
  const isIn = (regions: readonly RegionCode[], id: string) => {
    const region = zones.regionOf(id);
    return region !== null && regions.includes(region);
  };
  const isEligible = ({ id }: WarningZone) => {
    if (isNarrow) return holders.some((holder) => zones.isWithin(id, holder.id));
    return within.length === 0 || isIn(within, id);
  };
  return (name) => {
    const found = zones.byName(name, now, isEligible);
    if (found.length > 0) return found;
    const moved = regionsMovedTo(name, within);
    return zones.byName(name, now, ({ id }) => isIn(moved, id));
  };
}

/** The first zone above with stations in it that is less than a province; none where there is no such. */
export function narrowestAbove(
  holders: readonly WarningZone[],
  catalogue: Catalogue,
): readonly WarningZone[] {
  const { zones } = catalogue;
  for (const holder of holders) {
    const line = [holder, ...zones.parentsOf(holder.id)];
    const above = line.find(({ id }) => catalogue.stationsIn(id).length > 0);
    const isRegion = above !== undefined && regionsOfName(above.name.full).length > 0;
    const isProvince = isRegion && zones.parentsOf(above.id).length === 0;
    if (above !== undefined && !isProvince) return [above];
  }
  return [];
}

/** By what a code that nobody knows continues, where no name says more. */
export function regionsOfCode(
  code: string | null | undefined,
  zones: Zones,
): readonly RegionCode[] {
  const around = codesContinuedBy(code ?? '').find((one) => zones.find(one) !== undefined);
  const region = around === undefined ? null : zones.regionOf(around);
  return region === null ? [] : [region];
}

/** 강릉 of `강릉시산지`, a part that the list does not have; `null` for a name without a part. */
export function townOf(name: string): string | null {
  const town = name.trim().replace(/(?:중산간|산간|산지|평지|[동서남북중]{1,2}부|\([^()]*\))$/, '');
  return town === '' || town === name.trim() ? null : town;
}
