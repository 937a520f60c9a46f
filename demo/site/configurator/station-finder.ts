import { searchPlaces, shortRegionName } from '@nalssi/schemas/facts';
import { html, type TemplateResult } from 'lit';
import type { ListedStation } from './attributes.ts';
import { type Choice, mostStations } from './choice.ts';
import type { Context } from './choice-view.ts';
import { Combobox, type Found } from './combobox.ts';
import type { Language } from './words.ts';

const most = 8;

/** The search for stations, with those that were chosen below it, in their order. */
export class StationFinder {
  readonly #combobox: Combobox;
  readonly #change: (change: Partial<Choice>) => void;

  constructor(draw: () => void, change: (change: Partial<Choice>) => void) {
    this.#combobox = new Combobox(draw, change);
    this.#change = change;
  }

  view(context: Context): TemplateResult {
    const { words, choice } = context;
    const { stationSearch, stationHint, noStation, stationsFound } = words;
    const asked = {
      label: stationSearch,
      hint: stationHint,
      nothingFound: noStation,
      found: stationsFound,
    };
    return html`
      ${this.#combobox.view(asked, (typed) => findIn(typed, context))}
      ${
        choice.stations.length === 0
          ? html`<p class="note">${words.noStations}</p>`
          : this.#chosenView(context)
      }
    `;
  }

  #chosenView({ words, choice, known, language }: Context): TemplateResult {
    const { stations } = choice;
    return html`<ol class="picked" aria-label=${words.chosenStations}>
      ${stations.map((id, index) => {
        const station = known.stations.find((one) => one.id === id);
        const name = station?.name[language] ?? id;
        return html`<li>
          <span class="name">
            <strong>${name}</strong> <span class="beside">${beside(id, station, language)}</span>
          </span>
          <button
            type="button"
            aria-label=${words.earlier(name)}
            ?disabled=${index === 0}
            @click=${(event: Event) => this.#move(event, stations, index, -1)}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label=${words.later(name)}
            ?disabled=${index === stations.length - 1}
            @click=${(event: Event) => this.#move(event, stations, index, 1)}
          >
            ↓
          </button>
          <button
            type="button"
            aria-label=${words.remove(name)}
            @click=${(event: Event) => this.#remove(event, stations, index)}
          >
            ×
          </button>
        </li>`;
      })}
    </ol>`;
  }

  #move(event: Event, stations: readonly string[], from: number, by: 1 | -1): void {
    const moved = stations.toSpliced(from, 1).toSpliced(from + by, 0, stations[from] ?? '');
    const list = listOf(event);
    this.#change({ stations: moved });
    // The focus goes along, to the other button where there is no further.
    const buttons = list?.children[from + by]?.querySelectorAll('button') ?? [];
    const [up, down] = buttons;
    const [same, other] = by < 0 ? [up, down] : [down, up];
    (same?.disabled ? other : same)?.focus();
  }

  #remove(event: Event, stations: readonly string[], at: number): void {
    const list = listOf(event);
    this.#change({ stations: stations.toSpliced(at, 1) });
    const row = list?.children[Math.min(at, stations.length - 2)];
    const next = row?.querySelector<HTMLElement>('button:last-child');
    (next ?? document.querySelector<HTMLElement>('#finder'))?.focus();
  }
}

function listOf({ currentTarget }: Event): Element | null {
  return (currentTarget as Element).closest('ol');
}

/** Stations by their names, as places are found, or by their numbers; the surface stations first. */
function findIn(typed: string, { known, language, choice }: Context): Found[] {
  const listed = known.stations.flatMap(({ region, ...station }) =>
    region === null ? [] : [{ ...station, region, code: station.id }],
  );
  const surface = (one: ListedStation) => Number(one.network !== 'asos');
  return searchPlaces(
    typed,
    listed.toSorted((one, other) => surface(one) - surface(other)),
  )
    .filter(({ id }) => !choice.stations.includes(id))
    .slice(0, choice.stations.length < mostStations ? most : 0)
    .map((station) => ({
      id: `found-${station.id}`,
      text: station.name[language],
      beside: beside(station.id, station, language),
      change: { stations: [...choice.stations, station.id] },
    }));
}

/** Where a station is, and its number: there are several of one name. */
function beside(id: string, station: ListedStation | undefined, language: Language): string {
  const region = station?.region;
  return region == null ? id : `${shortRegionName(region)[language]} · ${id}`;
}
