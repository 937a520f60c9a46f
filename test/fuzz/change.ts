import { instantOfKst } from '@nalssi/collector';
import { compactKst } from '../../collector/time/kst.ts';
import { encodeEucKr } from '../upstream/euc-kr.ts';
import { type FoundCell, findRows } from './table.ts';

/** A time as its five parts: year, month, day, hour, minute. */
export type StampParts = readonly [string, string, string, string, string];

/**
 * One thing done to an answer. Places are large numbers, taken modulo what there is: bytes, rows or
 * columns. `every`: the rows it is done to, each second, third and so on.
 */
export type Change =
  | { readonly kind: 'flip'; readonly at: number; readonly byte: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: 'splice'; readonly at: number; readonly other: number; readonly from: number }
  | { readonly kind: 'truncate'; readonly at: number }
  | { readonly kind: 'encode'; readonly as: 'utf-8' | 'euc-kr' | 'utf-16' | 'twice' | 'bom' }
  | { readonly kind: 'cell'; readonly row: number; readonly column: number; readonly text: string }
  | {
      readonly kind: 'column';
      readonly column: number;
      readonly every: number;
      readonly text: string;
    }
  | { readonly kind: 'scale'; readonly column: number; readonly every: number; readonly by: number }
  | { readonly kind: 'drop-column'; readonly column: number; readonly every: number }
  | { readonly kind: 'double-column'; readonly column: number; readonly every: number }
  | { readonly kind: 'swap-columns'; readonly column: number; readonly with: number }
  | { readonly kind: 'fill-row'; readonly row: number; readonly text: string }
  | { readonly kind: 'repeat-row'; readonly row: number; readonly times: number }
  | { readonly kind: 'drop-row'; readonly row: number }
  | { readonly kind: 'stamp'; readonly every: number; readonly stamp: StampParts }
  | { readonly kind: 'shift'; readonly every: number; readonly minutes: number };

/** The answer with all changes made, one after the other; `others` are there to be spliced in. */
export function applyChanges(
  bytes: Uint8Array,
  changes: readonly Change[],
  others: readonly Uint8Array[],
): Uint8Array {
  // A character a byte: so that texts and bytes can be changed alike, whatever the encoding.
  let text = latin1(bytes);
  for (const change of changes) text = applyChange(text, change, others).slice(0, 400_000);
  return Buffer.from(text, 'latin1');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function bytesOf(text: string): string {
  return latin1(Buffer.from(text, 'utf8'));
}

function applyChange(text: string, change: Change, others: readonly Uint8Array[]): string {
  switch (change.kind) {
    case 'flip': {
      const at = change.at % Math.max(1, text.length);
      return text.slice(0, at) + String.fromCharCode(change.byte) + text.slice(at + 1);
    }
    case 'insert':
      return replace(text, change.at, 0, bytesOf(change.text));
    case 'delete':
      return replace(text, change.at, change.length, '');
    case 'repeat': {
      const start = change.at % Math.max(1, text.length);
      return replace(text, change.to, 0, text.slice(start, start + change.length));
    }
    case 'splice': {
      const other = others[change.other % Math.max(1, others.length)];
      if (other === undefined) return text;
      const tail = latin1(other);
      return (
        text.slice(0, change.at % Math.max(1, text.length)) + tail.slice(change.from % tail.length)
      );
    }
    case 'truncate':
      return text.slice(0, change.at % Math.max(1, text.length));
    case 'encode':
      return encodeAs(text, change.as);
    case 'stamp':
      return changeStamps(text, change.every, () => change.stamp);
    case 'shift':
      return changeStamps(text, change.every, (stamp) => shift(stamp, change.minutes));
    default:
      return changeTable(text, change);
  }
}

function replace(text: string, at: number, length: number, by: string): string {
  const start = at % Math.max(1, text.length);
  return text.slice(0, start) + by + text.slice(start + length);
}

function encodeAs(text: string, as: (Change & { kind: 'encode' })['as']): string {
  const bytes = Buffer.from(text, 'latin1');
  switch (as) {
    case 'bom':
      return `\xef\xbb\xbf${text}`;
    case 'twice':
      return bytesOf(text);
    case 'utf-16':
      return latin1(Buffer.from(bytes.toString('utf8'), 'utf16le'));
    case 'utf-8':
      return bytesOf(bytes.toString('utf8'));
    case 'euc-kr':
      try {
        return latin1(encodeEucKr(bytes.toString('utf8')));
      } catch {
        // Not text, or with letters that EUC-KR does not have.
        return text;
      }
  }
}

type TableChange = Extract<
  Change,
  {
    kind:
      | 'cell'
      | 'column'
      | 'scale'
      | 'drop-column'
      | 'double-column'
      | 'swap-columns'
      | 'fill-row'
      | 'repeat-row'
      | 'drop-row';
  }
>;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function changeTable(text: string, change: TableChange): string {
  const rows = findRows(text).filter((cells) => cells.length > 0);
  return applyEdits(
    text,
    rows.flatMap((cells, row) => editsOf(text, change, cells, row, rows.length)),
  );
}

function editsOf(
  text: string,
  change: TableChange,
  cells: readonly FoundCell[],
  row: number,
  rows: number,
): Edit[] {
  const cellAt = (column: number) => cells[column % cells.length];
  const isChosen = 'row' in change && row === change.row % rows;
  const isEvery = 'every' in change && row % change.every === 0;
  switch (change.kind) {
    case 'cell':
      return isChosen ? setCell(text, cellAt(change.column), change.text) : [];
    case 'column':
      return isEvery ? setCell(text, cellAt(change.column), change.text) : [];
    case 'scale': {
      const cell = cellAt(change.column);
      const value = Number(cell === undefined ? '' : text.slice(...cell.inner));
      return isEvery && Number.isFinite(value)
        ? setCell(text, cell, (value * change.by).toFixed(1))
        : [];
    }
    case 'drop-column':
      return isEvery ? editWhole(cellAt(change.column), '') : [];
    case 'double-column': {
      const cell = cellAt(change.column);
      if (!isEvery || cell === undefined) return [];
      return editWhole(cell, text.slice(...cell.whole).repeat(2));
    }
    case 'swap-columns': {
      const [one, other] = [cellAt(change.column), cellAt(change.with)];
      if (one === undefined || other === undefined || one === other) return [];
      return [
        ...editWhole(one, text.slice(...other.whole)),
        ...editWhole(other, text.slice(...one.whole)),
      ];
    }
    case 'fill-row':
      return isChosen ? cells.slice(2).flatMap((cell) => setCell(text, cell, change.text)) : [];
    case 'repeat-row':
    case 'drop-row': {
      const start = cells[0]?.whole[0];
      const end = cells.at(-1)?.whole[1];
      if (!isChosen || start === undefined || end === undefined) return [];
      return [{ start, end, by: repeatedRow(text.slice(start, end), change) }];
    }
  }
}

/** The cells of a row again, each time as a row of its own where rows are lines. */
function repeatedRow(row: string, change: TableChange): string {
  if (change.kind !== 'repeat-row') return '';
  const between = row.startsWith('<') ? '</tr><tr>' : row.startsWith(' ') ? '/><local' : ',=\n';
  return Array.from({ length: change.times + 1 }, () => row).join(between);
}

function setCell(
  text: string,
  cell: { readonly inner: readonly [number, number] } | undefined,
  by: string,
): Edit[] {
  if (cell === undefined) return [];
  const [start, end] = cell.inner;
  const quote = text[start] === '"' ? '"' : '';
  return [{ start, end, by: quote + bytesOf(by) + quote }];
}

function editWhole(
  cell: { readonly whole: readonly [number, number] } | undefined,
  by: string,
): Edit[] {
  return cell === undefined ? [] : [{ start: cell.whole[0], end: cell.whole[1], by }];
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, by } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    parts.push(text.slice(done, start), by);
    done = end;
  }
  return parts.join('') + text.slice(done);
}

const stamps: readonly RegExp[] = [
  /(?<![\d.])(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?![\d.])/g,
  /(\d{4})(?:" month="|\.)(\d\d?)(?:" day="|\.)(\d\d?)(?:" hour="|[. ])(\d\d?)(?::(\d\d))?/g,
  /(?<!\d)(\d{4})(\d\d)(\d\d)(?="?,|<)/g,
];

/** Puts other times in the place of those in the text, each in the form that it has there. */
function changeStamps(
  text: string,
  every: number,
  changed: (stamp: StampParts) => StampParts,
): string {
  let changedText = text;
  for (const stamp of stamps) {
    let seen = -1;
    changedText = changedText.replace(stamp, (found: string, ...groups: unknown[]) => {
      seen += 1;
      // The first is often that of the whole answer: it stays, unless all are changed.
      if (seen % every !== every - 1) return found;
      // After the groups come the place of the match, a number, and the text.
      const captured = groups.slice(
        0,
        groups.findIndex((group) => typeof group === 'number'),
      );
      const parts = captured.map((part) => (typeof part === 'string' ? part : ''));
      const [year = '', month = '', day = '', hour = '', minute = ''] = parts;
      const by = changed([year, month, day, hour, minute]);
      let at = 0;
      // Only parts that are there are written: a date has no hour, and an hour no minute.
      return parts.reduce((result, part, index) => {
        if (part === '') return result;
        const place = result.indexOf(part, at);
        const text = by[index] ?? '';
        if (place === -1) return result;
        at = place + text.length;
        return result.slice(0, place) + text + result.slice(place + part.length);
      }, found);
    });
  }
  return changedText;
}

function shift(stamp: StampParts, minutes: number): StampParts {
  const [year, month, day, hour, minute] = stamp.map(Number);
  const instant = instantOfKst({
    year: year ?? 0,
    month: month ?? 0,
    day: day ?? 0,
    hour: hour ?? 0,
    minute: minute ?? 0,
  });
  if (instant === null) return stamp;
  const text = compactKst(instant + minutes * 60_000);
  return [text.slice(0, 4), text.slice(4, 6), text.slice(6, 8), text.slice(8, 10), text.slice(10)];
}
