import type { BoardAnswers, BoardAnswersScript, BoardHost } from './extension.ts';

/** The second script of a board, which answers its readers. */
export class SecondScript {
  readonly #host: BoardHost;
  readonly #load: () => Promise<BoardAnswersScript>;
  #answers: BoardAnswers | null = null;
  /** `null` where it could not be had. */
  #loading: Promise<void> | null | undefined;

  constructor(host: BoardHost, load: () => Promise<BoardAnswersScript>) {
    this.#host = host;
    this.#load = load;
  }

  /** `null` before it is there. */
  get answers(): BoardAnswers | null {
    return this.#answers;
  }

  /** Whether it could not be had. */
  get isLost(): boolean {
    return this.#loading === null;
  }

  /** Gets it, once; again when it could not be had. */
  load(): void {
    this.#loading ??= this.#load()
      .then((script) => {
        this.#answers = script.answer(this.#host);
      })
      .catch(() => {
        this.#loading = null;
      })
      .finally(() => this.#host.element.requestUpdate());
  }
}
