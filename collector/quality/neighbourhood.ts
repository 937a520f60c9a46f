import { around } from 'geokdbush';
import KDBush from 'kdbush';

/** Something with a place: degrees, WGS 84. */
export interface Located {
  readonly lat: number;
  readonly lon: number;
}

/** Finds what is near in a set of points, which is not empty. */
export class Neighbourhood<Point extends Located> {
  readonly #points: readonly Point[];
  readonly #index: KDBush;

  constructor(points: readonly Point[]) {
    this.#points = points;
    this.#index = new KDBush(points.length);
    for (const { lat, lon } of points) this.#index.add(lon, lat);
    this.#index.finish();
  }

  /**
   * Indices of the nearest points within `radius` km, nearest first and `most` of them, without
   * `point` itself.
   */
  around(point: Located, radius: number, most: number): number[] {
    const isOther = (index: number) => this.#points[index] !== point;
    return around(this.#index, point.lon, point.lat, most, radius, isOther);
  }
}
