/** Something with a place: degrees, WGS 84. */
export interface Located {
  readonly lat: number;
  readonly lon: number;
}

const kmPerDegree = 111.2;

/** Points a cell holds on average: looking into a few cells finds enough of them. */
const pointsPerCell = 4;

/**
 * Finds what is near in a set of points. A grid with cells for about four points each keeps the
 * work for one point the same however many there are.
 */
export class Neighbourhood<Point extends Located> {
  readonly #cells = new Map<number, Point[]>();
  readonly #radius: number;
  readonly #most: number;
  /** km. */
  readonly #cellSize: number;
  readonly #kmPerLongitude: number;

  /** `radius` in km; `most`: how many of the nearest to give. */
  constructor(points: readonly Point[], radius: number, most: number) {
    this.#radius = radius;
    this.#most = most;
    const lats = points.map(({ lat }) => lat);
    const lons = points.map(({ lon }) => lon);
    const [south, north] = extent(lats);
    const [west, east] = extent(lons);
    this.#kmPerLongitude = kmPerDegree * Math.cos((((south + north) / 2) * Math.PI) / 180);
    const area = (north - south) * kmPerDegree * ((east - west) * this.#kmPerLongitude);
    const size = Math.sqrt((area * pointsPerCell) / Math.max(1, points.length));
    this.#cellSize = Math.min(radius, Math.max(size, radius / 1000));
    for (const point of points) {
      const key = this.#key(this.#column(point), this.#row(point));
      const cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, [point]);
      else cell.push(point);
    }
  }

  /** The nearest points within the radius, nearest first, without `point` itself. */
  around(point: Point): Point[] {
    const column = this.#column(point);
    const row = this.#row(point);
    const found: { point: Point; distance: number }[] = [];
    const rings = Math.ceil(this.#radius / this.#cellSize);
    for (let ring = 0; ring <= rings; ring += 1) {
      // What lies in this ring or beyond is at least this far away.
      const nearest = (ring - 1) * this.#cellSize;
      const near = found.filter(({ distance }) => distance <= nearest).length;
      if (near >= this.#most) break;
      for (const other of this.#ring(column, row, ring)) {
        const distance = this.#distance(point, other);
        if (other !== point && distance <= this.#radius) found.push({ point: other, distance });
      }
    }
    return found
      .sort((a, b) => a.distance - b.distance)
      .slice(0, this.#most)
      .map(({ point: near }) => near);
  }

  *#ring(column: number, row: number, ring: number): Generator<Point> {
    for (let dx = -ring; dx <= ring; dx += 1) {
      const wholeColumn = Math.abs(dx) === ring;
      for (let dy = -ring; dy <= ring; dy += wholeColumn ? 1 : Math.max(1, 2 * ring)) {
        yield* this.#cells.get(this.#key(column + dx, row + dy)) ?? [];
      }
    }
  }

  #column({ lon }: Located): number {
    return Math.floor((lon * this.#kmPerLongitude) / this.#cellSize);
  }

  #row({ lat }: Located): number {
    return Math.floor((lat * kmPerDegree) / this.#cellSize);
  }

  #key(column: number, row: number): number {
    return column * 4_194_304 + row;
  }

  /** km, on a plane: exact to a few metres over 30 km. */
  #distance(a: Located, b: Located): number {
    const dx = (a.lon - b.lon) * this.#kmPerLongitude;
    const dy = (a.lat - b.lat) * kmPerDegree;
    return Math.sqrt(dx * dx + dy * dy);
  }
}

function extent(values: readonly number[]): [number, number] {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return values.length === 0 ? [0, 0] : [lowest, highest];
}
