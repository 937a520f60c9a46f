/** A mark of a map, in CSS px of its drawing. */
export interface Mark {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  /** As it is written below its chip; empty for none. */
  readonly name: string;
}

/** How a mark is drawn: with its value, and with its name where there is room; or as a dot. */
export type MarkForm = 'named' | 'chip' | 'dot';

export const chipSize = { width: 36, height: 19 };
const space = 2;
/** In CSS px: syllables are as wide as high, Latin letters half of it. */
const syllable = 9.5;
const letter = 5.5;
/** A name's line stands right below the chip. */
const line = 12;

type Rectangle = readonly [left: number, top: number, right: number, bottom: number];

/**
 * Which marks have room for a chip: the first of them first, each where it hides none before it; then
 * which of those have room for their names. The others are dots. Pure.
 */
export function formsOf(marks: readonly Mark[], width: number): ReadonlyMap<string, MarkForm> {
  const forms = new Map<string, MarkForm>();
  const taken: Rectangle[] = [];
  const take = (rectangle: Rectangle): boolean => {
    const [left, top, right, bottom] = rectangle;
    const isFree = taken.every(
      (other) => right <= other[0] || left >= other[2] || bottom <= other[1] || top >= other[3],
    );
    if (isFree) taken.push(rectangle);
    return isFree;
  };
  const wide = chipSize.width / 2 + space / 2;
  const high = chipSize.height / 2 + space / 2;
  for (const { key, x, y } of marks) {
    forms.set(key, take([x - wide, y - high, x + wide, y + high]) ? 'chip' : 'dot');
  }
  for (const { key, x, y, name } of marks) {
    if (name === '' || forms.get(key) !== 'chip') continue;
    const half = widthOf(name) / 2;
    if (x - half < 0 || x + half > width) continue;
    const top = y + high;
    if (take([x - half, top, x + half, top + line])) forms.set(key, 'named');
  }
  return forms;
}

function widthOf(name: string): number {
  return [...name].reduce((width, one) => width + (one >= '가' ? syllable : letter), 0);
}
