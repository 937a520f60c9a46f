import { type Duration, seconds } from '../time/clock.ts';

const window: Duration = seconds(1);

/**
 * The same as `make`, but run `times` a second at most: whoever asks more often is told what the last
 * run told, or is just telling. `now` is monotonic.
 */
export function seldom<T>(
  times: number,
  make: () => Promise<T>,
  now: () => Duration = () => performance.now(),
): () => Promise<T> {
  let last: Promise<T> | undefined;
  let since = Number.NEGATIVE_INFINITY;
  let made = 0;
  return () => {
    if (now() - since >= window) {
      since = now();
      made = 0;
    }
    if (last === undefined || made < times) {
      made += 1;
      last = make();
    }
    return last;
  };
}
