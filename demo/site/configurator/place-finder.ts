import {
  type Place,
  placeKey,
  placeWithHolder,
  type RegionCode,
  regionCodes,
  regionsOf,
  searchPlaces,
} from '@nalssi/schemas/facts';
import { html, type TemplateResult } from 'lit';
import type { Choice } from './choice.ts';
import type { Context } from './choice-view.ts';
import { Combobox, type Found } from './combobox.ts';
import { regionLabels } from './region-labels.ts';

const most = 8;

/** The search for regions and places, with the regions to choose from below it. */
export class PlaceFinder {
  readonly #combobox: Combobox;
  readonly #change: (change: Partial<Choice>) => void;

  constructor(draw: () => void, change: (change: Partial<Choice>) => void) {
    this.#combobox = new Combobox(draw, change);
    this.#change = change;
  }

  view(context: Context): TemplateResult {
    const { words, choice } = context;
    const { search, searchHint, nothingFound, found } = words;
    const asked = { label: search, hint: searchHint, nothingFound, found };
    return html`
      ${this.#combobox.view(asked, (typed) => findIn(typed, context))}
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

  #chosenView({ words, choice, known, language }: Context): TemplateResult {
    const { places } = known;
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
}

function findIn(typed: string, { known, language, choice }: Context): Found[] {
  const { places } = known;
  const found = searchPlaces(typed, places, choice.regions).map((place) => ({
    id: `found-${place.code}`,
    text: placeWithHolder(place, places, language),
    beside: beside(place, language),
    change: { place: place.code, regions: [] },
  }));
  const regions = regionsFor(typed).map((code) => {
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
