import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';
import { readXml } from './xml.ts';

/** What is left of a list in which some rows are not well-formed. */
export interface Salvage {
  /** The document without those rows. */
  readonly text: string;
  /** Rows there were, and rows that were left out. */
  readonly rows: number;
  readonly lost: number;
}

/** Each row is read by itself: of more than any list of KMA's has, none is. */
const mostRows = 2_000;

/** Most of these no XML may hold, and between rows none is missed. */
const forbidden = /[\p{Cc}\ufffe\uffff]/gu;

/**
 * A list of XML without the rows, elements `name`, that are not well-formed by themselves: one with a
 * raw `&` or a control character loses itself and no other. A row goes to its end tag or to the next
 * row. `null` where there are too many rows to look at. What stands before the first row is left as
 * it is, and so is a document that breaks off: its root stays open.
 */
export function salvageRows(source: SourceId, document: string, name: string): Salvage | null {
  const starts = startsOf(document, name);
  if (starts.length > mostRows) return null;
  const end = `</${name}>`;
  const parts = [document.slice(0, starts[0] ?? document.length)];
  let lost = 0;
  for (const [index, start] of starts.entries()) {
    const until = starts[index + 1] ?? document.length;
    const text = document.slice(start, until);
    const next = endOfRow(text, end);
    const row = text.slice(0, next);
    if (isWellFormed(source, row)) parts.push(row);
    else lost += 1;
    parts.push(text.slice(next).replace(forbidden, ' '));
  }
  return { text: parts.join(''), rows: starts.length, lost };
}

/** Where elements of the name begin. */
function startsOf(document: string, name: string): number[] {
  const starts: number[] = [];
  const start = `<${name}`;
  for (let at = document.indexOf(start); at !== -1; at = document.indexOf(start, at + 1)) {
    if (/[\s/>]/.test(document[at + start.length] ?? '')) starts.push(at);
    if (starts.length > mostRows) break;
  }
  return starts;
}

/**
 * Where a row ends in what stands up to the next one: behind its end tag, else behind a tag that closes
 * itself, else with the line where it is broken.
 */
function endOfRow(text: string, endTag: string): number {
  for (const [mark, length] of [
    [endTag, endTag.length],
    ['/>', 2],
    ['\n', 0],
  ] as const) {
    const at = text.indexOf(mark);
    if (at !== -1) return at + length;
  }
  return text.length;
}

function isWellFormed(source: SourceId, row: string): boolean {
  try {
    readXml(source, row);
    return true;
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
}
