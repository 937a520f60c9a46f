import { placeCatalogue, type Station } from '@nalssi/schemas';

const zonesOf = new Map(placeCatalogue.map(({ code, zones = [] }) => [code, zones]));

/**
 * Number of a station in the zone for warnings of a place, where no station stands in the place itself and
 * `representative`, which stands for it, is in another zone; `null` where nothing else is needed, or nothing
 * there. So 인천 남동구 has the temperature of 부평, and the warnings of 인천남부. Pure.
 */
export function zoneStationOf(
  place: string,
  representative: string,
  stations: readonly Station[],
): string | null {
  if (stations.some((station) => station.place === place)) return null;
  const zones = zonesOf.get(place) ?? [];
  const inZone = stations.filter(({ warningZone }) => zones.includes(warningZone?.id ?? ''));
  if (inZone.some(({ id }) => id === representative)) return null;
  return inZone[0]?.id ?? null;
}
