import type { ReactiveElement } from 'lit';

/** A script of a board that comes after the first, and what it makes for this board. */
export class LaterScript<Made> {
  readonly #element: Pick<ReactiveElement, 'requestUpdate'>;
  readonly #load: () => Promise<Made>;
  #made: Made | null = null;
  /** `null` where it could not be had. */
  #loading: Promise<void> | null | undefined;

  constructor(element: Pick<ReactiveElement, 'requestUpdate'>, load: () => Promise<Made>) {
    this.#element = element;
    this.#load = load;
  }

  /** `null` before it is there. */
  get made(): Made | null {
    return this.#made;
  }

  /** Whether it could not be had. */
  get isLost(): boolean {
    return this.#loading === null;
  }

  /** Gets it, once; again when it could not be had. Never rejects. */
  load(): Promise<void> {
    this.#loading ??= this.#load()
      .then((made) => {
        this.#made = made;
      })
      .catch(() => {
        this.#loading = null;
      })
      .finally(() => this.#element.requestUpdate());
    return this.#loading;
  }
}
