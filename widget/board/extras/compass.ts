/** Where a mark stands, in any units of which y counts downwards. */
export interface Spot {
  readonly key: string;
  readonly x: number;
  readonly y: number;
}

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const steps: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function isDirection(key: string): key is Direction {
  return Object.hasOwn(steps, key);
}

/**
 * The nearest spot in the quarter that an arrow points to: what lies sideways counts twice; `null`
 * where there is none.
 */
export function nextSpot(
  spots: readonly Spot[],
  from: string,
  direction: Direction,
): string | null {
  const start = spots.find(({ key }) => key === from);
  if (start === undefined) return spots[0]?.key ?? null;
  const [dx, dy] = steps[direction];
  let best: { key: string; cost: number } | null = null;
  for (const { key, x, y } of spots) {
    const along = (x - start.x) * dx + (y - start.y) * dy;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    if (key === from || along <= 0 || aside > along) continue;
    const cost = Math.hypot(along, aside) + 2 * aside;
    if (best === null || cost < best.cost) best = { key, cost };
  }
  return best?.key ?? null;
}

/** The spot furthest in the north, or in the south. */
export function outermost(spots: readonly Spot[], isNorth: boolean): string | null {
  const [first] = spots.toSorted((one, other) => (isNorth ? one.y - other.y : other.y - one.y));
  return first?.key ?? null;
}

// As Hangul is composed in Unicode: syllables are initials × 21 vowels × 28 finals. Below, the same keys
// of a keyboard that is not switched to Hangul, and of systems that do not say what it is switched to.
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const keys = 'rRseEfaqQtTdwWczxvg';

/** What a name is found by when one key is pressed: its first initial consonant, or first letter. */
function keysOf(name: string): string {
  const place = Math.floor((name.charCodeAt(0) - 0xac00) / 588);
  const letter = name.charAt(0);
  return `${letter}${letter.toLowerCase()}${initials[place] ?? ''}${keys[place] ?? ''}`;
}

/** The next after `from` whose name begins with what was typed, round and round; `null` for none. */
export function nextNamed(
  named: readonly { readonly key: string; readonly name: string }[],
  from: string,
  typed: string,
): string | null {
  const start = named.findIndex(({ key }) => key === from) + 1;
  const order = [...named.slice(start), ...named.slice(0, start)];
  return order.find(({ name }) => keysOf(name).includes(typed))?.key ?? null;
}
