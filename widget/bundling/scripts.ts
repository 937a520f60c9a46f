import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { type BundledPackage, licenceNotices } from '../../.ci/licence-notices.ts';
import { widget } from './folders.ts';
import { fromFirst } from './later-scripts.ts';
import { lessOfLit, lessOfLitForBoard, lessOfTemplates } from './less-of-lit.ts';
import { noGlobals } from './lit-globals.ts';
import { plainTemplates } from './plain-templates.ts';
import { shortTemplates } from './short-templates.ts';
import { plainStyles, shortStyles } from './styles.ts';
import { boardNames, ownNames, terse } from './terse.ts';

const maps = join(widget, 'board/maps');

/** Of Lit, also where NODE_ENV says `test`. */
export const smallBuild = { conditions: ['production', 'module', 'browser'] };

/** That the minifier takes most of the time is no news to whoever builds. */
export const checks = { bundlerTimings: false } as const;

/** Of `lit` the ticker uses ReactiveElement and css; lit-html would come along for nothing. */
export const treeshake = { moduleSideEffects: (id: string) => !id.includes('/node_modules/') };

/** What stands in the scripts together: each build adds to the one file of notices. */
export const bundled = new Map<string, BundledPackage>();

/** Makes the file `name` of `entry`, and nothing beside it. */
export function bundle(
  entry: string,
  name: string,
  format: 'es' | 'iife',
  names = ownNames,
): UserConfig {
  return {
    root: widget,
    plugins: [
      shortStyles,
      plainStyles,
      shortTemplates,
      lessOfLit,
      noGlobals,
      terse(names),
      licenceNotices(bundled),
    ],
    resolve: smallBuild,
    build: {
      target: 'es2022',
      outDir: 'dist',
      emptyOutDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        checks,
        treeshake,
        input: entry,
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: name, codeSplitting: false },
      },
    },
  };
}

/** The maps of the board, as they are, below `maps/`. */
export const boardMaps: Plugin = {
  name: 'board-maps',
  generateBundle() {
    for (const name of readdirSync(maps).filter((name) => name.endsWith('.json'))) {
      const source = readFileSync(join(maps, name), 'utf8').trim();
      this.emitFile({ type: 'asset', fileName: `maps/${name}`, source });
    }
  },
};

/** The board: one script, with Lit's templates in it, and its maps. */
export function board(entry: string, name: string, format: 'es' | 'iife'): UserConfig {
  const { build: options, ...rest } = bundle(entry, name, format);
  return {
    ...rest,
    plugins: [
      shortStyles,
      plainStyles,
      plainTemplates,
      shortTemplates,
      lessOfLitForBoard,
      lessOfTemplates,
      noGlobals,
      boardMaps,
      terse(boardNames),
      licenceNotices(bundled),
    ],
    build: { ...options, assetsInlineLimit: 0 },
  };
}

/** A later script of the board, which uses what the first has. */
export function later(entry: string, name: string): UserConfig {
  const { plugins = [], ...rest } = bundle(entry, name, 'es', boardNames);
  return { ...rest, plugins: [fromFirst, ...plugins] };
}
