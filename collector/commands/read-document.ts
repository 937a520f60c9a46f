import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Socket } from 'node:net';
import { mostMarks, parsePublished } from '../publish/parse-published.ts';
import { proxiesOf } from '../sources/proxies.ts';
import { type Instant, seconds } from '../time/clock.ts';
import { ByteSink } from '../transport/byte-sink.ts';
import type { Download } from '../transport/download-document.ts';

const deadline = seconds(15);

/** A file or URL that a person named could not be read. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

export function isUrl(target: string): boolean {
  return /^https?:\/\//i.test(target);
}

/** The text of a file or of a URL; nobody serves a file. Throws DocumentError. */
async function readDocument(target: string, signal: AbortSignal): Promise<Download> {
  // Every command knows DocumentError, few ask for a document.
  const { downloadDocument, largest, tooLarge } = await import('../transport/download-document.ts');
  try {
    if (isUrl(target)) {
      return await downloadDocument(new URL(target), deadline, proxiesOf(process.env), signal);
    }
    return { text: await readFileOrPipe(target, largest, tooLarge, signal), servedAt: null };
  } catch (error) {
    signal.throwIfAborted();
    throw new DocumentError(`${nameOf(target)} cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/**
 * The text of a file, or of what a shell gives as one: `<(curl …)`. Opened without waiting: a pipe that nobody writes
 * to would hold the whole process, deaf to every signal.
 */
async function readFileOrPipe(
  path: string,
  most: number,
  tooLarge: () => Error,
  signal: AbortSignal,
): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const found = await file.stat();
  if (found.isFIFO()) {
    const bytes = new ByteSink(most, tooLarge);
    // It takes the file over, and closes it.
    for await (const chunk of new Socket({
      fd: file.fd,
      readable: true,
      writable: false,
      signal,
    })) {
      bytes.add(chunk);
    }
    return bytes.bytes.toString('utf8');
  }
  try {
    if (found.size > most) throw tooLarge();
    if (!found.isFile()) throw new Error('it is no file');
    return await file.readFile({ encoding: 'utf8', signal });
  } finally {
    await file.close();
  }
}

/** The code of the system, as `ENOENT`, or what the error says: other codes are numbers, or none. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no whole answer within ${deadline / seconds(1)} s`;
  if ('code' in error && /^E[A-Z0-9]+$/.test(String(error.code))) return String(error.code);
  if ('code' in error && error.code === 'ERR_ASSERTION') return 'its answer is not HTTP';
  // An error of others may have lines, of which the first says what happened.
  return error.message.trim().split('\n', 1)[0] || error.name;
}

/** The JSON of a file or of a URL, and when a server gave it. Throws DocumentError. */
export async function readJson(
  target: string,
  signal: AbortSignal,
): Promise<{ content: unknown; servedAt: Instant | null }> {
  const { text, servedAt } = await readDocument(target, signal);
  try {
    return { content: parsePublished(Buffer.from(text), mostMarks), servedAt };
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) {
      throw new DocumentError(`${nameOf(target)} cannot be read: ${reasonOf(cause)}.`, { cause });
    }
    throw new DocumentError(`${nameOf(target)} is not JSON: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** A file or URL for a message: passwords and keys stand in what is left out of a URL. */
export function nameOf(target: string): string {
  if (!isUrl(target)) return target;
  if (!URL.canParse(target)) return 'The URL';
  const { origin, pathname } = new URL(target);
  return origin + pathname;
}
