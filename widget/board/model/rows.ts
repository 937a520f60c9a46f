import type { RegionCode } from '@nalssi/schemas/facts';
import type { Language } from '../../format/words.ts';
import type { BoardContent, BoardElement, Reading, StationNow } from '../feed/board-file.ts';
import type { BoardStation, RegionPlace, StationsContent } from '../feed/stations-file.ts';
import type { BoardWords } from '../words.ts';
import { regionName } from './regions.ts';

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
  /** One that stands in its zone for warnings. */
  readonly zoneStation: string;
  /** `null` for one that the board does not know. */
  readonly facts: BoardStation | null;
  readonly now: StationNow | null;
}

/** The files of one region, or of the country; `null` for what is not there. */
export interface RegionData {
  readonly id: string;
  readonly board: BoardContent | null;
  readonly stations: StationsContent | null;
}

/** Of all regions together; the country has 740 stations. What is more is left out. */
const mostRows = 800;

/** From here on it matters that a station stands elsewhere. */
const worthSaying = 3;

/**
 * The 시군구 of these regions by their numbers, each by its station; `null` where there are no two of
 * them: 세종, the country, or places that are not known.
 */
export function placeRows(
  data: readonly RegionData[],
  language: Language,
  regions?: BoardWords['regions'],
): readonly Row[] | null {
  const own = data.flatMap(({ id, stations }) =>
    (stations?.places ?? []).map((place) => ({ ...place, region: id as RegionCode })),
  );
  if (own.length < 2) return null;
  const named = Map.groupBy(own, ({ name }) => name.ko);
  return own
    .slice(0, mostRows)
    .map((place) => {
      const { facts, now } = stationOf(data, place.station);
      return {
        key: place.code,
        name: nameOf(place, named.get(place.name.ko)?.length === 1, language, regions),
        place: place.code,
        stationName: facts?.name[language] ?? '',
        // Of a station in another region the board knows neither name nor value.
        km: facts && place.km !== null && place.km >= worthSaying ? place.km : null,
        station: place.station,
        zoneStation: place.zoneStation,
        facts,
        now,
      };
    })
    .toSorted((one, other) => Number(one.key) - Number(other.key));
}

type OwnPlace = RegionPlace & { readonly region: RegionCode };

/** `중구`; `서울 중구` beside another one. */
function nameOf(
  { name, region }: OwnPlace,
  isOnly: boolean,
  language: Language,
  regions: BoardWords['regions'],
): string {
  if (isOnly) return name[language];
  const holder = regionName(region, { regions }, true);
  return language === 'ko' ? `${holder} ${name.ko}` : `${name.en}, ${holder}`;
}

/** All stations of the boards by their numbers, or those alone that `asked` names, in its order. */
export function stationRows(
  data: readonly RegionData[],
  language: Language,
  asked: readonly string[] = [],
): readonly Row[] {
  const places = new Map(
    data.flatMap(({ stations }) => stations?.places ?? []).map((place) => [place.code, place]),
  );
  const ids = data.flatMap(({ board }) => [...(board?.stations.keys() ?? [])]);
  const shown = asked[0] ? asked.filter((id) => ids.includes(id)) : ids;
  return shown.slice(0, mostRows).map((id) => {
    const { facts, now } = stationOf(data, id);
    const place = facts?.place ?? '';
    return {
      key: id,
      name: facts?.name[language] ?? id,
      place,
      stationName: places.get(place)?.name[language] ?? '',
      km: null,
      station: id,
      zoneStation: id,
      facts,
      now,
    };
  });
}

function stationOf(data: readonly RegionData[], id: string): Pick<Row, 'facts' | 'now'> {
  const { board, stations } = data.find(({ board }) => board?.stations.has(id)) ?? {};
  return { facts: stations?.stations.get(id) ?? null, now: board?.stations.get(id) ?? null };
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
  return reading && now < reading.expiresAt ? reading : null;
}

/** When the next value of these rows dies, in milliseconds since the epoch; `null` when none will. */
export function nextExpiryOf(rows: readonly Row[], now: number): number | null {
  let next = Number.POSITIVE_INFINITY;
  const look = (reading: Pick<Reading, 'expiresAt'> | null) => {
    if (reading && reading.expiresAt > now && reading.expiresAt < next) next = reading.expiresAt;
  };
  for (const { now: station } of rows) {
    if (station === null) continue;
    Object.values(station.readings).forEach(look);
    look(station.condition);
  }
  return Number.isFinite(next) ? next : null;
}
