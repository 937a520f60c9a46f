import { type Place, placesOf, shownPlaceName } from '@nalssi/schemas/facts';
import type { Language } from '../format/words.ts';
import type { ExtendedTicker, ExtensionModel } from '../ticker/extension.ts';
import type { Selection, ShownStation } from '../ticker/ticker-view.ts';
import { type ListedPlace, type PlaceList, pagePlaces } from './place-list.ts';
import { regionsIn } from './region-list.ts';

// Nobody's number: it selects nothing, where an empty list selects the country.
const nobody = '-';

/** The place that a ticker is asked for, by whatever it is called, and its station. */
export class ChosenPlace {
  readonly #ticker: ExtendedTicker;
  #list: PlaceList | undefined;
  /** What was resolved last. */
  #asked = '';
  #places: readonly ListedPlace[] = [];
  #found: readonly ListedPlace[] = [];
  // Set while `ready` is made.
  #settle!: () => void;
  /** Resolves when it is known what the place is, or that it cannot be known now. */
  readonly ready: Promise<void>;

  constructor(ticker: ExtendedTicker) {
    this.#ticker = ticker;
    this.ready = new Promise((resolve) => {
      this.#settle = resolve;
    });
    if (ticker.host.place === '') this.#settle();
  }

  /** The places of the feed; none until they are there. */
  get places(): readonly Place[] {
    return this.#places;
  }

  /** The places that the attribute means: one, where all is well. */
  get found(): readonly Place[] {
    return this.#found;
  }

  /** Number of the station that stands for the place; empty where none is asked for. */
  get station(): string {
    this.#resolve();
    return this.#ticker.host.place === '' ? '' : (this.#one?.station ?? nobody);
  }

  get #one(): ListedPlace | undefined {
    const [one, other] = this.#found;
    return other === undefined ? one : undefined;
  }

  #resolve(): void {
    const { place, region } = this.#ticker.host;
    const places = this.#list?.places ?? [];
    const asked = `${place}\n${region}`;
    if (asked === this.#asked && places === this.#places) return;
    this.#asked = asked;
    this.#places = places;
    this.#found = placesOf(place, places, regionsIn(region));
  }

  /** What the place is called on the page; empty where it is not known. */
  name(language: Language): string {
    return this.#one ? shownPlaceName(this.#one, this.#places, language) : '';
  }

  /**
   * Whose warnings are shown: those of the place, also where the station of another one stands for it.
   */
  warned(selection: Selection): Selection {
    const { station, insteadOf = station } = this.#one ?? {};
    const stations = selection.stations.map((each) => (each === station ? insteadOf : each));
    return { ...selection, stations: stations.filter((each) => each !== undefined) };
  }

  /** The stations, that of the place under the name of the place. */
  show({ url, stations, language }: ExtensionModel): readonly ShownStation[] {
    const { host } = this.#ticker;
    if (host.place === '' || url === null) {
      this.#settle();
      return stations;
    }
    const list = pagePlaces(new URL('places.json', url).href);
    const answer = list.ask();
    // What another ticker of the page has asked for may be there already.
    if (answer !== null || list !== this.#list) {
      void Promise.resolve(answer).then(() => {
        this.#settle();
        host.requestUpdate();
      });
    }
    this.#list = list;
    const place = this.#one;
    return stations.map((shown) => {
      if (shown.station !== place?.station) return shown;
      // A station that stands in for the place's own is named.
      const other = place.insteadOf === undefined ? '' : ` (${shown.name})`;
      const name = this.name(language) + other;
      return { ...shown, name, sentence: name + shown.sentence.slice(shown.name.length) };
    });
  }
}
