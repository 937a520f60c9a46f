import { buildDescriptionFiles, feedFilesOf } from '../feed/feed-files.ts';
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
   * Brings all files but those of single stations to `publication`. Throws InvalidFeedError, and the
   * reason of `stop`.
   */
  async makeFeed(publication: Publication, stop?: AbortSignal): Promise<void> {
    for (const file of feedFilesOf(publication)) {
      stop?.throwIfAborted();
      await this.#feed.take(file, publication.snapshot.at);
    }
    this.#descriptions ??= await encodeAll(buildDescriptionFiles(publication), this.#encode);
  }

  /**
   * Makes those of single stations whose turn it is. Resolves with whether there were any. Throws
   * InvalidFeedError, and the reason of `stop`.
   */
  async makeStations(
    publication: Publication,
    history: (station: string) => Promise<readonly HistoryValue[]>,
    stop?: AbortSignal,
  ): Promise<boolean> {
    if (!this.#stations.isDue(publication)) return false;
    await this.#stations.update(publication, history, stop);
    return true;
  }
}
