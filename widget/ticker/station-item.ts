import { conditionIcons } from '../icons/condition-icons.ts';
import { draw, make, makeIcon, mark, write } from './elements.ts';
import type { ShownStation } from './ticker-view.ts';

/** One station's item. Its nodes live as long as it does, whichever segment it stands in. */
export class StationItem {
  readonly #spoken = make('span', '');
  readonly #icon = makeIcon();
  readonly #condition = make('span', 'condition');
  readonly #name = make('span', 'name');
  readonly #temperature = make('span', 'temperature');
  readonly element = make(
    'div',
    'item',
    this.#spoken,
    this.#icon,
    this.#condition,
    this.#name,
    this.#temperature,
  );
  #shown: ShownStation | undefined;

  constructor(station: string) {
    mark(this.element, 'role', 'listitem');
    mark(this.element, 'data-station', station);
    mark(this.#icon, 'part', 'icon');
    // What is shown is not spoken: the sentence is, once.
    for (const shown of [this.#condition, this.#name, this.#temperature]) {
      mark(shown, 'aria-hidden', 'true');
    }
  }

  /** Writes what differs, into the nodes that are there, and says whether anything did. */
  show(next: ShownStation): boolean {
    const held = this.#shown;
    this.#shown = next;
    // The sentence has the name, the condition and the temperature in it.
    if (held?.sentence === next.sentence) return false;
    if (held?.condition !== next.condition) {
      draw(this.#icon, next.condition === null ? [] : conditionIcons[next.condition]);
    }
    write(this.#spoken, next.sentence);
    write(this.#condition, next.conditionWord);
    write(this.#name, next.name);
    write(this.#temperature, next.temperature);
    this.element.classList.toggle('freezing', next.freezing);
    return true;
  }
}
