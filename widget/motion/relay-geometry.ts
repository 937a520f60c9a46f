/**
 * The arithmetic of the segmented relay, free of the DOM. All lengths are CSS px.
 *
 * The items are split into segments that stand beside each other. Every segment runs the same way,
 * from the right edge of the window to one loop length further left, and differs from the others
 * only in phase; one number, `offset`, says how far the strip has run.
 */

export interface Segment {
  /** How many items it holds. */
  readonly items: number;
  /** Where it starts in the strip. */
  readonly start: number;
  /** Width, in whole device pixels. */
  readonly width: number;
  /** What `width` has more than its items. */
  readonly padding: number;
}

interface PlacedItem {
  readonly key: string;
  /** Where it starts in the strip. */
  readonly start: number;
  readonly width: number;
}

export interface RelayGeometry {
  /**
   * Width of the window, in whole device pixels, rounded up so that segments enter from outside.
   */
  readonly viewport: number;
  /** Length of the way a segment runs before it starts again. */
  readonly loop: number;
  /** Device pixels per CSS px. */
  readonly pixelRatio: number;
  readonly segments: readonly Segment[];
  readonly items: readonly PlacedItem[];
  /** Whether everything is visible at once, so that nothing needs to move. */
  readonly fits: boolean;
}

export interface Measures {
  readonly viewport: number;
  readonly pixelRatio: number;
  readonly keys: readonly string[];
  /** Width of each item, in the order of `keys`. */
  readonly widths: readonly number[];
  /** How many items stand in each segment now: where that will do, they stay. */
  readonly groups?: readonly number[];
}

/** The widest layer Firefox animates off the main thread is 4096 device pixels; with a margin. */
export function segmentBudget(pixelRatio: number): number {
  return Math.floor(4096 / pixelRatio) - 64;
}

// Every segment is a layer with an animation, and they cost: 97 stations in 21 segments of 800 px
// took a tenth more of the renderer's time than in 9 of 2000 px, and fewer save nothing more.
const target = 2000;
const mostSegments = 24;
/** As many as are left as they are, where items came into segments before they were measured. */
export const mostGroups = 44;

function sum(numbers: readonly number[]): number {
  // Not `reduce`, of which Prototype.js 1.6 has its own.
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** How many items each segment takes. */
function partition({ widths, viewport, pixelRatio, groups = [] }: Measures): readonly number[] {
  const total = sum(widths);
  const widest = Math.min(
    segmentBudget(pixelRatio),
    // A segment that is wider than what the window leaves would leave a hole when it starts again.
    total - viewport,
  );
  let taken = 0;
  const fits = groups.every((count) => {
    const start = taken;
    taken += count;
    return count > 0 && sum(widths.slice(start, taken)) <= widest;
  });
  if (fits && taken === widths.length && groups.length <= mostGroups) return groups;
  const wide = Math.min(Math.max(target, total / mostSegments), widest);
  const counts: number[] = [];
  let width = Number.POSITIVE_INFINITY;
  for (const item of widths) {
    if (width + item > wide) {
      counts.push(0);
      width = 0;
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    width += item;
  }
  return counts;
}

function wholePixels(length: number, pixelRatio: number): number {
  // Layout works in 1/64 px; less than that over a whole pixel is noise, not a pixel.
  return Math.ceil(length * pixelRatio - 1 / 64) / pixelRatio;
}

export function relayGeometry(measures: Measures): RelayGeometry {
  const { keys, widths, pixelRatio } = measures;
  const segments: Segment[] = [];
  const items: PlacedItem[] = [];
  let start = 0;
  for (const count of partition(measures)) {
    let end = start;
    for (const width of widths.slice(items.length, items.length + count)) {
      items.push({ key: keys[items.length] ?? '', start: end, width });
      end += width;
    }
    const width = wholePixels(end - start, pixelRatio);
    segments.push({ items: count, start, width, padding: Math.max(0, width - (end - start)) });
    start += width;
  }
  const viewport = wholePixels(measures.viewport, pixelRatio);
  const widest = Math.max(0, ...segments.map(({ width }) => width));
  return {
    viewport,
    loop: Math.max(start, viewport + widest),
    pixelRatio,
    segments,
    items,
    fits: sum(widths) <= measures.viewport,
  };
}

function modulo(number: number, divisor: number): number {
  return ((number % divisor) + divisor) % divisor;
}

/** The translations a segment runs between in one loop. */
export function keyframes({ viewport, loop }: RelayGeometry): [from: number, to: number] {
  return [viewport, viewport - loop];
}

/** How many steps of one device pixel a loop has. */
export function stepCount({ loop, pixelRatio }: RelayGeometry): number {
  return Math.round(loop * pixelRatio);
}

/**
 * How far each segment is on its way, as a fraction of the loop in [0, 1).
 *
 * All segments stand at the same fraction of a step, and never right at the edge of one, where the
 * last bit of a double would decide whether two neighbours take the step in the same frame.
 */
export function phases(geometry: RelayGeometry, offset: number): number[] {
  const { viewport, pixelRatio, segments } = geometry;
  const steps = stepCount(geometry);
  const whole = Math.floor(offset * pixelRatio);
  const within = Math.min(Math.max(offset * pixelRatio - whole, 0.02), 0.98);
  return segments.map(({ start }) => {
    const step = modulo(Math.round((viewport - start) * pixelRatio) + whole, steps);
    return (step + within) / steps;
  });
}

/** The offset, in [0, loop), at which the first segment is at `phase` of its way. */
export function offsetAt({ viewport, loop }: RelayGeometry, phase: number): number {
  return modulo(phase * loop - viewport, loop);
}

/** Where a place of the strip is in the window: 0 is its left edge. */
export function positionInWindow(geometry: RelayGeometry, place: number, offset: number): number {
  const { viewport, loop, segments } = geometry;
  const segment = segments.findLast(({ start }) => start <= place);
  const start = segment?.start ?? 0;
  return viewport - modulo(viewport - start + offset, loop) + place - start;
}

/**
 * The offset of `next` at which the left-most visible item of `held` that is still there stands
 * where it stood, to within a device pixel. With no such item the offset stays.
 */
export function anchoredOffset(held: RelayGeometry, next: RelayGeometry, offset: number): number {
  const starts = new Map(next.items.map(({ key, start }) => [key, start]));
  let anchor: { left: number; start: number } | undefined;
  for (const { key, start, width } of held.items) {
    const left = positionInWindow(held, start, offset);
    const startsAt = starts.get(key);
    if (startsAt === undefined || left + width <= 0 || left >= held.viewport) continue;
    if (anchor === undefined || left < anchor.left) anchor = { left, start: startsAt };
  }
  if (anchor === undefined) return modulo(offset, next.loop);
  return modulo(anchor.start - anchor.left, next.loop);
}
