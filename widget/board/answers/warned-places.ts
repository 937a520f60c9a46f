import type { Row } from '../model/rows.ts';
import type { WarningGroup } from '../overview/warned.ts';

/** The names of a place's warnings, and whether one of them holds in all of it. */
export interface WarnedPlace {
  readonly names: readonly string[];
  readonly isWhole: boolean;
}

/**
 * By number, the places in which warnings hold: those of their stations, of which `stations` are all. A place of
 * `rows` in which no station stands has those of its zone.
 */
export function warnedPlaces(
  groups: readonly WarningGroup[],
  stations: readonly Row[],
  rows: readonly Row[],
): ReadonlyMap<string, WarnedPlace> {
  const places = new Map<string, WarnedPlace>();
  const rowsOf = Map.groupBy(stations, ({ place }) => place);
  for (const row of rows) if (!rowsOf.has(row.place)) rowsOf.set(row.place, [row]);
  for (const { name, warnings } of groups) {
    const warned = new Set(warnings.flatMap((warning) => [...warning.stations]));
    for (const [place, own] of rowsOf) {
      const hit = own.filter(({ zoneStation }) => warned.has(zoneStation)).length;
      if (place === '' || hit === 0) continue;
      const { names, isWhole } = places.get(place) ?? { names: [], isWhole: false };
      places.set(place, { names: [...names, name], isWhole: isWhole || hit === own.length });
    }
  }
  return places;
}
