import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@nalssi/collector';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/** Where the built ops page is. */
export const opsDirectory = join(import.meta.dirname, 'dist/ops');

/** What the page is made from, besides its own folder. */
const sharedFolders = ['widget/feed', 'widget/format', 'schemas/catalogue'];

/** Builds the ops page, unless it is newer than everything it is made from. */
export async function buildOps(log: Logger): Promise<void> {
  const folders = [
    join(import.meta.dirname, 'ops'),
    ...sharedFolders.map((name) => join(root, name)),
  ];
  const configFile = join(import.meta.dirname, 'vite.config.ts');
  const sources = (await Promise.all(folders.map(changeTimes))).flat();
  sources.push((await stat(configFile)).mtimeMs);
  const built = await changeTimes(opsDirectory);
  if (built.length >= 3 && Math.min(...built) > Math.max(...sources)) return;
  log.info('Building the ops page.');
  await build({ configFile, logLevel: 'warn' });
}

/** Times of change of the files below a folder; none where there is no such folder. */
async function changeTimes(folder: string): Promise<number[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).mtimeMs),
  );
}
