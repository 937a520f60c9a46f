import type { Box, MapFile, MapInset } from '../map-file.ts';

/** Where something is drawn on a map, in units of the map. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  /** The inset that it is drawn in. */
  readonly inset: MapInset | null;
  /** Whether the map does not show its place: it is drawn at the edge, on the side where it lies. */
  readonly isOutside: boolean;
}

/** Radius of the sphere of EPSG:3857, metres. */
const radius = 6_378_137;

/** Degrees (WGS 84) in units of a map's drawing, whether it shows them or not. */
export function unitsOf(
  lat: number,
  lon: number,
  { origin: [left, top], step }: Pick<MapFile, 'origin' | 'step'>,
): readonly [x: number, y: number] {
  const radians = Math.PI / 180;
  const north = Math.log(Math.tan(Math.PI / 4 + (lat * radians) / 2));
  return [(radius * lon * radians - left) / step, (-radius * north - top) / step];
}

/**
 * Where a map shows a place (degrees, WGS 84): in an inset that has it, else where it lies, else at the
 * nearest point of the edge. Pure.
 */
export function project(lat: number, lon: number, map: MapFile): MapPoint {
  const [x, y] = unitsOf(lat, lon, map);
  const inset = map.insets?.find(({ box }) => isIn(box, x, y));
  if (inset !== undefined) {
    const { view, box } = inset;
    const scale = view[2] / (box[2] - box[0]);
    return {
      x: view[0] + (x - box[0]) * scale,
      y: view[1] + (y - box[1]) * scale,
      inset,
      isOutside: false,
    };
  }
  const [left, top, right, bottom] = map.box;
  return {
    x: Math.min(Math.max(x, left), right),
    y: Math.min(Math.max(y, top), bottom),
    inset: null,
    isOutside: !isIn(map.box, x, y),
  };
}

function isIn([left, top, right, bottom]: Box, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}
