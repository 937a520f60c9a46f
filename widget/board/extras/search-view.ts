import {
  placeWithHolder,
  searchPlaces,
  shortRegionName,
  shownPlaceName,
} from '@nalssi/schemas/facts';
import type { TemplateResult } from 'lit';
import type { Templates } from '../extension.ts';
import type { BoardPlace } from '../feed/places-file.ts';
import type { ExtraWords } from '../words.ts';

export interface SearchModel {
  readonly query: string;
  readonly places: readonly BoardPlace[];
  /** Codes of those that are shown: their places come first. */
  readonly regions: readonly string[];
  readonly language: 'ko' | 'en';
  readonly words: ExtraWords;
}

const mostFound = 8;

/** A field for a place by whatever it is called, and what it may mean, the likeliest first. */
export function searchView(
  { query, places, regions, language, words }: SearchModel,
  { html, nothing }: Templates,
): TemplateResult {
  const found = searchPlaces(query, places, regions).slice(0, mostFound);
  const isNone = query.trim() !== '' && found.length === 0;
  return html`<div class="search">
    <input
      type="search"
      name="search"
      .value=${query}
      placeholder=${words.searchHint}
      aria-label=${words.search}
      autocomplete="off"
      spellcheck="false"
    />
    <button data-do="close" aria-label=${words.close}>✕</button>
    <ul>
      ${found.map((place) => {
        const region = shortRegionName(place.region)[language];
        const name = shownPlaceName(place, places, language);
        const isInCity = place.parent !== undefined;
        return html`<li>
          <button data-do="go" data-go=${place.code}>
            ${isInCity ? placeWithHolder(place, places, language) : name} <small>${region}</small>
          </button>
        </li>`;
      })}
    </ul>
    <p class="spoken" role="status">${isNone ? words.noneFound : found.length || nothing}</p>
    ${isNone ? html`<p class="none" aria-hidden="true">${words.noneFound}</p>` : nothing}
  </div>`;
}
