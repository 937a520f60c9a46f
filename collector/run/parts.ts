/**
 * Parts that end in turn, the last first: what `AsyncDisposableStack` is, which Node has from 24 on.
 */
export class Parts implements AsyncDisposable {
  #ends: (() => unknown)[] = [];

  use<Part extends AsyncDisposable | Disposable>(part: Part): Part {
    this.defer(() =>
      Symbol.asyncDispose in part ? part[Symbol.asyncDispose]() : part[Symbol.dispose](),
    );
    return part;
  }

  defer(end: () => unknown): void {
    this.#ends.push(end);
  }

  /** Ends all of them, once. Rejects with the last error when all were tried. */
  async disposeAsync(): Promise<void> {
    const ends = this.#ends.reverse();
    this.#ends = [];
    let failure: { readonly error: unknown } | null = null;
    for (const end of ends) {
      try {
        await end();
      } catch (error) {
        failure = { error };
      }
    }
    if (failure !== null) throw failure.error;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disposeAsync();
  }
}
