import type { StationZone } from '../../catalogue/learnt-zones.ts';
import type { Ring, ZoneArea } from './polygons.ts';

/** A place of a station, degrees (WGS 84). */
export interface Place {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
}

/** Kilometres: coasts and small islands are drawn coarsely, and some stations stand on a pier. */
const farthest = 2;

const kilometresADegree = 111.2;

/**
 * The zone of each station: the area that it stands in, else the nearest one within 2 km. Stations
 * farther from all, as on buoys, are left out.
 */
export function placeStations(
  stations: readonly Place[],
  areas: readonly ZoneArea[],
): Record<string, StationZone> {
  const placed: Record<string, StationZone> = {};
  for (const station of stations) {
    const area = areas.find((one) => isInside(station, one)) ?? nearest(station, areas);
    if (area !== null) placed[station.id] = { id: area.id, name: area.name };
  }
  return placed;
}

/** By the rule of even and odd, which holds for rings that cross themselves too. */
function isInside({ lat, lon }: Place, { rings, box: [west, south, east, north] }: ZoneArea) {
  if (lon < west || lon > east || lat < south || lat > north) return false;
  let inside = false;
  for (const ring of rings) {
    eachSide(ring, (lonA, latA, lonB, latB) => {
      if (latA > lat === latB > lat) return;
      if (lon < lonA + ((lat - latA) / (latB - latA)) * (lonB - lonA)) inside = !inside;
    });
  }
  return inside;
}

function nearest(station: Place, areas: readonly ZoneArea[]): ZoneArea | null {
  let found: ZoneArea | null = null;
  let least = farthest;
  for (const area of areas) {
    if (distanceToBox(station, area.box) > least) continue;
    for (const ring of area.rings) {
      eachSide(ring, (...side) => {
        const distance = distanceToSide(station, side);
        if (distance >= least) return;
        least = distance;
        found = area;
      });
    }
  }
  return found;
}

/** From each corner to the next, and from the last to the first. */
function eachSide(
  ring: Ring,
  look: (lonA: number, latA: number, lonB: number, latB: number) => void,
): void {
  let [lonA = 0, latA = 0] = ring.slice(-2);
  for (let index = 0; index < ring.length; index += 2) {
    const [lonB = 0, latB = 0] = [ring[index], ring[index + 1]];
    look(lonA, latA, lonB, latB);
    lonA = lonB;
    latA = latB;
  }
}

/** Kilometres, on a plane that touches the station. */
function distanceToSide(
  { lat, lon }: Place,
  [lonA, latA, lonB, latB]: readonly [number, number, number, number],
): number {
  const [ax, ay] = [(lonA - lon) * Math.cos((lat * Math.PI) / 180), latA - lat];
  const [bx, by] = [(lonB - lon) * Math.cos((lat * Math.PI) / 180), latB - lat];
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length === 0 ? 0 : -(ax * (bx - ax) + ay * (by - ay)) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(ax + share * (bx - ax), ay + share * (by - ay)) * kilometresADegree;
}

function distanceToBox({ lat, lon }: Place, [west, south, east, north]: ZoneArea['box']): number {
  const x = Math.max(west - lon, 0, lon - east) * Math.cos((lat * Math.PI) / 180);
  const y = Math.max(south - lat, 0, lat - north);
  return Math.hypot(x, y) * kilometresADegree;
}
