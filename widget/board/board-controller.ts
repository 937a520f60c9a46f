import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { FeedError } from '../feed/feed-error.ts';
import { fetchFeedFile } from '../feed/fetch-feed-file.ts';
import { type FileContent, PolledFile } from '../feed/polled-file.ts';
import type { BoardFiles } from './board-view.ts';
import { type BoardContent, readBoardFile } from './feed/board-file.ts';
import { readStationsFile, type StationsContent } from './feed/stations-file.ts';
import { readWarningsFile, type WarningsContent } from './feed/warnings-file.ts';

// Longer waits than this overflow setTimeout; the view is simply looked at again.
const longestWait = 86_400_000;
/** Milliseconds that values wait for warnings, which stand above them. */
const patience = 1_000;

/** Milliseconds in which what comes is drawn together. */
const together = 50;

/** Of all boards of a page, by address. */
const pageFiles = new Map<string, PolledFile<FileContent>>();
const pageMaps = new Map<string, Promise<unknown>>();

function kept<Kept>(map: Map<string, Kept>, key: string, make: () => Kept): Kept {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** Asks for a map once; what could not be had is asked for again by the next board that needs it. */
function mapOf(url: string): Promise<unknown> {
  return kept(pageMaps, url, () =>
    fetchFeedFile(url, (file) => file).catch(() => {
      pageMaps.delete(url);
      return null;
    }),
  );
}

/** Whether a file has come, or cannot be had. */
function isSettled({ content, failure }: Pick<PolledFile<FileContent>, 'content' | 'failure'>) {
  return content !== null || failure !== null;
}

/** The files of one region. */
interface RegionFiles {
  readonly id: string;
  readonly board: PolledFile<BoardContent>;
  readonly stations: PolledFile<StationsContent>;
}

/** Where a board reads from. */
export interface BoardSource {
  /** Base of the feed, with its last slash; `null` for an address that is none. */
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
  readonly #hasOverview: () => boolean;
  #followed = '';
  #base: string | null = null;
  #regions: readonly RegionFiles[] = [];
  #warnings: PolledFile<WarningsContent> | undefined;
  /** All that is read, each with what leaves it. */
  #files = new Map<PolledFile<FileContent>, (() => void) | undefined>();
  #maps: readonly unknown[] | null = null;
  #isSeen = false;
  /** Why there is nothing to follow. */
  #refusal: FeedError | null = null;
  /** Whether values have not waited for the rest long enough. */
  #isPatient = true;
  #wasReady = false;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #expiry: ReturnType<typeof setTimeout> | undefined;

  /** `hasOverview`: whether what shows the warnings is there, or cannot be had. */
  constructor(host: ReactiveControllerHost, hasOverview: () => boolean) {
    this.#host = host;
    this.#hasOverview = hasOverview;
    host.addController(this);
  }

  /**
   * Whether there is something to show: values, once it is known what their stations are called and,
   * if that does not take long, what warnings there are. Nothing moves after it was first seen.
   */
  get isReady(): boolean {
    return (
      this.#regions.every(({ board, stations }) => isSettled(board) && isSettled(stations)) &&
      this.#regions.some(({ board }) => board.content !== null) &&
      (!this.#isPatient ||
        (this.#hasOverview() && this.#warnings !== undefined && isSettled(this.#warnings)))
    );
  }

  /** What they say now; nothing before all of it can be shown. */
  get files(): BoardFiles {
    const { isReady } = this;
    return {
      regions: this.#regions.map(({ id, board, stations }) => ({
        id,
        board: isReady ? board.content : null,
        stations: stations.content,
      })),
      warnings: this.#warnings?.content ?? null,
      maps: this.#maps,
      now: this.now(),
    };
  }

  /** Another object for each request that failed; `null` when the last ones did not. */
  get failure(): FeedError | null {
    return this.#refusal ?? this.#regions.map(({ board }) => board.failure).find(Boolean) ?? null;
  }

  get isOld(): boolean {
    return this.#regions.some(({ board }) => board.isLate);
  }

  /** The feed's now in milliseconds since the epoch; NaN before the first answer. */
  now(): number {
    const times = this.#regions.map(({ board }) => board.now()).filter((time) => time > 0);
    return times.length === 0 ? Number.NaN : Math.max(...times);
  }

  follow({ feed, maps, ids, hasMap }: BoardSource): void {
    const key = [feed, maps, hasMap, ...ids].join(' ');
    if (key === this.#followed) return;
    this.#followed = key;
    this.#base = feed;
    this.#refusal = feed === null ? new FeedError('address') : null;
    this.#isPatient = true;
    this.#wasReady = false;
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => {
      this.#isPatient = false;
      this.#update();
    }, patience);
    for (const leave of this.#files.values()) leave?.();
    this.#files.clear();
    this.#regions = (feed === null ? [] : ids).map((id) => ({
      id,
      board: this.open(`boards/${id}.json`, readBoardFile),
      stations: this.open(`boards/${id}.stations.json`, readStationsFile),
    }));
    this.#warnings =
      this.#regions.length > 0 ? this.open('warnings.json', readWarningsFile) : undefined;
    this.#maps = null;
    if (!hasMap || ids.length === 0) return;
    void Promise.all(ids.map((id) => mapOf(`${maps}${id}.json`))).then((found) => {
      if (this.#followed !== key) return;
      this.#maps = found;
      this.#host.requestUpdate();
    });
  }

  /**
   * Reads a file of the feed by its path, and goes on with it while somebody looks, until the board
   * shows other regions. All boards of a page read it once. For the first time it is read also where
   * nobody looks: a page that is opened in the background has it when it is first looked at.
   */
  open<Content extends FileContent>(
    path: string,
    read: (file: unknown) => Content,
  ): PolledFile<Content> {
    const url = new URL(path, this.#base ?? undefined).href;
    const file = kept(pageFiles, url, () => new PolledFile(url, read)) as PolledFile<Content>;
    if (!this.#files.has(file)) {
      this.#files.set(file, undefined);
      if (this.#isSeen) this.#files.set(file, file.subscribe(this.#update));
      if (file.content === null) void file.refresh().then(this.#update);
    }
    return file;
  }

  async refresh(): Promise<void> {
    await Promise.all([...this.#files.keys()].map((file) => file.refresh()));
  }

  /** Polls while somebody can see the element, and not otherwise. */
  setSeen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    for (const [file, leave] of this.#files) {
      leave?.();
      this.#files.set(file, isSeen ? file.subscribe(this.#update) : undefined);
    }
    if (isSeen) this.#update();
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
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#isPatient = false;
  }

  /**
   * Draws the first values in a task of their own; what comes after them waits for files that are not there yet, and is
   * drawn together with what else comes soon: of all regions there are fifty.
   */
  readonly #update = () => {
    const { isReady } = this;
    const isFirst = isReady && !this.#wasReady;
    const waits = this.#isPatient && [...this.#files.keys()].some((file) => !isSettled(file));
    this.#wasReady = isReady;
    if (waits && !isFirst) return;
    this.#soon ??= setTimeout(
      () => {
        this.#soon = undefined;
        this.#host.requestUpdate();
      },
      isFirst ? 0 : together,
    );
  };
}
