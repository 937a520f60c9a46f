import type { Place, RegionCode } from '@nalssi/schemas/facts';
import { fetchFeedFile } from '../feed/fetch-feed-file.ts';
import { plainName } from '../feed/plain-name.ts';
import { refreshDelay } from '../feed/refresh-schedule.ts';

/** A place with the station that stands for it, as the feed says it. */
export interface ListedPlace extends Place {
  readonly station: string;
  /** The one that would, if the feed had it. */
  readonly insteadOf: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
// Twice the places that there are; what is more is left out.
const mostPlaces = 600;
const mostNames = 20;

const text = (value: unknown) => (typeof value === 'string' ? plainName(value.slice(0, 60)) : '');
const isNumber = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{1,5}$/.test(value);

function parsePlace(row: unknown): ListedPlace[] {
  if (!isFields(row) || !isFields(row['name'])) return [];
  const { code, name, region, parent, station, insteadOf, formerly } = row;
  const names = { ko: text(name['ko']), en: text(name['en']) };
  if (!names.ko || !names.en || !isNumber(code) || !isNumber(station)) return [];
  return [
    {
      code,
      name: names,
      // One that a later version adds is compared with others, and has no name of its own.
      region: text(region) as RegionCode,
      parent: isNumber(parent) ? parent : undefined,
      formerly: Array.isArray(formerly) ? formerly.slice(0, mostNames).map(text) : [],
      station,
      insteadOf: isNumber(insteadOf) ? insteadOf : undefined,
    },
  ];
}

/** The places in a parsed `places.json`, and its ttl in seconds; `null` for what is none. */
function parsePlaces(
  file: unknown,
): { readonly ttl: number; readonly places: readonly ListedPlace[] } | null {
  if (!isFields(file) || !text(file['version']).startsWith('1.')) return null;
  const { ttl, places } = file;
  return typeof ttl === 'number' && Array.isArray(places)
    ? { ttl, places: places.slice(0, mostPlaces).flatMap(parsePlace) }
    : null;
}

/** One `places.json`, asked for once for all tickers of a page. */
export class PlaceList {
  /** Empty until it is there. */
  places: readonly ListedPlace[] = [];
  readonly #url: string;
  #failures = 0;
  #dueAt = 0;
  #asking: Promise<void> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** Asks where it is due; `null` where it is not. Never rejects: what is held stays. */
  ask(): Promise<void> | null {
    if (performance.now() < this.#dueAt) return null;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const found = await fetchFeedFile(this.#url, parsePlaces).catch(() => null);
    this.#failures = found === null ? this.#failures + 1 : 0;
    if (found !== null) this.places = found.places;
    this.#dueAt = performance.now() + refreshDelay(found?.ttl ?? 60, this.#failures, Math.random());
  }
}

const lists = new Map<string, PlaceList>();

/** The page's one list of a `places.json`. */
export function pagePlaces(url: string): PlaceList {
  const list = lists.get(url) ?? new PlaceList(url);
  lists.set(url, list);
  return list;
}
