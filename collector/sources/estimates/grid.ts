/** A cell of KMA's forecast grid, 5 km wide, counted from 1 in the south-west. */
export interface GridCell {
  /** 1 to 149, eastward. */
  readonly nx: number;
  /** 1 to 253, northward. */
  readonly ny: number;
}

/** Cells of the grid, eastward and northward. */
const gridSize: GridCell = { nx: 149, ny: 253 };

const radians = Math.PI / 180;

// KMA's Lambert conformal conic projection on a sphere, as in its guide to the forecast services:
// radius 6371.00877 km in cells of 5 km, true at 30 and 60 degrees north, with 38 N 126 E in the
// middle of cell 43,136.
const radius = 6371.00877 / 5;
const [south, north] = [30 * radians, 60 * radians];
const origin = { lat: 38 * radians, lon: 126 * radians, nx: 43, ny: 136 };

const cone =
  Math.log(Math.cos(south) / Math.cos(north)) / Math.log(tangent(north) / tangent(south));
const scale = (tangent(south) ** cone * Math.cos(south)) / cone;
const originDistance = distanceFromPole(origin.lat);

function tangent(lat: number): number {
  return Math.tan(Math.PI / 4 + lat / 2);
}

function distanceFromPole(lat: number): number {
  return (radius * scale) / tangent(lat) ** cone;
}

/** The cell that holds a place (degrees, WGS 84), or `null` for a place beyond the grid. */
export function gridCellOf(lat: number, lon: number): GridCell | null {
  const distance = distanceFromPole(lat * radians);
  const angle = cone * (lon * radians - origin.lon);
  const nx = Math.floor(distance * Math.sin(angle) + origin.nx + 0.5);
  const ny = Math.floor(originDistance - distance * Math.cos(angle) + origin.ny + 0.5);
  const isInside = nx >= 1 && nx <= gridSize.nx && ny >= 1 && ny <= gridSize.ny;
  return isInside ? { nx, ny } : null;
}
