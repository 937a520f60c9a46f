import { Tokenizer } from 'htmlparser2';
import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';

/** A cell of a table. */
export interface HtmlCell {
  /** Its own text, without scripts and tables inside; white space and `&nbsp;` are one space. */
  readonly text: string;
  /** Source of the scripts inside, never run. */
  readonly script: string;
  /** Address of the first link inside, entities decoded. */
  readonly link: string | null;
  readonly isHeader: boolean;
  /** Columns and rows that it spans. */
  readonly columns: number;
  readonly rows: number;
}

/** A table of a page; the same object for all of its rows. */
export interface HtmlTable {
  readonly id: string | null;
}

/** Handlers of what stands in a page, called in the order of the page. */
export interface HtmlTableReader {
  /** Classes of elements, anywhere on the page, whose text is wanted. */
  readonly markedClasses: readonly string[];
  marked(text: string): void;
  /** A row has ended. The cells of a table inside belong to that table's own rows. */
  row(table: HtmlTable, cells: readonly HtmlCell[]): void;
  /** A table has ended; `isClosed` is false when the page broke off in it. */
  end(table: HtmlTable, isClosed: boolean): void;
}

/** Far above what any page of KMA's has, and far below what would hurt. */
const limits = { rows: 250_000, cells: 200, text: 4_000, tables: 16, span: 200 };

interface Cell {
  text: string;
  script: string;
  link: string | null;
  isHeader: boolean;
  columns: number;
  rows: number;
}

interface OpenTable {
  readonly table: { id: string | null };
  cells: Cell[] | null;
  cell: Cell | null;
}

/**
 * Reads the tables of a page as browsers do: tags may be left open and attributes unquoted. Time is
 * linear and nothing is kept. Returns whether there is a tag at all, and whether the page broke
 * off. Throws SourceError with code doctype, or shape where a limit is passed.
 */
export function readHtmlTables(
  source: SourceId,
  html: string,
  reader: HtmlTableReader,
): { readonly isHtml: boolean; readonly isCutOff: boolean } {
  const page = new Page(source, html, reader);
  // The tokenizer without htmlparser2's Parser: tables need no tree of elements and no void or
  // implied tags, and the stack that Parser keeps for them doubles the time.
  const tokenizer = new Tokenizer({ decodeEntities: true }, page);
  tokenizer.write(html);
  tokenizer.end();
  return { isHtml: page.isHtml, isCutOff: page.isRootOpen };
}

/** Takes the tokens of a page: positions in its text. */
class Page {
  readonly #source: SourceId;
  readonly #html: string;
  readonly #reader: HtmlTableReader;
  readonly #open: OpenTable[] = [];
  #current: OpenTable | undefined;
  #tag = '';
  #attribute = '';
  #value = '';
  #rows = 0;
  /** Inside a script or a style, where text is none. */
  #silent = '';
  /** The marked element whose text is read, and how many of its name are open. */
  #mark: { readonly tag: string; open: number; text: string } | null = null;
  isHtml = false;
  isRootOpen = false;

  constructor(source: SourceId, html: string, reader: HtmlTableReader) {
    this.#source = source;
    this.#html = html;
    this.#reader = reader;
  }

  onopentagname(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase();
    this.#tag = tag;
    this.isHtml = true;
    if (this.#mark?.tag === tag) this.#mark.open += 1;
    if (tag === 'td' || tag === 'th') this.#startCell(tag === 'th');
    else if (tag === 'tr') this.#startRow();
    else if (tag === 'table') this.#startTable();
    else if (tag === 'script' || tag === 'style') this.#silent = tag;
    else if (tag === 'br') this.#addText(' ');
    else if (tag === 'html') this.isRootOpen = true;
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html.slice(start, end).toLowerCase();
    if (this.#mark !== null) this.#closeInMark(this.#mark, tag);
    if (tag === 'td' || tag === 'th') this.#endCell();
    else if (tag === 'tr') this.#endRow();
    else if (tag === 'table') this.#endTable(true);
    else if (tag === this.#silent) this.#silent = '';
    else if (tag === 'html') this.isRootOpen = false;
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#html.slice(start, end).toLowerCase();
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    const value = this.#value;
    const name = this.#attribute;
    const current = this.#current;
    if (name === 'class' && this.#mark === null) {
      if (isMarked(this.#reader.markedClasses, value)) {
        this.#mark = { tag: this.#tag, open: 1, text: '' };
      }
    } else if (current === undefined) return;
    else if (name === 'id' && this.#tag === 'table') current.table.id ??= value;
    else if (current.cell === null) return;
    else if (name === 'href') current.cell.link ??= value;
    else if (name === 'colspan') current.cell.columns = spanOf(value);
    else if (name === 'rowspan') current.cell.rows = spanOf(value);
  }

  ontext(start: number, end: number): void {
    this.#addText(this.#html.slice(start, end));
  }

  ontextentity(codePoint: number): void {
    this.#addText(String.fromCodePoint(codePoint));
  }

  ondeclaration(start: number, end: number): void {
    // A page says `<!DOCTYPE html>`, or names a DTD; one with declarations of its own is none.
    const isPage = /^doctype\s+html(?:\s+(?:public|system)\b[^[\]<>&%]*|\s*)$/i;
    if (isPage.test(this.#html.slice(start, end))) return;
    throw new SourceError(this.#source, 'doctype', 'a DOCTYPE that is not that of a page');
  }

  onend(): void {
    while (this.#open.length > 0) this.#endTable(false);
  }

  oncdata(): void {}
  oncomment(): void {}
  onopentagend(): void {}
  onprocessinginstruction(): void {}
  onselfclosingtag(): void {}

  #refuse(what: string): never {
    throw new SourceError(this.#source, 'shape', what);
  }

  #startTable(): void {
    if (this.#open.length >= limits.tables) {
      this.#refuse(`tables nest deeper than ${limits.tables}`);
    }
    this.#current = { table: { id: null }, cells: null, cell: null };
    this.#open.push(this.#current);
  }

  #endTable(isClosed: boolean): void {
    this.#endRow();
    const ended = this.#open.pop();
    this.#current = this.#open.at(-1);
    if (ended !== undefined) this.#reader.end(ended.table, isClosed);
  }

  #startRow(): void {
    this.#endRow();
    if (this.#current !== undefined) this.#current.cells = [];
  }

  #endRow(): void {
    this.#endCell();
    const current = this.#current;
    if (current === undefined || current.cells === null) return;
    this.#rows += 1;
    if (this.#rows > limits.rows) this.#refuse(`there are more than ${limits.rows} rows`);
    const { table, cells } = current;
    current.cells = null;
    this.#reader.row(table, cells);
  }

  #startCell(isHeader: boolean): void {
    const current = this.#current;
    if (current === undefined) return;
    this.#endCell();
    current.cells ??= [];
    if (current.cells.length >= limits.cells) {
      this.#refuse(`a row has more than ${limits.cells} cells`);
    }
    const cell = { text: '', script: '', link: null, isHeader, columns: 1, rows: 1 };
    current.cell = cell;
    current.cells.push(cell);
  }

  #endCell(): void {
    const current = this.#current;
    if (current === undefined || current.cell === null) return;
    current.cell.text = normalizeSpace(current.cell.text);
    current.cell = null;
  }

  #addText(text: string): void {
    const cell = this.#current?.cell;
    if (this.#silent !== '') {
      if (cell && this.#silent === 'script') cell.script = this.#append(cell.script, text);
      return;
    }
    if (this.#mark !== null) this.#mark.text = this.#append(this.#mark.text, text);
    if (cell) cell.text = this.#append(cell.text, text);
  }

  #append(text: string, added: string): string {
    if (text.length + added.length > limits.text) {
      this.#refuse(`a text is longer than ${limits.text}`);
    }
    return text === '' ? added : text + added;
  }

  #closeInMark(mark: { readonly tag: string; open: number; readonly text: string }, tag: string) {
    if (mark.tag === tag) mark.open -= 1;
    // A marked element that is left open reaches no further than its cell.
    if (mark.open > 0 && tag !== 'td' && tag !== 'tr' && tag !== 'table') return;
    this.#mark = null;
    this.#reader.marked(normalizeSpace(mark.text));
  }
}

/**
 * The labels above each column of a table, from top to bottom, out of its header rows: a cell that
 * spans columns stands above all of them, one that spans rows counts once.
 */
export function columnLabels(rows: readonly (readonly HtmlCell[])[]): string[][] {
  const columns: string[][] = [];
  const takenUntil: number[] = [];
  for (const [index, row] of rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while ((takenUntil[column] ?? 0) > index) column += 1;
      for (let span = 0; span < cell.columns && column < limits.cells; span += 1) {
        while (columns.length <= column) columns.push([]);
        columns[column]?.push(cell.text);
        takenUntil[column] = index + cell.rows;
        column += 1;
      }
    }
  }
  return columns;
}

function isMarked(classes: readonly string[], value: string): boolean {
  return classes.some((name) => value.includes(name) && value.split(/\s+/, 20).includes(name));
}

function spanOf(value: string): number {
  return /^\d{1,3}$/.test(value) ? Math.min(Math.max(Number(value), 1), limits.span) : 1;
}

function normalizeSpace(text: string): string {
  return /\s/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}
