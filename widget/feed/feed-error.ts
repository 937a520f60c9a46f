/** `address`: the feed URL is none; `format`: what came was no ticker file. */
export type FeedErrorReason = 'address' | 'network' | 'timeout' | 'status' | 'format';

/** Why the feed could not be read; `cause` has the details. */
export class FeedError extends Error {
  readonly reason: FeedErrorReason;

  constructor(reason: FeedErrorReason, cause?: unknown) {
    super(`feed: ${reason}`, { cause });
    this.reason = reason;
  }
}
