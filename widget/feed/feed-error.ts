/**
 * `address`: the feed URL is none; `redirect`: it leads to another one, which is not followed;
 * `format`: what came was no ticker file.
 */
export type FeedErrorReason = 'address' | 'network' | 'timeout' | 'status' | 'redirect' | 'format';

/** Why the feed could not be read; `cause` has the details. */
export class FeedError extends Error {
  readonly reason: FeedErrorReason;

  constructor(reason: FeedErrorReason, cause?: unknown) {
    super(`feed: ${reason}`, { cause });
    this.reason = reason;
  }
}
