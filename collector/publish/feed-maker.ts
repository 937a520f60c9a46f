import {
  boardFeedFilesOf,
  buildDescriptionFiles,
  feedFilesOf,
  slowFeedFilesOf,
} from '../feed/feed-files.ts';
import type { Publication } from '../feed/publication.ts';
import type { HistoryValue } from '../store/store.ts';
import { type Encode, type EncodedFiles, encodeAll } from './encode.ts';
import { KeptFiles } from './kept-files.ts';
import { StationFiles } from './station-files.ts';

/** Makes the files of the feed, each when it has something new to say. */
export class FeedMaker {
  readonly #encode: Encode;
  readonly #feed: KeptFiles;
  readonly #stations: StationFiles;
  /** Schemas and descriptions, which do not change. */
  #descriptions: EncodedFiles | null = null;

  constructor(encode: Encode) {
    this.#encode = encode;
    this.#feed = new KeptFiles(encode);
    this.#stations = new StationFiles(encode);
  }

  /** By path below `/v1/`; a file that has not changed is the same object as before. */
  get files(): EncodedFiles {
    return new Map([...(this.#descriptions ?? []), ...this.#stations.files, ...this.#feed.files]);
  }

  /**
   * Brings what is read first to `publication`: all files that change but those of single stations
   * and those that say little of now. `isHasty`: readers wait for them, and boards come with the
   * others. Throws InvalidFeedError, and the reason of `stop`.
   */
  async makeFeed(publication: Publication, isHasty: boolean, stop?: AbortSignal): Promise<void> {
    const files = isHasty
      ? feedFilesOf(publication)
      : [...feedFilesOf(publication), ...boardFeedFilesOf(publication)];
    for (const file of files) {
      stop?.throwIfAborted();
      await this.#feed.take(file, publication.snapshot.at, { isHasty });
    }
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
    this.#descriptions ??= await encodeAll(buildDescriptionFiles(publication), this.#encode);
    const isSlowMore = await this.#makeSlow(publication, stop);
    if (!this.#stations.isDue(publication)) return !isDescribed || isSlowMore;
    await this.#stations.update(publication, history, stop);
    return true;
  }

  async #makeSlow(publication: Publication, stop?: AbortSignal): Promise<boolean> {
    const { at } = publication.snapshot;
    let isMore = false;
    const wereLeftOut = this.#feed.builtAt('boards/KR.json') === null;
    const boards = wereLeftOut ? boardFeedFilesOf(publication) : [];
    for (const file of [...boards, ...slowFeedFilesOf(publication)]) {
      stop?.throwIfAborted();
      await this.#feed.take(file, at);
      isMore ||= this.#feed.builtAt(file.path) === at;
    }
    return isMore;
  }
}
