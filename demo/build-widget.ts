import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@nalssi/collector';
import { build } from 'vite';
import { packBuild } from '../.ci/pack-build.ts';

const root = join(import.meta.dirname, '..');

/** Where the built scripts and pages are. */
export const widgetDirectory = join(root, 'widget/dist');

/** Builds the scripts and the pages, unless they are newer than all that they are made from. */
export async function buildWidget(log: Logger): Promise<void> {
  const sources = [
    ...(await changeTimes(join(root, 'widget'))),
    ...(await changeTimes(join(root, 'schemas'))),
    ...(await changeTimes(join(root, 'demo/site'))),
  ];
  const built = await changeTimes(widgetDirectory);
  if (built.length >= 33 && Math.min(...built) > Math.max(...sources)) return;
  log.info('Building the scripts and the pages.');
  // Vite would take Lit's own build for development where the process is for it or for tests.
  const { NODE_ENV } = process.env;
  process.env['NODE_ENV'] = 'production';
  try {
    for (const config of ['widget/vite.config.ts', 'demo/site/vite.config.ts']) {
      await build({ configFile: join(root, config), logLevel: 'warn' });
    }
    await packBuild(widgetDirectory);
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
