import { FeedError, type FeedErrorReason } from './feed-error.ts';
import type { ResponseTimes } from './server-clock.ts';

const deadline = 10_000;

/**
 * Gives what is at `url` to `take`, or throws a FeedError. What `take` throws is one of format. A plain GET with no headers of our own needs no CORS
 * preflight; no credentials and no referrer, because the feed has no business knowing who reads
 * what. `no-cache` asks the server whether the cached copy still holds, which costs one 304.
 */
export async function fetchTickerFile(
  url: string,
  take: (file: unknown, times: ResponseTimes) => void,
): Promise<void> {
  // The deadline holds until the last byte of the body.
  const signal = AbortSignal.timeout(deadline);
  let reason: FeedErrorReason = 'network';
  try {
    const response = await fetch(url, {
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
    if (!response.ok) {
      reason = 'status';
      throw new Error(`HTTP ${response.status}`);
    }
    const text = await response.text();
    reason = 'format';
    const { headers } = response;
    take(JSON.parse(text), { date: headers.get('date'), age: headers.get('age') });
  } catch (cause) {
    throw new FeedError(signal.aborted ? 'timeout' : reason, cause);
  }
}
