import { languageTagOf } from '../ticker/language.ts';
import type { BoardWords } from './words.ts';
import { ko } from './words-ko.ts';

/** The words of a board in the language of its page: Korean, also where English cannot be had. */
export class PageWords {
  readonly #element: Element;
  readonly #load: () => Promise<BoardWords>;
  readonly #changed: () => void;
  #english: BoardWords | null = null;
  #loading: Promise<void> | undefined;

  constructor(element: Element, load: () => Promise<BoardWords>, changed: () => void) {
    this.#element = element;
    this.#load = load;
    this.#changed = changed;
  }

  /** `null` while they are on their way. */
  get found(): BoardWords | null {
    if (languageTagOf(this.#element) === '') return ko;
    this.#loading ??= this.#load()
      .catch(() => ko)
      .then((words) => {
        this.#english = words;
        this.#changed();
      });
    return this.#english;
  }
}
