import { plainText } from '../sources/formats/plain-text.ts';
import type { Proxies } from '../sources/proxies.ts';
import { type Duration, type Instant, seconds } from '../time/clock.ts';
import { ByteSink } from './byte-sink.ts';
import { wayOut } from './dispatcher.ts';
import { request } from './undici.ts';

/** Bytes. A feed file is never larger: that of the observations has about two megabytes. */
export const largest = 8 * 1024 * 1024;

export function tooLarge(): Error {
  return new Error(`it is larger than ${largest} bytes`);
}

/** What stands at a URL. */
export interface Download {
  readonly text: string;
  /** When the server says that it answered: `Date`, and the seconds since then in caches, `Age`. */
  readonly servedAt: Instant | null;
}

/** What stands at a URL that a person named. Throws an Error that says what is wrong. */
export async function downloadDocument(
  url: URL,
  deadline: Duration,
  proxies: Proxies,
  signal: AbortSignal,
): Promise<Download> {
  const overflow = new AbortController();
  const { dispatcher, proxy } = wayOut(url.origin, proxies, largest, () =>
    overflow.abort(tooLarge()),
  );
  const end = AbortSignal.any([signal, overflow.signal, AbortSignal.timeout(deadline)]);
  const cut = () => void dispatcher.destroy();
  end.addEventListener('abort', cut);
  try {
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      signal: end,
      headers: { accept: 'application/json, */*' },
    });
    const bytes = new ByteSink(largest, tooLarge);
    for await (const chunk of body as AsyncIterable<Buffer>) bytes.add(chunk);
    overflow.signal.throwIfAborted();
    if (statusCode >= 300 && statusCode <= 399)
      throw redirected(url, statusCode, headers['location']);
    if (statusCode !== 200) throw new Error(`HTTP status ${statusCode}`);
    return { text: bytes.bytes.toString('utf8'), servedAt: servedAtOf(headers) };
  } catch (error) {
    if (end.aborted) throw end.reason;
    const through = proxy();
    if (through === null || !(error instanceof Error)) throw error;
    const code = 'code' in error ? ` (${String(error.code)})` : '';
    const reason = `through the proxy ${through}: ${error.message}${code}`;
    throw new Error(`${reason}. Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY`, { cause: error });
  } finally {
    end.removeEventListener('abort', cut);
    void dispatcher.destroy();
  }
}

/** It is not followed: a person shall know which server is looked at. */
function redirected(from: URL, status: number, location: unknown): Error {
  const target = typeof location === 'string' ? URL.parse(location, from.href) : null;
  if (target?.protocol !== 'http:' && target?.protocol !== 'https:')
    return new Error(`HTTP status ${status}, a redirect that names no address of the web`);
  const { origin, pathname } = target;
  // Keys may stand in the rest of it.
  return new Error(
    `it is a redirect (HTTP status ${status}) to ${plainText(origin + pathname)}, which is not followed. Name that address instead`,
  );
}

function servedAtOf({ date, age }: Readonly<Record<string, unknown>>): Instant | null {
  const at = Date.parse(String(date));
  return Number.isNaN(at) ? null : at + seconds(Math.max(0, Number(age ?? 0) || 0));
}
