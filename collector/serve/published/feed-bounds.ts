import type { EncodedFile } from '../../publish/encode.ts';
import { PublishedFeedError } from './published-feed.ts';

const megabyte = 1024 * 1024;

/** Of one file as it is: the largest of 740 stations has 1.6 MB. */
export const mostFileBytes = 8 * megabyte;

/** Of all files in the forms that are kept: those of 740 stations have 45 MB. */
const mostFeedBytes = 128 * megabyte;

/** Those of 740 stations are 1,000. */
const mostFiles = 10_000;

/** Names in a folder: each file may have four forms. */
const mostNames = 4 * mostFiles;

/** Of a file below `/v1/`. */
export const longestPath = 200;

/** Of pages, scripts and styles those alone that the feed has: others would run and be read as ours. */
const feedFile = /^(?:api\.(?:html|css|js)|embed\/[^.]+\.html|[^.].*\.(?:json|geojson))$/;

/**
 * Whether a file of the feed may be called so, below `/v1/`. What else stands beside them is somebody's
 * own, and is not served.
 */
export function isFeedPath(path: string): boolean {
  return (
    path.length <= longestPath &&
    /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(path) &&
    feedFile.test(path)
  );
}

/**
 * Counts what is kept of an edition: whoever writes to the place may fill it, but not the memory of those
 * who read it there.
 */
export class FeedBounds {
  readonly #place: string;
  #names = 0;
  #files = 0;
  #bytes = 0;

  /** `place`: for people. */
  constructor(place: string) {
    this.#place = place;
  }

  /** `bytes`: that one more file may take in memory. Throws PublishedFeedError where it becomes too much. */
  add(bytes: number): void {
    this.#files += 1;
    this.#bytes += bytes;
    if (this.#files > mostFiles || this.#bytes > mostFeedBytes)
      throw this.#tooMuch(`${mostFiles} files or ${mostFeedBytes / megabyte} MB`);
  }

  /** One more name stands there, whatever it is of. Throws PublishedFeedError where they become too many. */
  addName(): void {
    this.#names += 1;
    if (this.#names > mostNames) throw this.#tooMuch(`${mostNames} names`);
  }

  #tooMuch(bound: string): PublishedFeedError {
    return new PublishedFeedError(
      `${this.#place}: the feed there has more than ${bound}, which no feed of nalssi has: look who else writes there`,
    );
  }

  /** Throws PublishedFeedError: what stands at `path` is not what was published. */
  refuse(path: string, cause?: unknown): never {
    throw new PublishedFeedError(
      `${this.#place}: ${path} is damaged or has more than ${mostFileBytes / megabyte} MB: let it be published anew, and look who else writes there`,
      { cause },
    );
  }
}

/** Bytes of all forms of a file that are kept. */
export function heldBytesOf({ identity, encoded }: EncodedFile): number {
  const forms = [identity, ...Object.values(encoded)];
  return forms.reduce((sum, form) => sum + (form?.length ?? 0), 0);
}
