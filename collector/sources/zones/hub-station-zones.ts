import { warningZoneId, warningZoneName } from '@nalssi/schemas';
import type { StationZone } from '../../catalogue/learnt-zones.ts';
import { errorOfOtherText } from '../apihub/text.ts';
import { decodeText } from '../formats/decode-text.ts';
import { checkCount } from '../formats/reading-list.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { type DropReason, Tally } from '../reading.ts';
import { noValidators } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { checkEnd } from './whole-answer.ts';
import type { ZoneAnswer } from './zone-answer.ts';

const source = 'apihub-zones';

/** Places in a row of `wrn_reg_aws2.php`: its header names them, and some answers have no header. */
const columns = ['STN_ID', 'STN_KO', 'STN_SP', 'LON', 'LAT', 'HT', 'FCT_ID', 'WRN_ID', 'WRN_KO'];
const places = { station: 0, zone: 7, zoneName: 8 } as const;

/**
 * Reads an answer of `wrn_reg_aws2.php`, KMA's own table of the zone that each station stands in:
 * EUC-KR, separated by commas, rows end with `,=`, comments begin with `#`. Throws SourceError with
 * the codes of `readHubText`, and shape, too-large or empty.
 */
export function parseHubStationZones(
  bytes: Uint8Array,
): Extract<ZoneAnswer, { kind: 'station-zones' }> {
  const text = decodeText(source, bytes);
  if (!/^[#\d]/.test(text.slice(0, 2048).trimStart())) throw errorOfOtherText(source, text);
  const rows: string[] = [];
  for (const line of text.split('\n')) {
    const row = line.trim();
    if (row.startsWith('#')) checkHeader(row);
    else if (row !== '') rows.push(row);
  }
  checkEnd(source, text);
  if (rows.length === 0) throw new SourceError(source, 'empty', 'there is no row');
  const dropped = new Tally<DropReason>();
  const stations = new Map<string, StationZone>();
  let misfits = 0;
  for (const row of rows) {
    const read = readRow(row);
    if (read === null) {
      misfits += 1;
      dropped.add('unreadable-row');
    } else if (stations.has(read.station)) dropped.add('duplicate-station');
    else {
      checkCount(source, stations.size + 1);
      stations.set(read.station, read.zone);
    }
  }
  if (isShifted(misfits, rows.length)) {
    const detail = `${misfits} of ${rows.length} rows are not of a station and its zone`;
    throw new SourceError(source, 'shape', detail);
  }
  const leaves = new Set([...stations.values()].map(({ id }) => id)).size;
  return {
    kind: 'station-zones',
    stations: Object.fromEntries(stations),
    leaves,
    edition: null,
    validators: noValidators,
    dropped: dropped.toRecord(),
  };
}

function checkHeader(line: string): void {
  if (line.length > 400) return;
  const names = line
    .slice(1)
    .replace(/=$/, '')
    .split(',')
    .map((name) => name.trim());
  if (!names.includes('WRN_ID') || names.length < columns.length) return;
  if (columns.every((name, place) => names[place] === name)) return;
  throw new SourceError(source, 'shape', 'the header does not name the columns of wrn_reg_aws2');
}

function readRow(row: string): { station: string; zone: StationZone } | null {
  const cells = row.split(',', 20).map((cell) => cell.trim());
  const station = stationNumberOf(cells[places.station] ?? '');
  const id = cells[places.zone] ?? '';
  const name = cells[places.zoneName] ?? '';
  // A station of the sea stands in a zone of the sea; there is nothing else in this column.
  const isZone = warningZoneId.safeParse(id).success && warningZoneName.safeParse(name).success;
  if (station === null || !isZone || name === '=') return null;
  return { station, zone: { id, name } };
}
