import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { FeedError } from '../feed/feed-error.ts';
import { fetchFeedFile } from '../feed/fetch-feed-file.ts';
import { type FileContent, PolledFile } from '../feed/polled-file.ts';
import type { BoardFiles } from './board-view.ts';
import { type BoardContent, readBoardFile } from './feed/board-file.ts';
import { type HistoryContent, readHistoryFile } from './feed/history-file.ts';
import { type PlacesContent, readPlacesFile } from './feed/places-file.ts';
import { readStationsFile, type StationsContent } from './feed/stations-file.ts';
import { readWarningsFile, type WarningsContent } from './feed/warnings-file.ts';
import type { MapFile } from './map-file.ts';

// Longer waits than this overflow setTimeout; the view is simply looked at again.
const longestWait = 86_400_000;
/** Milliseconds that values wait for warnings, which stand above them. */
const patience = 1_000;

/** The files of one region. */
interface RegionFiles {
  readonly board: PolledFile<BoardContent>;
  readonly stations: PolledFile<StationsContent>;
  readonly history: PolledFile<HistoryContent>;
}

/** Of all boards of a page, by address. */
const pageRegions = new Map<string, RegionFiles>();
const pagePlaceFiles = new Map<string, PolledFile<PlacesContent>>();
const pageWarnings = new Map<string, PolledFile<WarningsContent>>();
const pageMaps = new Map<string, Promise<MapFile | null>>();

function kept<Kept>(map: Map<string, Kept>, key: string, make: () => Kept): Kept {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

function regionFiles(base: string, id: string): RegionFiles {
  const at = (path: string) => new URL(path, base).href;
  return kept(pageRegions, at(`boards/${id}.json`), () => ({
    board: new PolledFile(at(`boards/${id}.json`), readBoardFile),
    stations: new PolledFile(at(`boards/${id}.stations.json`), readStationsFile),
    history: new PolledFile(at(`history/${id}.json`), readHistoryFile),
  }));
}

/** Asks for a map once; what could not be had is asked for again by the next board that needs it. */
function mapOf(url: string): Promise<MapFile | null> {
  return kept(pageMaps, url, () =>
    fetchFeedFile(url, (file) => file as MapFile).catch(() => {
      pageMaps.delete(url);
      return null;
    }),
  );
}

/** Whether a file has come, or cannot be had. */
function isSettled({ content, failure }: Pick<PolledFile<FileContent>, 'content' | 'failure'>) {
  return content !== null || failure !== null;
}

/** Where a board reads from; `null` for an address that is none. */
export interface BoardSource {
  /** Base of the feed, with its last slash. */
  readonly feed: string | null;
  /** Folder of the maps, with its last slash. */
  readonly maps: string;
  /** `KR` or codes of regions. */
  readonly ids: readonly string[];
  readonly hasMap: boolean;
}

/** Reads all that a board shows while somebody can see it, and wakes it when values die. */
export class BoardController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #followed = '';
  #regions: readonly RegionFiles[] = [];
  #places: PolledFile<PlacesContent> | undefined;
  #warnings: PolledFile<WarningsContent> | undefined;
  #maps: readonly (MapFile | null)[] | null = null;
  #leave: (() => void)[] = [];
  #isSeen = false;
  /** Why there is nothing to follow. */
  #refusal: FeedError | null = null;
  /** Whether what comes without it has waited for the warnings long enough. */
  #isPatient = true;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Those that are there, once it is known what their stations and places are called and, if that does
   * not take long, what warnings there are: nothing moves after it was first seen.
   */
  get boards(): readonly BoardContent[] {
    const isReady =
      this.hasSettledPlaces &&
      this.#regions.every(({ board, stations }) => isSettled(board) && isSettled(stations));
    if (!isReady || (this.#waitsForWarnings && this.#isPatient)) return [];
    return this.#regions.flatMap(({ board }) => board.content ?? []);
  }

  get #waitsForWarnings(): boolean {
    return this.#warnings !== undefined && !isSettled(this.#warnings);
  }

  /** What they say now. */
  get files(): BoardFiles {
    const { boards } = this;
    return {
      boards,
      stations: this.#regions.flatMap(({ stations }) => stations.content?.stations ?? []),
      histories: this.#regions.flatMap(({ history }) => history.content ?? []),
      places: this.#places?.content?.places ?? [],
      warnings: this.#warnings?.content ?? null,
      maps: this.#maps,
      now: this.now(),
    };
  }

  /** Whether it is known of all stations if they have a history. */
  get hasSettledHistory(): boolean {
    return this.#regions.every(({ history }) => isSettled(history));
  }

  /** Whether the places have come, or cannot be had. */
  get hasSettledPlaces(): boolean {
    return this.#places !== undefined && isSettled(this.#places);
  }

  get places(): PlacesContent | null {
    return this.#places?.content ?? null;
  }

  /** `null` while they are on their way; a map that cannot be had is `null` among them. */
  get maps(): readonly (MapFile | null)[] | null {
    return this.#maps;
  }

  /** Another object for each request that failed; `null` when the last ones did not. */
  get failure(): FeedError | null {
    return this.#refusal ?? this.#regions.map(({ board }) => board.failure).find(Boolean) ?? null;
  }

  get isLate(): boolean {
    return this.#regions.some(({ board }) => board.isLate);
  }

  /** The feed's now in milliseconds since the epoch; NaN before the first answer. */
  now(): number {
    const times = this.#regions
      .map(({ board }) => board.now())
      .filter((time) => !Number.isNaN(time));
    return times.length === 0 ? Number.NaN : Math.max(...times);
  }

  follow({ feed, maps, ids, hasMap }: BoardSource): void {
    const key = [feed, maps, hasMap, ...ids].join(' ');
    if (key === this.#followed) return;
    this.#followed = key;
    this.#refusal = feed === null ? new FeedError('address') : null;
    this.#isPatient = true;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#isPatient = false;
      this.#update();
    }, patience);
    this.#regions = feed === null ? [] : ids.map((id) => regionFiles(feed, id));
    this.#places =
      feed === null
        ? undefined
        : kept(
            pagePlaceFiles,
            feed,
            () => new PolledFile(new URL('places.json', feed).href, readPlacesFile),
          );
    this.#warnings =
      feed === null
        ? undefined
        : kept(
            pageWarnings,
            feed,
            () => new PolledFile(new URL('warnings.json', feed).href, readWarningsFile),
          );
    this.#maps = null;
    if (hasMap && ids.length > 0) {
      void Promise.all(ids.map((id) => mapOf(`${maps}${id}.json`))).then((found) => {
        if (this.#followed !== key) return;
        this.#maps = found;
        this.#update();
      });
    }
    // Also for a page that is opened in the background: it is there when it is first looked at.
    for (const file of this.#files)
      if (file.content === null) void file.refresh().then(this.#update);
    this.setSeen(this.#isSeen);
  }

  get #files(): readonly Pick<PolledFile<FileContent>, 'content' | 'refresh' | 'subscribe'>[] {
    return [
      ...this.#regions.flatMap(({ board, stations, history }) => [board, stations, history]),
      ...(this.#places ? [this.#places] : []),
      ...(this.#warnings ? [this.#warnings] : []),
    ];
  }

  async refresh(): Promise<void> {
    await Promise.all(this.#files.map((file) => file.refresh()));
  }

  /** Polls while somebody can see the element, and not otherwise. */
  setSeen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    for (const leave of this.#leave) leave();
    this.#leave = isSeen ? this.#files.map((file) => file.subscribe(this.#update)) : [];
    this.#update();
  }

  /** Updates the host at `time`, in milliseconds since the epoch by the feed's clock. */
  wakeAt(time: number | null): void {
    clearTimeout(this.#expiry);
    if (time === null || !this.#isSeen) return;
    const wait = Math.min(Math.max(time - this.now(), 0) + 1, longestWait);
    this.#expiry = setTimeout(this.#update, wait);
  }

  hostDisconnected(): void {
    clearTimeout(this.#expiry);
    clearTimeout(this.#patience);
    this.#isPatient = false;
  }

  readonly #update = () => this.#host.requestUpdate();
}
