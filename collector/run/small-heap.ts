import { setFlagsFromString } from 'node:v8';

/** The feed of the surface stations has some 300 files, that of all 740 stations more than a thousand. */
const largeFeed = 600;

/**
 * Has V8 hold little memory from now on, for a process that runs for weeks and publishes `files`. Not
 * before it has shown what it had stored: of that, at 740 stations, it would take a third more CPU. Node's
 * own options would have to stand in every unit, container and script that starts us.
 */
export function keepHeapSmall(files: number): void {
  // The space for new objects grows to 64 MB in the seconds of a start or a publish, and stays so for
  // half a minute. Kept small, of two runs side by side at 740 stations one had 224 MB resident
  // instead of 299, for 2.0 % of a core instead of 1.7.
  setFlagsFromString('--semi-space-growth-factor=1');
  // What survives that space is collected when the heap has grown by a twelfth, instead of to the double
  // or more: the publishes of 740 stations left up to 50 MB of garbage lying. By the flag for small
  // heaps V8 collects far more often than that, for 3 MB less: at 740 stations four runs side by side
  // took 5.8 and 6.1 % of a core with it, 4.7 and 5.1 % without, with 191, 194, 204 and 210 MB at most.
  // By a third one run on a quick machine came to 264 MB; side by side it were 218, and 206 by a sixth. With 32 kB
  // given back on its own (`c-library.ts`) two runs had 203 and 223 by a sixth, and 202 and 205 by a twelfth.
  const isLarge = files >= largeFeed;
  setFlagsFromString(isLarge ? '--no-optimize-for-size' : '--optimize-for-size');
  setFlagsFromString(`--heap-growing-percent=${isLarge ? 8 : 0}`);
}
