import { FeedError, type FeedErrorReason } from './feed-error.ts';
import { parseTickerFile } from './parse-ticker-file.ts';
import type { ResponseTimes } from './server-clock.ts';
import type { Snapshot } from './snapshot.ts';

const deadline = 10_000;

/**
 * Reads a ticker file, or throws a FeedError. A plain GET with no headers of our own needs no CORS
 * preflight; no credentials and no referrer, because the feed has no business knowing who reads
 * what. `no-cache` asks the server whether the cached copy still holds, which costs one 304.
 */
export async function fetchTickerFile(
  url: string,
): Promise<{ snapshot: Snapshot; times: ResponseTimes }> {
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
    return {
      snapshot: parseTickerFile(JSON.parse(text)),
      times: { date: response.headers.get('date'), age: response.headers.get('age') },
    };
  } catch (cause) {
    throw new FeedError(signal.aborted ? 'timeout' : reason, cause);
  }
}
