const smallest = 16 * 1024;

/**
 * Gathers the chunks of a body by copying them. Kept as they come, a chunk of one byte would keep
 * alive the 64 kB that were read from the socket together with it. It holds no more than it is
 * allowed to, whatever else counts the bytes.
 */
export class ByteSink {
  #bytes = Buffer.allocUnsafeSlow(smallest);
  #length = 0;
  readonly #most: number;
  readonly #errorOf: () => Error;

  /** `most`: bytes; `errorOf` makes what `add` throws beyond them. */
  constructor(most: number, errorOf: () => Error) {
    this.#most = most;
    this.#errorOf = errorOf;
  }

  get length(): number {
    return this.#length;
  }

  add(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (length > this.#most) throw this.#errorOf();
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  /** Everything added so far; shares its memory with the sink. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
