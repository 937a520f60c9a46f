import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The built ticker: what `npm run build` makes of `@nalssi/widget`. */
export interface Widget {
  readonly directory: string;
  /** Its own, which names its frozen scripts; not that of the collector. */
  readonly version: string;
}

const manifest = z.object({
  name: z.literal('@nalssi/widget'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
});

/** The ticker's scripts cannot be told from others. The message says what to do. */
export class WidgetError extends Error {
  override readonly name = 'WidgetError';
}

/**
 * The built ticker in `directory`, or that of the package `@nalssi/widget`; `null` when it is not
 * installed or not built. It is no import: collector and widget know of each other by the feed
 * alone. Throws WidgetError when its version cannot be told.
 */
export function findWidget(directory: string | null): Widget | null {
  const folder = directory ?? folderOfPackage();
  if (folder === null || !existsSync(join(folder, 'nalssi.js'))) return null;
  const version = versionOf(folder) ?? versionOf(dirname(folder));
  if (version === null) {
    throw new WidgetError(
      `The version of the ticker in ${folder} is not known, which names its frozen scripts. Put the package.json of @nalssi/widget in that folder or the one above.`,
    );
  }
  return { directory: folder, version };
}

function folderOfPackage(): string | null {
  try {
    const { resolve } = createRequire(import.meta.url);
    return join(dirname(resolve('@nalssi/widget/package.json')), 'dist');
  } catch {
    return null;
  }
}

function versionOf(folder: string): string | null {
  const read = manifest.safeParse(contentOf(join(folder, 'package.json')));
  return read.success ? read.data.version : null;
}

/** `null` where there is no JSON in a file. A pipe is not waited for. */
function contentOf(file: string): unknown {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
