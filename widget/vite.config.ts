import { build, defineConfig } from 'vite';
import { boardForBundlers, forBundlers } from './bundling/for-bundlers.ts';
import { besides, framePages, operators } from './bundling/pages.ts';
import { board, bundle, later } from './bundling/scripts.ts';

/**
 * One `vite build` makes all that is served: two modules, the classic script, frame, operators'
 * page; and what bundlers get.
 */
export default defineConfig(async () => {
  for (const before of [
    bundle('more/more.ts', 'nalssi-more.js', 'es'),
    bundle('embed/nalssi.global.ts', 'nalssi.global.js', 'iife'),
    board('embed/nalssi-board.ts', 'nalssi-board.js', 'es'),
    board('embed/nalssi-board.global.ts', 'nalssi-board.global.js', 'iife'),
    later('board/overview/overview.ts', 'nalssi-board-overview.js'),
    later('board/answers/answers.ts', 'nalssi-board-more.js'),
    later('board/extras/extras.ts', 'nalssi-board-extras.js'),
    bundle('board/words-en.ts', 'nalssi-board-en.js', 'es'),
    besides('nalssi', 'embed/iframe/frame.ts', 'frame.js', framePages),
    besides('nalssi-board', 'embed/iframe/frame-board.ts', 'frame-board.js'),
    besides('nalssi-board', 'embed/nalssi-board-links.ts', 'nalssi-board-links.js'),
    operators(),
    forBundlers(),
    boardForBundlers(),
  ]) {
    await build({ ...before, configFile: false, logLevel: 'warn' });
  }
  return bundle('embed/nalssi.ts', 'nalssi.js', 'es');
});
