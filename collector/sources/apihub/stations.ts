import { compactKst } from '../../time/kst.ts';
import { checkCount } from '../formats/reading-list.ts';
import { stationNameOf } from '../formats/station-name.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { type DropReason, Tally } from '../reading.ts';
import type { RequestContext, SourceRequest } from '../source.ts';
import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';
import { hubNumber, readHubText, splitHeader } from './text.ts';

/** The two lists of stations that the hub has: surface stations and automatic ones. */
export type HubStationList = 'SFC' | 'AWS';

/** A station as KMA's own list has it. */
export interface HubStation {
  /** KMA station number. */
  readonly id: string;
  readonly name: { readonly ko: string; readonly en: string | null };
  /** Degrees, WGS 84. */
  readonly lat: number;
  readonly lon: number;
  /** Metres above sea level. */
  readonly elevation: number | null;
  /** Ten-digit number of the smallest administrative district (법정동코드). */
  readonly lawId: string | null;
  /** As KMA writes it; the list of surface stations has none. */
  readonly address?: string;
}

export interface HubStations {
  readonly stations: readonly HubStation[];
  /** Rows left out, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

/**
 * Columns before the names, which are numbers throughout; longitude stands before latitude, and the
 * second STN is the office in charge.
 */
const columnsBeforeNames: Readonly<Record<HubStationList, readonly string[]>> = {
  SFC: 'STN LON LAT STN_SP HT HT_PA HT_TA HT_WD HT_RN STN'.split(' '),
  AWS: 'STN LON LAT STN_SP HT HT_WD LAU STN'.split(' '),
};

/** Columns from the names on; BASIN follows them and, in the automatic list, LAW_ADDR. */
const columnsOfNames = ['STN_KO', 'STN_EN', 'FCT_ID', 'LAW_ID'] as const;

/** How KMA writes that there is nothing. */
const none = new Set(['----', '*', '-']);

/** The source on whose behalf a list is read, for errors. */
const sourceOf: Readonly<Record<HubStationList, SourceId>> = {
  SFC: 'apihub-asos',
  AWS: 'apihub-aws',
};

/** Asks for all stations that a list has now; `null` without a key. */
export function hubStationRequest(
  list: HubStationList,
  { now, keys }: RequestContext,
): SourceRequest<HubStations> | null {
  const key = keys['kma-apihub'];
  if (key === undefined) return null;
  const query = `inf=${list}&stn=0&tm=${compactKst(now)}&help=1&authKey=${encodeURIComponent(key)}`;
  return {
    path: `/api/typ01/url/stn_inf.php?${query}`,
    about: `${list} stations`,
    read: (bytes) => parseHubStations(bytes, list),
  };
}

/**
 * Reads an answer of `stn_inf.php`. Throws SourceError with the codes of `readHubText`, and shape,
 * too-large or empty.
 */
export function parseHubStations(bytes: Uint8Array, list: HubStationList): HubStations {
  const source = sourceOf[list];
  const { comments, rows } = readHubText(source, bytes);
  checkHeader(source, comments, list);
  if (rows.length === 0) throw new SourceError(source, 'empty', 'there is no row');
  const dropped = new Tally<DropReason>();
  const stations = new Map<string, HubStation>();
  let misfits = 0;
  for (const row of rows) {
    const station = readStation(row, list);
    if (station === null) {
      misfits += 1;
      dropped.add('unreadable-row');
    } else if (stations.has(station.id)) dropped.add('duplicate-station');
    else {
      checkCount(source, stations.size + 1);
      stations.set(station.id, station);
    }
  }
  if (isShifted(misfits, rows.length)) {
    throw new SourceError(source, 'shape', `${misfits} of ${rows.length} rows are not of ${list}`);
  }
  if (stations.size === 0) throw new SourceError(source, 'empty', 'no row is a station');
  return { stations: [...stations.values()], dropped: dropped.toRecord() };
}

function checkHeader(source: SourceId, comments: readonly string[], list: HubStationList): void {
  const header = comments.map(splitHeader).find((names) => names.includes('STN_SP'));
  if (header === undefined) return;
  const expected = [...columnsBeforeNames[list], ...columnsOfNames];
  if (expected.every((name, place) => header[place] === name)) return;
  throw new SourceError(source, 'shape', `the header does not name the columns of ${list}`);
}

function readStation(row: string, list: HubStationList): HubStation | null {
  const cells = row.split(/\s+/, 60);
  const before = columnsBeforeNames[list].length;
  const [number = '', longitude = '', latitude = '', , height = ''] = cells;
  const id = stationNumberOf(number);
  const lon = hubNumber(longitude);
  const lat = hubNumber(latitude);
  const numbersHold = cells.slice(0, before).every((cell) => /^[+-]?[\d.]+$/.test(cell));
  if (!numbersHold || id === null || lon === null || lat === null) return null;
  // The Korean area; KMA writes 0 or its marks for stations whose place it does not give.
  if (lon < 120 || lon > 135 || lat < 30 || lat > 45) return null;
  const rest = cells.slice(before);
  const zone = rest.findIndex((cell, place) => place >= 2 && isZone(cell, rest[place + 1]));
  const name = zone === -1 ? null : readName(rest.slice(0, zone));
  if (name === null) return null;
  const lawId = rest[zone + 1] ?? '';
  const address = rest.slice(zone + 3).join(' ');
  return {
    id,
    name,
    lat,
    lon,
    elevation: readElevation(height),
    lawId: none.has(lawId) ? null : lawId,
    ...(address === '' || none.has(address) ? {} : { address }),
  };
}

/** FCT_ID and LAW_ID beside each other end the names, which may have blanks in them. */
function isZone(forecastZone: string, lawId: string | undefined): boolean {
  if (lawId === undefined) return false;
  const isForecastZone = none.has(forecastZone) || /^\d\d[A-Z]\d{4,6}$/.test(forecastZone);
  return isForecastZone && (none.has(lawId) || /^\d{10}$/.test(lawId));
}

/** The Korean name ends where the English one, or a mark for none, begins. */
function readName(words: readonly string[]): HubStation['name'] | null {
  const split = words.findIndex(
    (word, place) => place >= 1 && (none.has(word) || /^[A-Za-z][A-Za-z.'()-]*$/.test(word)),
  );
  if (split === -1) return null;
  const ko = stationNameOf(words.slice(0, split).join(' '));
  const en = words.slice(split).join(' ');
  if (ko === null) return null;
  return { ko, en: /^[A-Za-z][A-Za-z .'()-]{0,39}$/.test(en) ? en : null };
}

/** Metres; -9 is an elevation that no Korean station has, -99 and -999 are KMA's other marks. */
function readElevation(text: string): number | null {
  const value = hubNumber(text);
  return value === null || value <= -9 || value > 3000 ? null : value;
}
