import { shownPlaceName } from '@nalssi/schemas/facts';
import type { Language } from '../../format/words.ts';
import type { BoardContent, BoardElement, Reading, StationNow } from '../feed/board-file.ts';
import type { BoardPlace } from '../feed/places-file.ts';
import type { BoardStation } from '../feed/stations-file.ts';

/** One line of the table, and one mark of the map. */
export interface Row {
  /** Number of the place, or of the station where rows are stations. */
  readonly key: string;
  readonly name: string;
  /** Number of the place that it is or stands in; empty where that is not known. */
  readonly place: string;
  /** Of its station, where it is not that of the row. */
  readonly stationName: string;
  readonly km: number | null;
  readonly station: string;
  /** `null` for one that the board does not know. */
  readonly facts: BoardStation | null;
  readonly now: StationNow | null;
}

/** The files of one board, or of several that are shown together. */
export interface BoardData {
  readonly boards: readonly BoardContent[];
  readonly stations: ReadonlyMap<string, BoardStation>;
  readonly places: readonly BoardPlace[];
  readonly regions: readonly string[];
}

/** Rows of a region: 경기 and 서울 have most, 31 and 25 시군구. What is more is left out. */
const mostPlaces = 60;

/** From here on it matters that a station stands elsewhere. */
const worthSaying = 3;

/**
 * The 시군구 of these regions by their numbers, each by its station; `null` where there are no two of
 * them: 세종, the country, or places that are not known.
 */
export function placeRows(data: BoardData, language: Language): readonly Row[] | null {
  const { places, regions, stations } = data;
  const own = regions.flatMap((code) =>
    places
      .filter(({ region, parent }) => parent === undefined && region === code)
      .slice(0, mostPlaces),
  );
  if (own.length < 2) return null;
  return own
    .map((place) => {
      const facts = stations.get(place.station) ?? null;
      const station = facts?.name[language] ?? '';
      return {
        key: place.code,
        name: shownPlaceName(place, own, language),
        place: place.code,
        stationName: station,
        // Of a station in another region the board knows neither name nor value.
        km: facts && place.km !== null && place.km >= worthSaying ? place.km : null,
        station: place.station,
        facts,
        now: nowOf(data, place.station),
      };
    })
    .toSorted((one, other) => Number(one.key) - Number(other.key));
}

/** All stations of the boards by their numbers. */
export function stationRows(data: BoardData, language: Language): readonly Row[] {
  const byCode = new Map(data.places.map((place) => [place.code, place]));
  return data.boards
    .flatMap(({ stations }) => [...stations.values()])
    .map((now) => {
      const facts = data.stations.get(now.id) ?? null;
      const name = facts?.name[language] ?? now.id;
      const place = byCode.get(facts?.place ?? '');
      return {
        key: now.id,
        name,
        place: facts?.place ?? '',
        stationName: place?.name[language] ?? '',
        km: null,
        station: now.id,
        facts,
        now,
      };
    });
}

function nowOf({ boards }: BoardData, station: string): StationNow | null {
  return boards.map(({ stations }) => stations.get(station)).find(Boolean) ?? null;
}

/** `천안`, `Cheonan`; of 중구 there is nothing shorter. */
export function shortPlaceName(name: string): string {
  return name.replace(/(..)[시군구]$|-(?:si|gun|gu)$/, '$1');
}

/** The value of a row while it lives: it dies at its own time, whatever the feed says by then. */
export function livingOf(
  row: Pick<Row, 'now'>,
  element: BoardElement,
  now: number,
): Reading | null {
  const reading = row.now?.readings[element];
  return reading !== undefined && now < reading.expiresAt ? reading : null;
}

/** When the next value of these rows dies, in milliseconds since the epoch; `null` when none will. */
export function nextExpiryOf(rows: readonly Row[], now: number): number | null {
  let next = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const { readings = {}, condition = null } = row.now ?? {};
    for (const reading of [...Object.values(readings), condition]) {
      if (reading && reading.expiresAt > now) next = Math.min(next, reading.expiresAt);
    }
  }
  return Number.isFinite(next) ? next : null;
}
