import { FeedError, type FeedErrorReason } from '../../feed/feed-error.ts';
import type { ResponseTimes } from '../../feed/server-clock.ts';

const deadline = 10_000;

/** A feed file could not be read; `status` is that of HTTP where there was an answer. */
export class FileError extends FeedError {
  readonly status: number | null;

  constructor(reason: FeedErrorReason, status: number | null, cause?: unknown) {
    super(reason, cause);
    this.status = status;
  }
}

/** Reads a feed file, or throws a FileError. No headers of our own: they need a CORS preflight. */
export async function fetchFile<File>(
  url: string,
  read: (value: unknown) => File,
): Promise<{ file: File; times: ResponseTimes }> {
  const signal = AbortSignal.timeout(deadline);
  let reason: FeedErrorReason = 'network';
  let status: number | null = null;
  try {
    const response = await fetch(url, {
      cache: 'no-cache',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    });
    status = response.status;
    if (!response.ok) {
      reason = 'status';
      throw new Error(`HTTP ${status}`);
    }
    const text = await response.text();
    reason = 'format';
    return {
      file: read(JSON.parse(text)),
      times: { date: response.headers.get('date'), age: response.headers.get('age') },
    };
  } catch (cause) {
    throw new FileError(signal.aborted ? 'timeout' : reason, status, cause);
  }
}
