import { plainName } from '../../feed/plain-name.ts';
import type { MapFile } from '../map-file.ts';
import { unitsOf } from './project.ts';

/**
 * What a file says of a map; `null` where it says nothing that could be drawn: a number is missing or too large for
 * one, it has more places than any map has, of which the country by 시군구 has 230, more insets, each of which is all
 * of it once more, of which that has 2, or longer paths, of which that has 42,000 letters: a browser painted one of
 * 700,000 for 20 s.
 */
export function mapIn(file: unknown): MapFile | null {
  try {
    const map = file as MapFile;
    const { places, around, box, insets = [] } = map;
    const numbers = [unitsOf(0, 0, map), box, insets.map((inset) => [inset.view, inset.box])].flat(
      3,
    );
    const paths = [...Object.values(places), around];
    const names = insets.map(({ name }) => name.ko + name.en).join('');
    // To join them throws where one is no text and cannot become one, as drawing it would.
    return numbers.length === 6 + 8 * insets.length &&
      numbers.every(Number.isFinite) &&
      insets.length < 6 &&
      paths.length < 302 &&
      !paths.join('')[50_000] &&
      names === plainName(names.slice(0, 99))
      ? map
      : null;
  } catch {
    return null;
  }
}

/** Those of files that can be drawn, side by side; the maps of all 17 regions have 165,000 letters together. */
export function mapsIn(files: readonly unknown[]): MapFile[] {
  let letters = 0;
  return files.map(mapIn).filter((map) => {
    letters += JSON.stringify(map).length;
    return map !== null && letters < 250_000;
  }) as MapFile[];
}
