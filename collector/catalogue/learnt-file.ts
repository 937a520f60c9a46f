import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';

/** What was learnt cannot be read. The message says what to do. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
}

/** The largest table has less than a megabyte. */
const mostBytes = 4_000_000;

/**
 * What `nalssi stations --refresh` or a running collector learnt into a file of the data directory;
 * `null` when there is none. Throws CatalogueError.
 */
export function loadLearnt<Learnt>(
  directory: string,
  fileName: string,
  schema: z.ZodType<Learnt>,
): Learnt | null {
  const path = join(directory, fileName);
  let text: string;
  try {
    const found = statSync(path);
    // To open a pipe may wait for ever, and a device has no end.
    if (!found.isFile() || found.size > mostBytes) {
      throw new Error(`it is no file, or has more than ${mostBytes} bytes`);
    }
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new CatalogueError(
      `${path} cannot be read: ${code ?? message}. NALSSI_DATA_DIR must be a folder that this user may read and write.`,
      { cause: error },
    );
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CatalogueError(
      `${path} is damaged. Delete it; nalssi stations --refresh makes it anew.`,
      { cause },
    );
  }
}

/**
 * Puts `learnt` in place of what the file held before, in one step. Throws CatalogueError, and leaves what there is,
 * where `loadLearnt` would not take it: nothing starts on a table that cannot be read.
 */
export async function saveLearnt(
  directory: string,
  fileName: string,
  schema: z.ZodType,
  learnt: unknown,
): Promise<void> {
  const path = join(directory, fileName);
  const text = `${JSON.stringify(learnt, null, 1)}\n`;
  const reason = whyUnreadable(schema, learnt, text);
  if (reason !== null) {
    throw new CatalogueError(
      `${path} stays as it was: what was learnt could not be read again (${reason}).`,
    );
  }
  await mkdir(directory, { recursive: true });
  // A name that nobody can have made a link of before, and only where there is nothing of that name.
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { flag: 'wx', flush: true });
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function whyUnreadable(schema: z.ZodType, learnt: unknown, text: string): string | null {
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) return `it has ${bytes} bytes`;
  const [issue] = schema.safeParse(learnt).error?.issues ?? [];
  return issue === undefined ? null : `${issue.path.join('.')}: ${issue.message}`;
}
