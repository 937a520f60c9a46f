import { stationCatalogue, type WarningZone, zoneCatalogue } from '@nalssi/schemas';
import type { PlacedStation } from './formats/zones.ts';

/** KMA's zones in force since 2026-05-31, and which station stands in which. */
export const zonesOf2026: readonly WarningZone[] = zoneCatalogue.filter(
  ({ validTo, kind }) => validTo === null && kind === 'land',
);

const inForce = new Set(zonesOf2026.map(({ id }) => id));

export const stationsOf2026: readonly PlacedStation[] = stationCatalogue.flatMap(
  ({ id, name, lat, lon, warningZone }) =>
    lat !== null && lon !== null && warningZone !== undefined && inForce.has(warningZone.id)
      ? [{ id, name: name.ko, lat, lon, zone: warningZone }]
      : [],
);

/** The stations, those of 대구 standing in a zone that KMA has made since. */
export function withNewZone(id: string): {
  readonly stations: readonly PlacedStation[];
  readonly zone: WarningZone;
} {
  const old = zoneCatalogue.find((zone) => zone.id === 'L1140100');
  if (old === undefined) throw new Error('대구중부 is not in the catalogue.');
  const name = { full: '대구새구역', short: '대구새구역' };
  const stations = stationsOf2026.map((station) =>
    station.zone.id === old.id ? { ...station, zone: { id, name: name.full } } : station,
  );
  return { stations, zone: { ...old, id, name } };
}
