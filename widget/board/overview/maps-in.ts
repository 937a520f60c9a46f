import type { MapFile } from '../map-file.ts';
import { unitsOf } from './project.ts';

/** The maps of all 17 regions side by side have 220,000. */
const lettersInAll = 300_000;

/**
 * Letters of paths that are drawn for a map, which in each of its insets is drawn once more. Throws where one is no
 * text and cannot become one, as drawing it would.
 */
const lettersOf = ({ places, around, insets = [] }: MapFile): number =>
  [...Object.values(places), around].join('').length * (1 + insets.length);

/**
 * What a file says of a map; `null` where it says nothing that could be drawn: a number is missing or too large for
 * one, it has more places than any map has, of which the country by 시군구 has 230, more insets, of which that has 2,
 * or longer paths, of which that has 42,000 letters: a browser painted one of 700,000 for 20 s.
 */
export function mapIn(file: unknown): MapFile | null {
  try {
    const map = file as MapFile;
    const insets = map.insets ?? [];
    const numbers = [
      unitsOf(0, 0, map),
      map.box,
      ...insets.flatMap(({ view, box }) => [view, box]),
    ].flat();
    return numbers.length === 6 + 8 * insets.length &&
      numbers.every(Number.isFinite) &&
      insets.length < 6 &&
      Object.values(map.places).length <= 300 &&
      lettersOf(map) <= 50_000 * (1 + insets.length)
      ? map
      : null;
  } catch {
    return null;
  }
}

/** What files say of maps that are drawn side by side: those that can be drawn, as many as are together no freeze. */
export function mapsIn(files: readonly unknown[]): MapFile[] {
  let letters = 0;
  return files
    .map(mapIn)
    .filter((map) => map !== null)
    .filter((map) => {
      letters += lettersOf(map);
      return letters <= lettersInAll;
    });
}
