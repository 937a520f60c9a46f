import inspector from 'node:inspector';
import { littleMemory, mayHoldLittle, startAnewWith } from './c-library.ts';
import { compileCache } from './compile-cache.ts';
import { compileFirst } from './compile-first.ts';

/*
 * What must be known before the first line of a program runs. The process takes the place of itself,
 * once: with the same number and arguments, 40 ms later. In units and containers these would have to
 * stand in each.
 *
 * Node strips the types of what was loaded before it knows of a cache, and what it does that with
 * stays: from the repository one run had 136 MB resident instead of 148 at 97 stations.
 */
const settings = { ...littleMemory, NODE_COMPILE_CACHE: compileCache };

/** A channel to a parent would not outlast it, nor a debugger that is there or may come. */
const isHeld =
  process.connected ||
  inspector.url() !== undefined ||
  process.execArgv.some((word) => word.startsWith('--inspect'));

// Other commands are over before it counts.
if (mayHoldLittle && !isHeld && process.argv[2] === 'serve') {
  compileFirst(process.argv[1] ?? '');
  startAnewWith(settings);
}
