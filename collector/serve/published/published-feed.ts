import type { EncodedFiles } from '../../publish/encode.ts';

/** Where another process publishes a feed. */
export interface PublishedFeed {
  /** What the log calls it, as in `the directory /var/lib/nalssi/feed`. */
  readonly name: string;
  /** How often it is worth looking, ms: as often as it costs nothing. */
  readonly look: number;
  /**
   * All files of the newest edition, by path below `/v1/`, those that have not changed as the same
   * objects as before; `null` while `index.json` is what it was. Rejects where nothing can be read, also
   * where nothing was published yet, and with the reason of `stop`.
   */
  read(stop: AbortSignal): Promise<EncodedFiles | null>;
  /**
   * Resolves as soon as it is worth looking again, where the place can tell, and instead of after `look`;
   * also when `stop` aborts. Rejects where the place cannot be heard.
   */
  changed?(stop: AbortSignal): Promise<void>;
  [Symbol.asyncDispose]?(): Promise<void>;
}

/** There is no feed, or it cannot be read. The message says where and why. */
export class PublishedFeedError extends Error {
  override readonly name = 'PublishedFeedError';
}

/** It moves last: whoever sees it move finds the files of its edition, or newer ones. */
export const indexPath = 'index.json';
