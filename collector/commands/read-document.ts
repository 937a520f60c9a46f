import { readFile } from 'node:fs/promises';
import { proxiesOf } from '../sources/proxies.ts';
import { seconds } from '../time/clock.ts';
import { downloadDocument } from '../transport/download-document.ts';

/** A file or URL that a person named could not be read. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

export function isUrl(target: string): boolean {
  return /^https?:\/\//i.test(target);
}

/** The text of a file or of a URL. Throws DocumentError. */
export async function readDocument(target: string, signal: AbortSignal): Promise<string> {
  try {
    if (isUrl(target)) {
      return await downloadDocument(new URL(target), seconds(15), proxiesOf(process.env), signal);
    }
    return await readFile(target, { encoding: 'utf8', signal });
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new DocumentError(`${nameOf(target)} cannot be read: ${code || reason}.`, {
      cause: error,
    });
  }
}

/** The JSON of a file or of a URL. Throws DocumentError. */
export async function readJson(target: string, signal: AbortSignal): Promise<unknown> {
  const text = await readDocument(target, signal);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DocumentError(`${nameOf(target)} is not JSON: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

/** A file or URL for a message: passwords and keys stand in what is left out of a URL. */
function nameOf(target: string): string {
  if (!isUrl(target)) return target;
  if (!URL.canParse(target)) return 'The URL';
  const { origin, pathname } = new URL(target);
  return origin + pathname;
}
