import {
  type Place,
  placeKey,
  placeWithHolder,
  type RegionCode,
  regionCodes,
  regionsOf,
  searchPlaces,
} from '@nalssi/schemas/facts';
import { html, nothing, type TemplateResult } from 'lit';
import type { Choice } from './choice.ts';
import type { Context } from './choice-view.ts';
import { regionLabels } from './snippets.ts';

/** A region or a place that was found. */
interface Found {
  readonly id: string;
  readonly text: string;
  readonly beside: string;
  readonly change: Partial<Choice>;
}

const most = 8;

/** The search for regions and places, with the regions to choose from below it. */
export class PlaceFinder {
  readonly #draw: () => void;
  readonly #change: (change: Partial<Choice>) => void;
  #typed = '';
  #isOpen = false;
  #active = -1;

  constructor(draw: () => void, change: (change: Partial<Choice>) => void) {
    this.#draw = draw;
    this.#change = change;
  }

  view(context: Context): TemplateResult {
    const { words, choice } = context;
    const found = this.#isOpen ? this.#find(context) : [];
    const isShown = this.#isOpen && this.#typed.trim() !== '';
    return html`
      <div class="finder">
        <label for="finder">${words.search}</label>
        <input
          id="finder"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          placeholder=${words.searchHint}
          aria-autocomplete="list"
          aria-expanded=${isShown && found.length > 0}
          aria-controls="found"
          aria-activedescendant=${found[this.#active]?.id ?? nothing}
          .value=${this.#typed}
          @input=${this.#input}
          @keydown=${(event: KeyboardEvent) => this.#key(event, found)}
          @blur=${this.#close}
        />
        <ul id="found" role="listbox" aria-label=${words.search} ?hidden=${!isShown || found.length === 0}>
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
        <p class="note" role="status">
          ${isShown ? (found.length === 0 ? words.nothingFound : words.found(found.length)) : ''}
        </p>
      </div>
      ${this.#chosenView(context)}
      <fieldset class="checks">
        <legend>${words.regions}</legend>
        <div class="chips">
          ${regionLabels.map(
            ({ code, short }) => html`<label class="chip">
              <input
                type="checkbox"
                value=${code}
                .checked=${choice.regions.includes(code)}
                @change=${() => this.#change(toggled(choice, code))}
              /><span>${short[context.language]}</span>
            </label>`,
          )}
        </div>
      </fieldset>
    `;
  }

  #chosenView({ words, choice, places, language }: Context): TemplateResult {
    const place = places.find(({ code }) => code === choice.place);
    if (place === undefined) {
      return choice.regions.length > 0
        ? html``
        : html`<p class="note">${words.countryOf[choice.element]}</p>`;
    }
    const name = placeWithHolder(place, places, language);
    return html`<p class="chosen">
      <strong>${name}</strong>
      <button
        type="button"
        aria-label=${words.remove(name)}
        @click=${() => this.#change({ place: '' })}
      >
        ×
      </button>
    </p>`;
  }

  #find({ places, language, choice }: Context): Found[] {
    const found = searchPlaces(this.#typed, places, choice.regions).map((place) => ({
      id: `found-${place.code}`,
      text: placeWithHolder(place, places, language),
      beside: beside(place, language),
      change: { place: place.code, regions: [] },
    }));
    const regions = regionsFor(this.#typed).map((code) => {
      const label = regionLabels.find((one) => one.code === code);
      return {
        id: `found-${code}`,
        text: label?.full[language] ?? code,
        beside: label?.short[language] ?? '',
        change: {
          place: '',
          regions: choice.regions.includes(code) ? choice.regions : add(choice, code),
        },
      };
    });
    return [...regions, ...found].slice(0, most);
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

function add({ regions }: Choice, code: RegionCode): RegionCode[] {
  return regionCodes.filter((one) => one === code || regions.includes(one));
}

function toggled(choice: Choice, code: RegionCode): Partial<Choice> {
  const { regions } = choice;
  const isOff = regions.includes(code);
  return { place: '', regions: isOff ? regions.filter((one) => one !== code) : add(choice, code) };
}

/** In the other language, and what it was called before. */
function beside({ name, formerly = [] }: Place, language: 'ko' | 'en'): string {
  const other = name[language === 'ko' ? 'en' : 'ko'];
  const before = formerly.filter((word) => !/^\d+$/.test(word)).join(', ');
  return before === '' ? other : `${other} · ← ${before}`;
}

/** Regions by any of their names, also romanised and begun. */
function regionsFor(typed: string): RegionCode[] {
  const asked = placeKey(typed);
  if (asked === '') return [];
  const named = regionsOf(typed.trim());
  const begun = regionLabels.filter(({ short, full }) =>
    [short.ko, full.ko, short.en, full.en].some((name) => placeKey(name).startsWith(asked)),
  );
  return regionCodes.filter(
    (code) => named.includes(code) || begun.some((one) => one.code === code),
  );
}
