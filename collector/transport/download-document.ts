import { request } from 'undici';
import type { Duration } from '../time/clock.ts';

/** A feed file is never larger. */
const largest = 64 * 1024 * 1024;

/** The text at a URL that a person named. Throws an Error that says what is wrong. */
export async function downloadDocument(url: URL, deadline: Duration): Promise<string> {
  const { statusCode, body } = await request(url, {
    signal: AbortSignal.timeout(deadline),
    headers: { accept: 'application/json, */*' },
  });
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largest) throw new Error(`it is larger than ${largest} bytes`);
    chunks.push(chunk);
  }
  if (statusCode !== 200) throw new Error(`HTTP status ${statusCode}`);
  return Buffer.concat(chunks).toString('utf8');
}
