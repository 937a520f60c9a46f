import { request } from 'undici';
import type { Proxies } from '../sources/proxies.ts';
import type { Duration } from '../time/clock.ts';
import { ByteSink } from './byte-sink.ts';
import { wayOut } from './dispatcher.ts';

/** A feed file is never larger, on the wire. */
const largest = 64 * 1024 * 1024;

/** The text at a URL that a person named. Throws an Error that says what is wrong. */
export async function downloadDocument(
  url: URL,
  deadline: Duration,
  proxies: Proxies,
  signal: AbortSignal,
): Promise<string> {
  const overflow = new AbortController();
  const tooLarge = () => new Error(`it is larger than ${largest} bytes`);
  const { dispatcher, proxy } = wayOut(url.origin, proxies, largest, () =>
    overflow.abort(tooLarge()),
  );
  const end = AbortSignal.any([signal, overflow.signal, AbortSignal.timeout(deadline)]);
  const cut = () => void dispatcher.destroy();
  end.addEventListener('abort', cut);
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      signal: end,
      headers: { accept: 'application/json, */*' },
    });
    const bytes = new ByteSink(largest, tooLarge);
    for await (const chunk of body as AsyncIterable<Buffer>) bytes.add(chunk);
    overflow.signal.throwIfAborted();
    if (statusCode !== 200) throw new Error(`HTTP status ${statusCode}`);
    return bytes.bytes.toString('utf8');
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
