import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { licenceNotices } from '../../.ci/licence-notices.ts';
import { widget } from './folders.ts';
import { noGlobals } from './lit-globals.ts';
import { bundled, checks, smallBuild } from './scripts.ts';
import { plainStyles, shortStyles } from './styles.ts';
import { ownNames, terse } from './terse.ts';

/** The pages for frames, as they are written. */
export const framePages: Plugin = {
  name: 'frame-pages',
  generateBundle() {
    for (const fileName of ['frame.html', 'frame-board.html', 'frame.css']) {
      const source = readFileSync(join(widget, 'embed/iframe', fileName), 'utf8');
      this.emitFile({ type: 'asset', fileName, source });
    }
  },
};

/**
 * A script that loads one of the modules beside it, which other pages have too: those share the download.
 */
export function besides(module: string, entry: string, name: string, page?: Plugin): UserConfig {
  return {
    root: widget,
    plugins: [page, licenceNotices(bundled)],
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      reportCompressedSize: false,
      modulePreload: false,
      rolldownOptions: {
        checks,
        input: join(widget, entry),
        external: (id) => id.endsWith(`/${module}.ts`),
        output: {
          format: 'es',
          entryFileNames: name,
          paths: (id) => (id.endsWith(`/${module}.ts`) ? `./${module}.js` : id),
        },
      },
    },
  };
}

/**
 * The page for operators: one page, one script, one icon, by relative addresses, for any folder.
 */
export function operators(): UserConfig {
  return {
    root: join(widget, 'operators'),
    base: './',
    plugins: [shortStyles, plainStyles, noGlobals, terse(ownNames), licenceNotices()],
    resolve: smallBuild,
    build: {
      target: 'es2022',
      outDir: join(widget, 'dist/operators'),
      emptyOutDir: false,
      reportCompressedSize: false,
      // A page with `img-src 'self'` shows no icon that was turned into a data: address.
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        checks,
        output: {
          entryFileNames: 'operators.js',
          assetFileNames: '[name][extname]',
          codeSplitting: false,
        },
      },
    },
  };
}
