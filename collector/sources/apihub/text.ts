import { decodeText } from '../formats/decode-text.ts';
import { plainNumber } from '../formats/plain-number.ts';
import { SourceError } from '../source-error.ts';
import type { UpstreamId } from '../source-id.ts';
import { hubFailureOf } from './errors.ts';

/** A text answer of KMA's API hub (`typ01`): its comment lines, without `#`, and its rows. */
export interface HubText {
  readonly comments: readonly string[];
  readonly rows: readonly string[];
}

/** The last line of every whole answer that has rows. */
const endLine = '#7777END';

/**
 * Reads a text answer of the hub. Its first character decides what it is: `#` or a digit data, `{`
 * an error, `<` a page. The end line may be missing only where there is no row. Throws SourceError
 * with code encoding, quota, auth, gone, bad-request, too-many-requests, upstream-fault, html,
 * doctype, malformed or shape.
 */
export function readHubText(source: UpstreamId, bytes: Uint8Array): HubText {
  const text = decodeText(source, bytes);
  const start = text.slice(0, 2048).trimStart();
  if (!/^[#\d]/.test(start)) throw errorOfOtherText(source, text);
  const comments: string[] = [];
  const rows: string[] = [];
  let ended = false;
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (trimmed.startsWith('#')) {
      if (trimmed.startsWith(endLine)) ended = true;
      else comments.push(trimmed.slice(1).trim());
      continue;
    }
    if (ended) throw new SourceError(source, 'malformed', 'a row stands after the end line');
    rows.push(trimmed);
  }
  if (rows.length > 0 && !ended) {
    throw new SourceError(source, 'malformed', `it breaks off after ${rows.length} rows`);
  }
  return { comments, rows };
}

/** What a text is that begins like no answer with data. */
export function errorOfOtherText(source: UpstreamId, text: string): SourceError {
  const start = text.slice(0, 2048).trimStart();
  const failure = hubFailureOf(source, text);
  if (failure !== null) return failure;
  if (start === '') return new SourceError(source, 'malformed', 'the answer is empty');
  if (start.startsWith('{') && !isJson(text)) {
    return new SourceError(source, 'malformed', 'an error object that breaks off');
  }
  if (start.startsWith('<')) {
    if (/<html[\s>]|<!doctype\s+html/i.test(start)) {
      return new SourceError(source, 'html', 'the answer begins like a web page');
    }
    if (/<!doctype/i.test(start)) {
      return new SourceError(source, 'doctype', 'a DOCTYPE stands in it');
    }
  }
  return new SourceError(source, 'shape', 'the answer begins like neither data nor a known error');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Cells of a row, trimmed: separated by commas with `,=` at the end (`disp=1`), or by white space
 * (`disp=0`).
 */
export function hubCells(row: string): string[] {
  let line = row.trim();
  if (line.endsWith('=')) line = line.slice(0, -1).trimEnd();
  // A comma in a row of fixed width is that of a number: the first cell of such a row has none.
  const first = line.slice(0, line.indexOf(',')).trimEnd();
  if (!line.includes(',') || /^\d{12}\s/.test(first)) return line.split(/\s+/);
  if (line.endsWith(',')) line = line.slice(0, -1);
  return line.split(',').map((cell) => cell.trim());
}

/** The lines above the rows that name the columns and, below, their units. */
export interface HubHeader {
  readonly names: readonly string[];
  /** `null` where no line of units follows. */
  readonly units: readonly string[] | null;
}

/**
 * The header among the comments of a list of observations, or `null` where the answer has none.
 * KMA's line of names begins with `YYMMDDHHMI STN`, its line of units with `KST`.
 */
export function hubHeader(comments: readonly string[]): HubHeader | null {
  for (const [index, comment] of comments.entries()) {
    const names = splitHeader(comment);
    if (!isHeader(names)) continue;
    const next = splitHeader(comments[index + 1] ?? '');
    return { names, units: next[0] === 'KST' ? next : null };
  }
  return null;
}

/** Lines of help name columns too, one each, with a colon. */
function isHeader(names: readonly string[]): boolean {
  if (names.length < 10 || names.includes(':')) return false;
  return names.includes('YYMMDDHHMI') || names.includes('STN');
}

/** Names of a header line; longer lines than any header's are no header. */
export function splitHeader(comment: string): string[] {
  return comment.length > 2000 ? [] : comment.split(/[\s,]+/).filter((name) => name !== '');
}

/** A decimal number as `plainNumber` reads it, `null` for anything else; minus zero is zero. */
export function hubNumber(text: string): number | null {
  const number = plainNumber(text);
  if (number === null) return null;
  const value = Number(number);
  return value === 0 ? 0 : value;
}
