import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@nalssi/collector';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/** Where the built scripts of the ticker and the page for operators are. */
export const widgetDirectory = join(root, 'widget/dist');

/** Builds the ticker and the page for operators, unless they are newer than all they are made from. */
export async function buildWidget(log: Logger): Promise<void> {
  const sources = [
    ...(await changeTimes(join(root, 'widget'))),
    ...(await changeTimes(join(root, 'schemas'))),
  ];
  const built = await changeTimes(widgetDirectory);
  if (built.length >= 33 && Math.min(...built) > Math.max(...sources)) return;
  log.info('Building the ticker and the page for operators.');
  const configFile = join(root, 'widget/vite.config.ts');
  // Vite would take Lit's own build for development where the process is for it or for tests.
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ configFile, logLevel: 'warn' });
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
}

/** Times of change of the files below a folder, without what is built or installed there. */
async function changeTimes(folder: string): Promise<number[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](node_modules|dist|bundle)[\\/]/.test(file.slice(folder.length)));
  return Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
}
