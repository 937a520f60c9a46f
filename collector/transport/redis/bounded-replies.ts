/** Of one answer. The feed of 740 stations has some 10 MB; what lies could send for ever. */
const mostBytes = 48 * 1024 * 1024;

/** What the library needs for an element of a list besides, which ends with a line: `:1` is four bytes. */
const lineBytes = 32;

/** What it sets aside for each element that a list says it will have, before there is one. */
const elementBytes = 8;

const lineEnd = 0x0a;

/** A line that begins a list of some kind, up to as much of it as says how long it is. */
const listStart = /^[*%~>|]\+?(?<length>\d{1,20})/;

const marks: ReadonlySet<number | undefined> = new Set(Buffer.from('*%~>|'));

const longestStart = 24;

const noList = '-';

/**
 * Counts what an answer takes of memory while it comes: the library holds all of it until it is complete, and
 * makes room for a list as soon as it says how long it is. Thirty of 33 million each within each other are 400
 * bytes, and 8 GB.
 */
export class BoundedReplies {
  #taken = 0;
  /** The beginning of the line that the last bytes have begun. */
  #line = '';

  /** Throws where the answer that these bytes go on with is larger than any of ours. */
  take(bytes: Buffer): void {
    this.#taken += bytes.length;
    let from = 0;
    for (let at = bytes.indexOf(lineEnd); at !== -1; at = bytes.indexOf(lineEnd, from)) {
      this.#see(this.#begun(bytes, from, at));
      this.#line = '';
      this.#taken += lineBytes;
      from = at + 1;
    }
    this.#line = this.#begun(bytes, from, bytes.length);
    if (this.#taken > mostBytes) this.#refuse();
  }

  /** An answer is complete. */
  beginAnew(): void {
    this.#taken = 0;
  }

  /** Enough of a line to see how long a list is; a mark for a line that begins none. */
  #begun(bytes: Buffer, from: number, to: number): string {
    const begun = this.#line;
    if (begun === '' && from < to && !marks.has(bytes[from])) return noList;
    if (begun === noList || begun.length >= longestStart) return begun;
    return begun + bytes.toString('latin1', from, Math.min(to, from + longestStart - begun.length));
  }

  #see(line: string): void {
    const length = listStart.exec(line)?.groups?.['length'];
    if (length === undefined) return;
    this.#taken += Number(length) * elementBytes;
    if (this.#taken > mostBytes) this.#refuse();
  }

  #refuse(): never {
    throw new Error(
      `it answered with more than ${mostBytes / 1024 / 1024} MB, which is no feed: look what else is at this address`,
    );
  }
}
