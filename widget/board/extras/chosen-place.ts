import { placesOf } from '@nalssi/schemas/facts';
import type { PolledFile } from '../../feed/polled-file.ts';
import type { BoardHost } from '../extension.ts';
import { type BoardPlace, type PlacesContent, readPlacesFile } from '../feed/places-file.ts';
import { askedRegion, type FoundPlace } from '../model/choice.ts';
import { regionChoice } from '../model/regions.ts';
import { sayPlace } from './say-place.ts';

/** Finds out what the attribute `place` of a board means, by the places of the feed. */
export class ChosenPlace {
  readonly #host: BoardHost;
  #asked = '';
  #found: FoundPlace | null | undefined;

  constructor(host: BoardHost) {
    this.#host = host;
  }

  /** `undefined` while the places are on their way. */
  get found(): FoundPlace | null | undefined {
    const { element, words } = this.#host;
    const { region, tabs, place } = element;
    if (!place) return null;
    const key = [place, region, tabs].join('|');
    if (key === this.#asked && this.#found !== undefined) return this.#found;
    this.#asked = key;
    const { content, failure } = this.#file;
    if (content === null) return failure === null ? undefined : null;
    const { codes } = regionChoice(askedRegion(element));
    const found = placesOf(place, content.places, codes);
    sayPlace(place, found, content.places, words.common.language);
    const [only, other] = found;
    this.#found = only && !other ? { code: only.parent ?? only.code, region: only.region } : null;
    return this.#found;
  }

  /** Of the country; none while they are on their way. */
  get places(): readonly BoardPlace[] {
    return this.#file.content?.places ?? [];
  }

  /** `places.json`, which no first view needs. */
  get #file(): PolledFile<PlacesContent> {
    return this.#host.open('places.json', readPlacesFile);
  }
}
