import { conditionIcons } from '../icons/condition-icons.ts';
import { draw, make, makeIcon, mark, write } from './elements.ts';
import type { ShownStation } from './ticker-view.ts';

let model: HTMLElement | undefined;

/** An item with nothing in it, to be copied: making one from nothing takes three times as long. */
function makeModel(): HTMLElement {
  const icon = makeIcon();
  mark(icon, 'part', 'icon');
  const item = make('div', 'item', make('span', ''), icon);
  mark(item, 'role', 'listitem');
  // What is shown is not spoken: the sentence is, once.
  for (const part of ['name', 'condition', 'temperature']) {
    const shown = item.appendChild(make('span', part));
    mark(shown, 'aria-hidden', 'true');
    if (part === 'temperature') mark(shown, 'translate', 'no');
  }
  return item;
}

/** One station's item. Its nodes live as long as it does, whichever segment it stands in. */
export class StationItem {
  readonly element: HTMLElement;
  /** As they are made: later they may stand in a link, and others beside them. */
  readonly #parts: readonly Element[];
  #shown: ShownStation | undefined;

  constructor(station: string) {
    model ??= makeModel();
    this.element = model.cloneNode(true) as HTMLElement;
    this.#parts = [...this.element.children];
    mark(this.element, 'data-station', station);
  }

  /** Writes what differs, into the nodes that are there, and says whether anything did. */
  show(next: ShownStation): boolean {
    const held = this.#shown;
    this.#shown = next;
    // The sentence has the name, the condition and the temperature in it.
    if (held?.sentence === next.sentence) return false;
    const [spoken, icon, name, condition, temperature] = this.#parts as [
      Element,
      SVGSVGElement,
      Element,
      Element,
      Element,
    ];
    if (held?.condition !== next.condition) {
      draw(icon, next.condition === null ? [] : conditionIcons[next.condition]);
    }
    write(spoken, next.sentence);
    write(name, next.name);
    write(condition, next.conditionWord);
    write(temperature, next.temperature);
    this.element.classList.toggle('freezing', next.freezing);
    return true;
  }
}
