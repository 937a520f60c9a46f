import { moreWords } from '../format/languages.ts';
import { draw, hide, make, makeIcon, mark } from '../ticker/elements.ts';
import type { ExtendedTicker, ExtensionModel } from '../ticker/extension.ts';
import type { Seeking } from './seeking.ts';

/** The buttons to the stations before and after. */
export class Controls {
  readonly #ticker: ExtendedTicker;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;

  constructor(ticker: ExtendedTicker, seeking: Seeking) {
    this.#ticker = ticker;
    const button = (part: string, path: string, way: 1 | -1) => {
      const icon = makeIcon();
      draw(icon, [['', path]]);
      icon.classList.add('line');
      const made = make('button', part, icon);
      // Until it is known whether they are asked for: shown for one frame, they move all stations.
      hide(made, true);
      made.addEventListener('click', () => seeking.toPage(way));
      return made;
    };
    this.#previous = button('previous', 'M15 5l-7 7 7 7', -1);
    this.#next = button('next', 'M9 5l7 7-7 7', 1);
    ticker.shell.button.after(this.#previous, this.#next);
  }

  show({ language, snapshot }: ExtensionModel): void {
    const { controls, mode } = this.#ticker.host;
    const asked = (controls || mode === 'static') && snapshot !== null;
    const { previous, next } = moreWords[language];
    mark(this.#previous, 'aria-label', previous);
    mark(this.#next, 'aria-label', next);
    for (const button of [this.#previous, this.#next]) {
      hide(button, !asked || this.#ticker.motion.arrangement === 'still');
    }
  }
}
