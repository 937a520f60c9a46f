import { join } from 'node:path';
import type { UserConfig } from 'vite';
import { licenceNotices } from '../../.ci/licence-notices.ts';
import { widget } from './folders.ts';
import { isLater, laterScript, leadToLater } from './later-scripts.ts';
import { lessOfLit } from './less-of-lit.ts';
import { noGlobals } from './lit-globals.ts';
import { board, boardMaps, checks, smallBuild, treeshake } from './scripts.ts';
import { plainStyles, shortStyles } from './styles.ts';
import { terse } from './terse.ts';

type RolldownOptions = NonNullable<NonNullable<UserConfig['build']>['rolldownOptions']>;

/** Modules that lead to the later scripts where the package has them; `output` says how they are cut. */
function modules(output: RolldownOptions['output']): RolldownOptions {
  return {
    checks,
    treeshake,
    external: isLater,
    output: { entryFileNames: '[name].js', paths: (id) => laterScript(id) ?? id, ...output },
  };
}

/**
 * What bundlers get of the package: the same code as the script's, so that a site's bundle is as small,
 * in modules of which each can be left out. Servers get what the compiler makes, with Lit as it is.
 */
export function forBundlers(): UserConfig {
  const here = (file: string) => join(widget, file);
  const entries = {
    index: here('index.ts'),
    define: here('define.ts'),
    feed: here('feed/index.ts'),
  };
  const groups = [
    { name: 'events', test: /[\\/](?:events[\\/][\w-]+|feed-error)\.ts$/ },
    { name: 'feed-client', test: /[\\/]widget[\\/]feed[\\/](?!index)[\w-]+\.ts$/ },
    {
      name: 'ticker',
      test: /[\\/](?:widget[\\/](?:index|[\w-]+[\\/](?!index)[\w.-]+)|facts[\\/].*|reactive-element[\\/].*)\.[jt]s$/,
    },
  ];
  return {
    root: widget,
    plugins: [
      shortStyles,
      plainStyles,
      lessOfLit,
      noGlobals,
      terse(),
      leadToLater,
      licenceNotices(),
    ],
    resolve: smallBuild,
    build: {
      target: 'es2022',
      outDir: 'bundle',
      reportCompressedSize: false,
      lib: { entry: entries, formats: ['es'] },
      rolldownOptions: modules({ chunkFileNames: '[name].js', codeSplitting: { groups } }),
    },
  };
}

/** The board likewise, with Lit's templates in it. */
export function boardForBundlers(): UserConfig {
  const { build: options, ...rest } = board('board/index.ts', 'board.js', 'es');
  return {
    ...rest,
    plugins: [...(rest.plugins ?? []).filter((plugin) => plugin !== boardMaps), leadToLater],
    build: {
      ...options,
      outDir: 'bundle',
      lib: {
        entry: {
          board: join(widget, 'board/index.ts'),
          'board-define': join(widget, 'board/register.ts'),
        },
        formats: ['es'],
      },
      rolldownOptions: modules({ chunkFileNames: 'nalssi-board.js' }),
    },
  };
}
