import type { Instant } from '../../time/clock.ts';
import { instantOfCompactKst } from '../../time/kst.ts';
import { errorOfOtherText } from '../apihub/text.ts';
import { decodeText } from '../formats/decode-text.ts';
import { SourceError } from '../source-error.ts';
import type { WarningBatch, WarningZone } from '../warning.ts';
import { WarningList } from './warning-list.ts';
import {
  commandOf,
  isZoneName,
  kindAndLevelOf,
  kindOf,
  levelOf,
  splitOutsideParentheses,
  withUsualMarks,
} from './words.ts';

const id = 'warnings';

const columns = [
  'REG_UP',
  'REG_UP_KO',
  'REG_ID',
  'REG_KO',
  'TM_FC',
  'TM_EF',
  'WRN',
  'LVL',
  'CMD',
  'ED_TM',
] as const;
type Column = (typeof columns)[number];
type Row = Readonly<Record<Column, string>>;

/**
 * Reads the hub's text of the warnings (`wrn_now_data_new.php`), every row as KMA says it. `askedAt`
 * stands in where the text does not say of which time it is. Throws SourceError with the codes of the hub's error
 * bodies (../apihub-errors.ts), encoding, html, doctype, malformed, stamp, or shape.
 */
export function readHubList(bytes: Uint8Array, askedAt: Instant | null): WarningBatch {
  const text = withUsualMarks(decodeText(id, bytes));
  refuseOtherDocuments(text);
  const lines = text.split(/[\r\n\v\f]+/).map((line) => line.trim());
  const comments = lines.filter((line) => line.startsWith('#'));
  const rows = lines.filter((line) => line !== '' && !line.startsWith('#'));
  refuseTruncated(comments, rows);
  // Rows that lost the ends of their lines, or that someone has commented out, are no country without any.
  if (comments.some((line) => /[A-Z]\d{7}\s{0,40},[^,]+,\s{0,40}\d{12}\s{0,40},/.test(line)))
    throw new SourceError(id, 'malformed', 'a row stands in a comment');

  const list = new WarningList();
  const header = readHeader(comments, rows.length > 0, list);
  const baseTime = readBaseTime(comments);
  let newest: Instant | null = null;
  let unreadable = 0;
  for (const line of rows) {
    const row = readRow(line, header);
    const issuedAt = row === null ? null : instantOfCompactKst(row.TM_FC);
    if (row === null || issuedAt === null || !isSound(row)) {
      unreadable += 1;
      list.dropped.add('unreadable-row');
      addUnread(list, line);
      continue;
    }
    newest = Math.max(newest ?? issuedAt, issuedAt);
    addWarning(list, row, issuedAt);
  }
  const leftOut = list.isUnreadable ? rows.length : unreadable;
  if (leftOut * 2 > rows.length) {
    throw new SourceError(id, 'shape', `${leftOut} of ${rows.length} rows cannot be read`);
  }
  const asOf = baseTime ?? askedAt ?? newest;
  if (asOf === null) throw new SourceError(id, 'shape', 'neither a base time nor a row');
  return list.toBatch(asOf);
}

/** An empty answer must not pass for a country without warnings. */
function refuseOtherDocuments(text: string): void {
  const start = text.slice(0, 2048).trimStart();
  // Without a comment it must at least begin like a row.
  if (!start.startsWith('#') && !/^[A-Z]\d{7}\s*,/.test(start)) throw errorOfOtherText(id, text);
}

/**
 * Rows end in `=`, and a text that begins with #START7777 ends with #7777END, except that KMA
 * leaves this out where there is no row.
 */
function refuseTruncated(comments: readonly string[], rows: readonly string[]): void {
  const last = rows.at(-1);
  if (last === undefined) return;
  const isOpen = comments.some((line) => line.startsWith('#START7777'));
  const isClosed = comments.some((line) => line.startsWith('#7777END'));
  if ((isOpen && !isClosed) || !last.endsWith('=')) {
    throw new SourceError(id, 'malformed', 'the list breaks off');
  }
}

/**
 * The names of the columns, in the order of the comment that names them; else the usual order. Where
 * there is no row that comment is all that tells a country without warnings from an answer that
 * breaks off: KMA leaves the end line out then.
 */
function readHeader(
  comments: readonly string[],
  hasRows: boolean,
  list: WarningList,
): readonly string[] {
  const named = comments
    .map((line) => line.replace(/[#=,]/g, ' ').trim().split(/\s+/))
    .map((words) => words.map((word) => word.replace(/-{1,20}$/, '').toUpperCase()))
    .find((words) => words.filter((word) => isColumn(word)).length >= columns.length / 2);
  if (named === undefined) {
    if (hasRows) return columns;
    throw new SourceError(id, 'shape', 'there is neither a row nor the line of the columns');
  }
  for (const column of columns) {
    if (named.filter((name) => name === column).length !== 1) {
      throw new SourceError(id, 'shape', `column ${column} is not there once`);
    }
  }
  for (const name of named) if (!isColumn(name)) list.unknownKeys.add(name);
  return named;
}

function isColumn(name: string): name is Column {
  return (columns as readonly string[]).includes(name);
}

/** `#기준시각:202607281537`: the time that the list speaks of. */
function readBaseTime(comments: readonly string[]): Instant | null {
  for (const comment of comments) {
    const match = /^#\s?기준시각\s?:(.*)$/.exec(comment);
    if (match === null) continue;
    const instant = instantOfCompactKst((match[1] ?? '').trim());
    if (instant === null) throw new SourceError(id, 'stamp', 'the base time is no time');
    return instant;
  }
  return null;
}

function readRow(line: string, header: readonly string[]): Row | null {
  if (!line.endsWith('=')) return null;
  const open = line.slice(0, -1).trimEnd();
  const text = open.endsWith(',') ? open.slice(0, -1) : open;
  // A name may hold a comma between its parentheses.
  const split = text.split(',');
  const cells = split.length === header.length ? split : splitOutsideParentheses(text);
  if (cells === null || cells.length !== header.length) return null;
  const row: Partial<Record<Column, string>> = {};
  for (const [index, name] of header.entries()) {
    if (isColumn(name)) row[name] = (cells[index] ?? '').trim();
  }
  const { REG_UP = '', REG_ID = '' } = row;
  return { ...row, REG_UP: REG_UP.toUpperCase(), REG_ID: REG_ID.toUpperCase() } as Row;
}

/**
 * Whether every cell holds what its column is for. Throws where words stand in the wrong column.
 */
function isSound(row: Row): boolean {
  const { WRN: kind, LVL: level, CMD: command } = row;
  const isShifted =
    [level, command].some((word) => kindOf(word) !== undefined) ||
    [kind, command].some((word) => levelOf(word) !== undefined) ||
    [kind, level].some((word) => (commandOf(word) ?? null) !== null);
  if (isShifted) throw new SourceError(id, 'shape', 'a word stands in the column of another');
  return zoneCode.test(row.REG_ID) && isZoneName(row.REG_KO) && isTime(row.TM_EF);
}

/** A letter and seven digits; what may be in use tomorrow is longer, or has another letter or two. */
const zoneCode = /^[A-Z](?=(?:[A-Z]?\d){5})[A-Z\d]{6,11}$/;

/** 0, - and blanks stand for no time. */
function isTime(text: string): boolean {
  return /^[0-]?$/.test(text) || instantOfCompactKst(text) !== null;
}

function addWarning(list: WarningList, row: Row, issuedAt: Instant): void {
  // Where no level stands by itself it may stand with the kind.
  const both = row.LVL === '' ? kindAndLevelOf(row.WRN) : null;
  const kind = both?.kind ?? kindOf(row.WRN);
  const level = both?.level ?? levelOf(row.LVL);
  const command = commandOf(row.CMD);
  if (kind === undefined || level === undefined || command === undefined) {
    list.dropUnknown(kind === undefined ? row.WRN : level === undefined ? row.LVL : row.CMD);
    // A kind that nobody knows is none of those that are known.
    if (kind !== undefined) list.addUnread({ zone: row.REG_ID, kind });
    return;
  }
  list.add({
    kind,
    level,
    zone: { id: row.REG_ID, name: row.REG_KO },
    parent: parentOf(row),
    command,
    issuedAt,
    effectiveAt: instantOfCompactKst(row.TM_EF),
    // A time, or words such as a time of day, which are left to KMA's own page.
    endsAt: instantOfCompactKst(row.ED_TM),
  });
}

/** What a row is of that is damaged: the zone stands behind the one above it, and alone may be either. */
function addUnread(list: WarningList, line: string): void {
  const [, zone = null] = line.match(/[A-Z]\d{7}(?!\d)/g) ?? [];
  const [kind = null] = line.split(',').flatMap((cell) => kindOf(cell) ?? []);
  list.addUnread({ zone, kind });
}

/** The zone above: its code, its name, or both. */
function parentOf(row: Row): WarningZone | null {
  const id = zoneCode.test(row.REG_UP) ? row.REG_UP : null;
  const name = isZoneName(row.REG_UP_KO) ? row.REG_UP_KO : '';
  return id === null && name === '' ? null : { id, name };
}
