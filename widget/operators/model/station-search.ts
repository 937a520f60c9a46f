import type { ListedStation } from './feed-types.ts';

/** Whether a station's number begins with the query, or a name of it contains it. */
export function matches(
  station: string,
  listed: Pick<ListedStation, 'name'> | undefined,
  query: string,
): boolean {
  // Korean typed on some systems comes decomposed.
  const wanted = query.normalize('NFC').trim().toLowerCase();
  if (wanted === '') return true;
  if (/^\d+$/.test(wanted)) return station.startsWith(wanted);
  const { ko = '', en = '' } = listed?.name ?? {};
  return `${ko}\n${en}`.toLowerCase().includes(wanted);
}

/** Stations that the query finds; those whose name or number is the query come first. */
export function findStations(stations: Iterable<ListedStation>, query: string): ListedStation[] {
  const wanted = query.normalize('NFC').trim().toLowerCase();
  if (wanted === '') return [];
  const isExact = ({ id, name }: ListedStation) =>
    [id, name.ko, name.en.toLowerCase()].includes(wanted) ? 0 : 1;
  return [...stations]
    .filter((station) => matches(station.id, station, wanted))
    .sort((one, other) => isExact(one) - isExact(other));
}
