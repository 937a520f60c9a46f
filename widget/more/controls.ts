import { moreWords } from '../format/languages.ts';
import { draw, hide, make, makeIcon, mark } from '../ticker/elements.ts';
import type { Core, ExtrasModel } from '../ticker/extension.ts';
import type { Seeking } from './seeking.ts';

/** The buttons to the stations before and after. */
export class Controls {
  readonly #core: Core;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;

  constructor(core: Core, seeking: Seeking) {
    this.#core = core;
    const button = (part: string, path: string, way: 1 | -1) => {
      const icon = makeIcon();
      draw(icon, [['', path]]);
      icon.classList.add('line');
      const made = make('button', part, icon);
      made.addEventListener('click', () => seeking.toPage(way));
      return made;
    };
    this.#previous = button('previous', 'M15 5l-7 7 7 7', -1);
    this.#next = button('next', 'M9 5l7 7-7 7', 1);
    core.shell.button.after(this.#previous, this.#next);
  }

  show({ language, snapshot }: ExtrasModel): void {
    const { controls, mode } = this.#core.host;
    const asked = (controls || mode === 'static') && snapshot !== null;
    const { previous, next } = moreWords[language];
    mark(this.#previous, 'aria-label', previous);
    mark(this.#next, 'aria-label', next);
    for (const button of [this.#previous, this.#next]) {
      hide(button, !asked || this.#core.motion.arrangement === 'still');
    }
  }
}
