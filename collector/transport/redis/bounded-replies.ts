/** Of one answer. The feed of 740 stations has some 10 MB; what lies could send for ever. */
const mostBytes = 48 * 1024 * 1024;

/** What the library needs for an element of a list besides, which ends with a line: `:1` is four bytes. */
const lineBytes = 32;

/** What it sets aside for each element that a list says it will have, before there is one. */
const elementBytes = 8;

const lineEnd = 0x0a;

/** A line that begins a list of some kind or a long error, up to as much of it as says how long it is. */
const lengthSaid = /^(?<mark>[*%~>|!])\+?(?<length>\d{1,20})/;

const errorMark = '-';

/** A text of so many bytes follows: what stands in it is no line of the protocol. */
const textFollows = /^\$(\d{1,20})\r$/;

const marks: ReadonlySet<number | undefined> = new Set(Buffer.from(`*%~>|!$${errorMark}`));

/** Each element of those is two. */
const ofPairs = /[%|]/;

/** Redis writes some hundred. Of what an error says copies are made, in its stack and in those that it causes. */
const mostErrorBytes = 16 * 1024;

const longestStart = 24;

const noMark = ' ';

/**
 * Counts what an answer takes of memory while it comes: the library holds all of it until it is complete, and
 * makes room for a list as soon as it says how long it is. Thirty of 33 million each within each other are 400
 * bytes, and 8 GB.
 */
export class BoundedReplies {
  #taken = 0;
  /** The beginning of the line that the last bytes have begun. */
  #line = '';
  #lineBytes = 0;
  /** Bytes to come of a text, and of the end of its line. */
  #textBytes = 0;

  /** Throws where the answer that these bytes go on with is larger than any of ours. */
  take(bytes: Buffer): void {
    this.#taken += bytes.length;
    let from = this.#afterText(bytes, 0);
    for (let at = bytes.indexOf(lineEnd, from); at !== -1; at = bytes.indexOf(lineEnd, from)) {
      this.#goOn(bytes, from, at);
      this.#see(this.#line);
      this.#line = '';
      this.#lineBytes = 0;
      this.#taken += lineBytes;
      from = this.#afterText(bytes, at + 1);
    }
    this.#goOn(bytes, from, bytes.length);
    if (this.#taken > mostBytes) this.#refuse();
  }

  /** An answer is complete. */
  beginAnew(): void {
    this.#taken = 0;
  }

  #afterText(bytes: Buffer, from: number): number {
    const to = Math.min(bytes.length, from + this.#textBytes);
    this.#textBytes -= to - from;
    return to;
  }

  #goOn(bytes: Buffer, from: number, to: number): void {
    this.#line = this.#begun(bytes, from, to);
    this.#lineBytes += to - from;
    if (this.#line.startsWith(errorMark) && this.#lineBytes > mostErrorBytes) this.#refuseError();
  }

  /** Enough of a line to see how long a list is; a mark for a line that begins none. */
  #begun(bytes: Buffer, from: number, to: number): string {
    const begun = this.#line;
    if (begun === '' && from < to && !marks.has(bytes[from])) return noMark;
    if (begun === noMark || begun.length >= longestStart) return begun;
    return begun + bytes.toString('latin1', from, Math.min(to, from + longestStart - begun.length));
  }

  #see(line: string): void {
    const [, text] = textFollows.exec(line) ?? [];
    if (text !== undefined) {
      this.#textBytes = Number(text) + 2;
      return;
    }
    const { mark = '', length } = lengthSaid.exec(line)?.groups ?? {};
    if (length === undefined) return;
    if (mark === '!') {
      if (Number(length) > mostErrorBytes) this.#refuseError();
      return;
    }
    this.#taken += Number(length) * elementBytes * (ofPairs.test(mark) ? 2 : 1);
    if (this.#taken > mostBytes) this.#refuse();
  }

  #refuse(): never {
    throw new Error(
      `it answered with more than ${mostBytes / 1024 / 1024} MB, which is no feed: look what else is at this address`,
    );
  }

  #refuseError(): never {
    throw new Error(
      `it answered with an error of more than ${mostErrorBytes / 1024} kB, which no Redis does: look what else is at this address`,
    );
  }
}
