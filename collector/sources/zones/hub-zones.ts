import { type WarningZone, warningZoneId, warningZoneSchema } from '@nalssi/schemas';
import { mostZones } from '../../catalogue/table-bounds.ts';
import type { Instant } from '../../time/clock.ts';
import { formatKst, instantOfCompactKst } from '../../time/kst.ts';
import { errorOfOtherText } from '../apihub/text.ts';
import { decodeText } from '../formats/decode-text.ts';
import { isShifted } from '../formats/table-quantity.ts';
import { type DropReason, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { checkEnd } from './whole-answer.ts';
import type { ZoneAnswer } from './zone-answer.ts';

const source = 'apihub-zones';

/** KMA's way to write that a zone has no end. */
const noEnd = '210012310000';
/** KMA's way to write that a zone is a part of none. */
const noParent = '00000000';

/** Longer than any row: 100 columns for the numbers, 40 for the short name, and the full name. */
const longestRow = 400;

/**
 * Reads an answer of `wrn_reg.php`: EUC-KR, fixed width, five fields without blanks (REG_ID, TM_ST,
 * TM_ED, REG_SP, REG_UP), then the short name padded to 40 columns and the full name, which may be
 * missing; names hold blanks. It lists zones that ended, and those that begin later, beside those in
 * force, so one code may stand in it twice. Throws SourceError with the codes of `readHubText`, and
 * shape, too-large or empty.
 */
export function parseHubZones(bytes: Uint8Array): Extract<ZoneAnswer, { kind: 'zones' }> {
  const text = decodeText(source, bytes);
  const rows: string[] = [];
  for (const line of text.split('\n')) {
    const row = line.trim();
    if (row !== '' && !row.startsWith('#')) rows.push(row);
  }
  // Rows begin with a letter, as an error of the hub in plain words might.
  if (!/^(#|[LS]\d{7}\s)/.test(text.slice(0, 2048).trimStart()))
    throw errorOfOtherText(source, text);
  checkEnd(source, text);
  if (rows.length === 0) throw new SourceError(source, 'empty', 'there is no row');
  const dropped = new Tally<DropReason>();
  const zones = new Map<string, WarningZone>();
  let misfits = 0;
  for (const row of rows) {
    const zone = readZone(row);
    if (zone === null) {
      misfits += 1;
      dropped.add('unreadable-row');
    } else zones.set(`${zone.id} ${zone.validFrom}`, zone);
  }
  if (isShifted(misfits, rows.length)) {
    throw new SourceError(source, 'shape', `${misfits} of ${rows.length} rows are not of a zone`);
  }
  if (zones.size > mostZones) {
    throw new SourceError(source, 'too-large', `more than ${mostZones} zones are listed`);
  }
  if (zones.size === 0) throw new SourceError(source, 'empty', 'no row is a zone');
  return { kind: 'zones', zones: [...zones.values()], dropped: dropped.toRecord() };
}

function readZone(row: string): WarningZone | null {
  if (row.length > longestRow) return null;
  const match =
    /^([LS]\d{7}) {1,4}(\d{12}) {1,4}(\d{12}) {1,4}(\d{8}) {1,4}([LS]\d{7}|\d{8}) {1,4}(\S.*)$/.exec(
      row,
    );
  if (match === null) return null;
  const [, id = '', from = '', to = '', kind = '', up = '', names = ''] = match;
  const isWhole = up === noParent || up === id || !warningZoneId.safeParse(up).success;
  const validFrom = instantOfCompactKst(from);
  const validTo = endOf(to);
  const [short = '', full = ''] = names
    .split('  ')
    .map((name) => name.trim())
    .filter(Boolean);
  if (validFrom === null || validTo === undefined) return null;
  const zone: WarningZone = {
    id,
    name: { full: full === '' ? short : full, short },
    // The sea as a whole is its own parent.
    parent: isWhole ? null : up,
    kind: id.startsWith('S') ? 'sea' : 'land',
    // REG_SP: the last digit is the level; the one before it says that it has no parts.
    isLeaf: kind.at(-2) === '1',
    validFrom: formatKst(validFrom),
    validTo: validTo === null ? null : formatKst(validTo),
    dates: 'captured',
  };
  // A row may have no name, and two that a hole in the answer has made one have a name that no zone has.
  return warningZoneSchema.safeParse(zone).success ? zone : null;
}

/** The last minute of a zone, `null` for no end, `undefined` for what is no time. */
function endOf(stamp: string): Instant | null | undefined {
  return stamp === noEnd ? null : (instantOfCompactKst(stamp) ?? undefined);
}
