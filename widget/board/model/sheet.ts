import type { Box, MapFile, MapInset } from '../map-file.ts';
import { project } from '../project.ts';

/** One map on a sheet: in the sheet's units it is `scale` as large, and moved by `x` and `y`. */
export interface SheetMap {
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

/** The maps of regions that are shown together; `null` of none. */
export function sheetOf(maps: readonly MapFile[]): Sheet | null {
  const [first] = maps;
  if (first === undefined) return null;
  const placed = maps.map((map) => ({
    map,
    scale: map.step / first.step,
    x: (map.origin[0] - first.origin[0]) / first.step,
    y: (map.origin[1] - first.origin[1]) / first.step,
  }));
  const boxes = placed.map(({ map: { box }, scale, x, y }) => [
    x + box[0] * scale,
    y + box[1] * scale,
    x + box[2] * scale,
    y + box[3] * scale,
  ]);
  const side = (index: number) => boxes.map((box) => box[index] ?? 0);
  return {
    maps: placed,
    box: [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))],
  };
}

/** Where a sheet shows a point (degrees, WGS 84): on the map that has it, else at the edge of the first. */
export function onSheet({ maps }: Sheet, lat: number, lon: number): SheetPoint | null {
  const points = maps.map((placed) => ({ placed, point: project(lat, lon, placed.map) }));
  const [found] = points.toSorted(
    (one, other) => Number(one.point.isOutside) - Number(other.point.isOutside),
  );
  if (found === undefined) return null;
  const { placed, point } = found;
  return {
    x: placed.x + point.x * placed.scale,
    y: placed.y + point.y * placed.scale,
    inset: point.inset,
  };
}

/**
 * Boxes of the maps in km of EPSG:3857, so that there is room for a map before its file is there; a
 * test compares them with the files.
 */
const boxes: Readonly<Record<string, string>> = {
  'KR-11': '14110.5 -4538.2 14159 -4498.1',
  'KR-26': '14335.8 -4218 14395.3 -4161.4',
  'KR-27': '14286.8 -4347 14350.3 -4245.4',
  'KR-28': '14015.1 -4561 14118.6 -4439.2',
  'KR-29': '14097.2 -4199.9 14140.9 -4170',
  'KR-30': '14164.3 -4370.4 14200.6 -4325.2',
  'KR-31': '14355.9 -4263.9 14413 -4207.6',
  'KR-41': '14065.2 -4622.6 14235.3 -4421',
  'KR-42': '14143.2 -4671.4 14405.8 -4437.9',
  'KR-43': '14165.1 -4478.2 14324.5 -4299.2',
  'KR-44': '14010.6 -4450.2 14212.2 -4293.8',
  'KR-45': '14018.3 -4326.5 14243.4 -4200.3',
  'KR-46': '13918.3 -4236.3 14235.5 -4018.5',
  'KR-47': '14224.4 -4481.1 14456 -4234.8',
  'KR-48': '14198.1 -4291.9 14388.3 -4107.4',
  'KR-49': '14039.6 -3975.2 14137.6 -3907.3',
  'KR-50': '14151.2 -4402.7 14183.9 -4356.1',
  KR: '13859.1 -4675.7 14443.8 -3895.2',
};

/** Width of a sheet of these maps in its height. */
export function proportionOf(ids: readonly string[]): number {
  const sides = ids.map((id) => (boxes[id] ?? '0 0 1 1').split(' ').map(Number));
  const side = (index: number) => sides.map((box) => box[index] ?? 0);
  const width = Math.max(...side(2)) - Math.min(...side(0));
  const height = Math.max(...side(3)) - Math.min(...side(1));
  return Math.round((width / height) * 1000) / 1000;
}
