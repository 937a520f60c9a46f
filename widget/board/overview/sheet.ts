import type { Box, MapFile, MapInset } from '../map-file.ts';
import { project } from './project.ts';

/** One map on a sheet: in the sheet's units it is `scale` as large, and moved by `x` and `y`. */
interface SheetMap {
  readonly map: MapFile;
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Maps side by side, in the units of the first. */
export interface Sheet {
  readonly maps: readonly SheetMap[];
  /** What is shown. */
  readonly box: Box;
}

/** Where something stands on a sheet, in its units. */
export interface SheetPoint {
  readonly x: number;
  readonly y: number;
  readonly inset: MapInset | null;
}

/**
 * The maps of regions that are shown together; `null` of none. Where one alone has the place that the page
 * wants (degrees, WGS 84) in an inset, that inset is the map: nobody in 울릉 looks for it in a corner.
 */
export function sheetOf(all: readonly MapFile[], lat = 0, lon = 0): Sheet | null {
  const [only, other] = all;
  const inset = only && !other && lat > 0 ? project(lat, lon, only).inset : null;
  const maps = only && inset ? [{ ...only, box: inset.box, insets: [] }] : all;
  const [first] = maps;
  if (first === undefined) return null;
  const placed = maps.map((map) => ({
    map,
    scale: map.step / first.step,
    x: (map.origin[0] - first.origin[0]) / first.step,
    y: (map.origin[1] - first.origin[1]) / first.step,
  }));
  const side = (index: 0 | 1 | 2 | 3) =>
    placed.map(({ map, scale, x, y }) => (index % 2 ? y : x) + map.box[index] * scale);
  return {
    maps: placed,
    box: [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))],
  };
}

/**
 * Where a sheet shows a point (degrees, WGS 84): on the map that has it, that of its own region before
 * others, else at the edge of the first, but not of one without the rest of its region.
 */
export function onSheet(
  { maps }: Sheet,
  lat: number,
  lon: number,
  region?: string,
): SheetPoint | null {
  const own = maps.find(({ map }) => map.id === region);
  let found: SheetPoint | null = null;
  for (const { map, scale, x, y } of own ? [own, ...maps] : maps) {
    const point = project(lat, lon, map);
    const placed = { x: x + point.x * scale, y: y + point.y * scale, inset: point.inset };
    if (!point.isOutside) return placed;
    if (map.insets?.length !== 0) found ??= placed;
  }
  return found;
}
