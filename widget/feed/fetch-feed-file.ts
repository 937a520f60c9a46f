import { FeedError, type FeedErrorReason } from './feed-error.ts';
import { limitedText, parseLimited } from './limit-body.ts';
import type { ResponseTimes } from './server-clock.ts';

const deadline = 10_000;

/**
 * Gives what `take` makes of what is at `url`, or throws a FeedError. What `take` throws is one of
 * format, and so is more than a feed can be. A plain GET with no headers of our own needs no CORS
 * preflight; no credentials and no referrer, because the feed has no business knowing who reads
 * what. `no-cache` asks the server whether the cached copy still holds, which costs one 304.
 */
export async function fetchFeedFile<Taken>(
  url: string,
  take: (file: unknown, times: ResponseTimes) => Taken,
): Promise<Taken> {
  // The deadline holds until the last byte of the body.
  const signal = AbortSignal.timeout(deadline);
  let reason: FeedErrorReason = 'network';
  try {
    const response = await fetch(url, {
      // Some pages give every object more, which would be taken for an option: a body, a signal.
      __proto__: null,
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // What was allowed to tell the weather may not send readers on to somebody else.
      redirect: 'manual',
      signal,
    } as RequestInit);
    if (!response.ok) {
      // Browsers keep from us whatever leads elsewhere, its status too.
      reason = response.status ? 'status' : 'redirect';
      throw new Error(`HTTP ${response.status}`);
    }
    const text = await limitedText(response);
    reason = 'format';
    const { headers } = response;
    return take(parseLimited(text), { date: headers.get('date'), age: headers.get('age') });
  } catch (cause) {
    throw new FeedError(signal.aborted ? 'timeout' : reason, cause);
  }
}
