import { html, nothing, type TemplateResult } from 'lit';
import type { Choice } from './choice.ts';

/** One thing that was found. */
export interface Found {
  readonly id: string;
  readonly text: string;
  readonly beside: string;
  readonly change: Partial<Choice>;
}

export interface ComboboxWords {
  readonly label: string;
  readonly hint: string;
  readonly nothingFound: string;
  readonly found: (count: number) => string;
}

/** A field that finds while it is typed into, and takes what is chosen (ARIA's combobox with a list). */
export class Combobox {
  readonly #draw: () => void;
  readonly #change: (change: Partial<Choice>) => void;
  #typed = '';
  #isOpen = false;
  #active = -1;

  constructor(draw: () => void, change: (change: Partial<Choice>) => void) {
    this.#draw = draw;
    this.#change = change;
  }

  /** `find` is asked for what was typed. */
  view(words: ComboboxWords, find: (typed: string) => readonly Found[]): TemplateResult {
    const isAsked = this.#typed.trim() !== '';
    const all = isAsked ? find(this.#typed) : [];
    const found = this.#isOpen ? all : [];
    return html`
      <div class="finder">
        <label for="finder">${words.label}</label>
        <input
          id="finder"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          placeholder=${words.hint}
          aria-autocomplete="list"
          aria-expanded=${found.length > 0}
          aria-controls="found"
          aria-activedescendant=${found[this.#active]?.id ?? nothing}
          .value=${this.#typed}
          @input=${this.#input}
          @keydown=${(event: KeyboardEvent) => this.#key(event, found)}
          @blur=${this.#close}
        />
        <ul id="found" role="listbox" aria-label=${words.label} ?hidden=${found.length === 0}>
          ${found.map(
            (one, index) => html`<li
              id=${one.id}
              role="option"
              aria-selected=${index === this.#active}
              @mousedown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#take(one)}
            >
              ${one.text} <span class="beside">${one.beside}</span>
            </li>`,
          )}
        </ul>
        <!-- Also with the list closed: a button that moved up under the pointer when the field was left got no click. -->
        <p class="note" role="status">
          ${isAsked ? (all.length === 0 ? words.nothingFound : words.found(all.length)) : ''}
        </p>
      </div>
    `;
  }

  readonly #input = (event: Event): void => {
    this.#typed = (event.target as HTMLInputElement).value;
    this.#isOpen = true;
    this.#active = this.#typed.trim() === '' ? -1 : 0;
    this.#draw();
  };

  readonly #close = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#draw();
  };

  #key(event: KeyboardEvent, found: readonly Found[]): void {
    // While a syllable is being composed, keys are the input method's.
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      this.#isOpen = true;
      if (found.length > 0) this.#active = (this.#active + step + found.length) % found.length;
    } else if (key === 'Enter') {
      const one = found[this.#active];
      if (one !== undefined) this.#take(one);
    } else if (key === 'Escape') {
      this.#isOpen = false;
    } else return;
    event.preventDefault();
    this.#draw();
  }

  #take({ change }: Found): void {
    this.#typed = '';
    this.#isOpen = false;
    this.#active = -1;
    this.#change(change);
  }
}
