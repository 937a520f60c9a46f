import {
  boardFeedFilesOf,
  buildDescriptionFiles,
  feedFilesOf,
  slowFeedFilesOf,
} from '../feed/feed-files.ts';
import type { Publication } from '../feed/publication.ts';
import type { HourlyElement } from '../snapshot/hourly-values.ts';
import type { Past } from '../snapshot/past.ts';
import type { HistoryValue } from '../store/store.ts';
import { type Duration, type Instant, minutes, seconds } from '../time/clock.ts';
import { type Encode, type EncodedFiles, encodeAll } from './encode.ts';
import { isRecent, KeptFiles } from './kept-files.ts';
import { StationFiles } from './station-files.ts';

/** Slow files are looked at this often, and when something has come to the hours before. */
const slowLook: Duration = minutes(5);

/**
 * Where a value of them was corrected and none has come they wait so long: the value itself stands in all
 * other files at once, and a source that corrects one at each answer had 18 histories made for it.
 */
const correctionsWait: Duration = minutes(30);

/**
 * Boards are not made twice in a minute: sources that answer within seconds make one of it. A little less
 * than the minute from one publish to the next, so that none is older than that.
 */
const boardsStay: Duration = seconds(50);

export interface FeedMakerOptions {
  /** Whether an earlier run has published, and all of its files have to stay. */
  readonly hasPast: boolean;
  /** Whether no publish comes a minute later. */
  readonly runsOnce: boolean;
}

interface Slow {
  readonly at: Instant;
  readonly hourly: Past['hourly'];
  readonly extent: string;
}

/** Makes the files of the feed, each when it has something new to say. */
export class FeedMaker {
  readonly #encode: Encode;
  readonly #feed: KeptFiles;
  readonly #stations: StationFiles;
  readonly #runsOnce: boolean;
  /** When one of the boards was last made. */
  #boardsAt: Instant | null = null;
  /** When slow files were looked at, and what they were made of. */
  #slow: Slow | null = null;
  /** Schemas and descriptions, which do not change. */
  #descriptions: EncodedFiles | null = null;

  constructor(encode: Encode, { hasPast, runsOnce }: FeedMakerOptions) {
    this.#encode = encode;
    this.#runsOnce = runsOnce;
    this.#feed = new KeptFiles(encode);
    this.#stations = new StationFiles(encode, hasPast);
  }

  /** By path below `/v1/`; a file that has not changed is the same object as before. */
  get files(): EncodedFiles {
    return new Map([...(this.#descriptions ?? []), ...this.#stations.files, ...this.#feed.files]);
  }

  /** Whether `files` are all that the feed has. */
  get isComplete(): boolean {
    return this.#descriptions !== null;
  }

  /**
   * Brings what is read first to `publication`: all files that change but those of single stations
   * and those that say little of now. `isHasty`: readers wait for them. Boards come with the others the
   * first time: without the names of its stations and their past a board shows numbers. Throws
   * InvalidFeedError, and the reason of `stop`.
   */
  async makeFeed(publication: Publication, isHasty: boolean, stop?: AbortSignal): Promise<void> {
    const { at } = publication.snapshot;
    const comeLater = isHasty || this.#slow === null || this.#areBoardsRecent(publication);
    const boards = comeLater ? [] : boardFeedFilesOf(publication);
    for (const file of [...feedFilesOf(publication), ...boards]) {
      stop?.throwIfAborted();
      await this.#feed.take(file, at, { isHasty });
    }
    if (boards.some(({ path }) => this.#feed.builtAt(path) === at)) this.#boardsAt = at;
  }

  /** Not as long as sources are asked for the first time: a board would lack most of its stations. */
  #areBoardsRecent({ snapshot: { at }, sources }: Publication): boolean {
    if (this.#runsOnce || this.#boardsAt === null) return false;
    if (sources.some(({ state }) => state === 'starting')) return false;
    // Where the clock stands still, no later publish would bring what this one leaves out.
    return at !== this.#boardsAt && isRecent(this.#boardsAt, at, boardsStay);
  }

  /**
   * Makes the slow ones, those of single stations whose turn it is and, the first time, the
   * descriptions. Resolves with whether there were any. Throws InvalidFeedError, and the reason of `stop`.
   */
  async makeOthers(
    publication: Publication,
    history: (station: string) => Promise<readonly HistoryValue[]>,
    stop?: AbortSignal,
  ): Promise<boolean> {
    const isDescribed = this.#descriptions !== null;
    this.#descriptions ??= await encodeAll(buildDescriptionFiles(publication), (text) =>
      this.#encode(text, 'passing'),
    );
    const isSlowMore = await this.#makeSlow(publication, stop);
    if (!this.#stations.isDue(publication)) return !isDescribed || isSlowMore;
    await this.#stations.update(publication, history, stop);
    return true;
  }

  async #makeSlow(publication: Publication, stop?: AbortSignal): Promise<boolean> {
    const { at } = publication.snapshot;
    const { hourly } = publication.past;
    const slow = { at, hourly, extent: extentOf(hourly) };
    if (this.#slow !== null && !isSlowDue(this.#slow, slow)) return false;
    let isMore = false;
    const boards = this.#boardsAt === null ? boardFeedFilesOf(publication) : [];
    for (const file of [...boards, ...slowFeedFilesOf(publication)]) {
      stop?.throwIfAborted();
      await this.#feed.take(file, at);
      isMore ||= this.#feed.builtAt(file.path) === at;
    }
    if (boards.length > 0) this.#boardsAt = at;
    this.#slow = slow;
    return isMore;
  }
}

function isSlowDue(before: Slow, now: Slow): boolean {
  if (before.hourly === now.hourly) return !isRecent(before.at, now.at, slowLook);
  return before.extent !== now.extent || !isRecent(before.at, now.at, correctionsWait);
}

/** Which hours there are, and of how many stations they have a value, and a doubtful one. */
function extentOf(hourly: Past['hourly']): string {
  const sizeOf = ({ values, suspect }: HourlyElement) => `${values.size} ${suspect.size}`;
  return hourly
    .map(({ hour, temperature, rain }) => `${hour} ${sizeOf(temperature)} ${sizeOf(rain)}`)
    .join();
}
