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
 * work for one point the same however many there are. It is asked for every station of every
 * answer, so the grid is flat arrays of numbers: nothing is allocated while looking.
 */
export class Neighbourhood<Point extends Located> {
  readonly #points: readonly Point[];
  readonly #radius: number;
  readonly #most: number;
  /** km. */
  readonly #cellSize: number;
  readonly #kmPerLongitude: number;
  /** km east and north of the south-western corner. */
  readonly #west: number;
  readonly #south: number;
  readonly #columns: number;
  readonly #rows: number;
  /** The points of cell `c` are `#members` from `#starts[c]` up to `#starts[c + 1]`. */
  readonly #starts: Int32Array;
  readonly #members: Int32Array;
  /** Places of the members, in their order. */
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  /** The nearest found so far, nearest first, and how far they are, squared. */
  readonly #nearest: Int32Array;
  readonly #distances: Float64Array;
  #found = 0;

  /** `radius` in km; `most`: how many of the nearest to give. */
  constructor(points: readonly Point[], radius: number, most: number) {
    this.#points = points;
    this.#radius = radius;
    this.#most = most;
    this.#nearest = new Int32Array(most);
    this.#distances = new Float64Array(most);
    const [south, north] = extent(points.map(({ lat }) => lat));
    const [west, east] = extent(points.map(({ lon }) => lon));
    this.#kmPerLongitude = kmPerDegree * Math.cos((((south + north) / 2) * Math.PI) / 180);
    this.#west = west * this.#kmPerLongitude;
    this.#south = south * kmPerDegree;
    const width = (east - west) * this.#kmPerLongitude;
    const height = (north - south) * kmPerDegree;
    const size = Math.sqrt((width * height * pointsPerCell) / Math.max(1, points.length));
    this.#cellSize = Math.min(radius, Math.max(size, radius / 1000));
    this.#columns = Math.floor(width / this.#cellSize) + 1;
    this.#rows = Math.floor(height / this.#cellSize) + 1;

    const cells = Int32Array.from(points, (point) => this.#cellOf(point));
    this.#starts = new Int32Array(this.#columns * this.#rows + 1);
    for (const cell of cells) this.#starts[cell + 1] = (this.#starts[cell + 1] ?? 0) + 1;
    for (let cell = 1; cell < this.#starts.length; cell += 1) {
      this.#starts[cell] = (this.#starts[cell] ?? 0) + (this.#starts[cell - 1] ?? 0);
    }
    const next = this.#starts.slice();
    this.#members = new Int32Array(points.length);
    this.#x = new Float64Array(points.length);
    this.#y = new Float64Array(points.length);
    for (const [index, point] of points.entries()) {
      const cell = cells[index] ?? 0;
      const at = next[cell] ?? 0;
      next[cell] = at + 1;
      this.#members[at] = index;
      this.#x[at] = this.#eastOf(point);
      this.#y[at] = this.#northOf(point);
    }
  }

  /** The nearest points within the radius, nearest first, without `point` itself. */
  around(point: Point): Point[] {
    const found: Point[] = [];
    this.eachAround(point, (index) => {
      const near = this.#points[index];
      if (near !== undefined) found.push(near);
    });
    return found;
  }

  /** Calls back with the index of each of them instead, and allocates nothing. */
  eachAround(point: Point, visit: (index: number) => void): void {
    this.#find(point);
    for (let place = 0; place < this.#found; place += 1) visit(this.#nearest[place] ?? -1);
  }

  #find(point: Point): void {
    this.#found = 0;
    const x = this.#eastOf(point);
    const y = this.#northOf(point);
    const column = Math.floor(x / this.#cellSize);
    const row = Math.floor(y / this.#cellSize);
    const rings = Math.min(
      Math.ceil(this.#radius / this.#cellSize),
      Math.max(row, this.#rows - 1 - row, column, this.#columns - 1 - column),
    );
    for (let ring = 0; ring <= rings; ring += 1) {
      // What lies in this ring or beyond is at least this far away.
      const nearest = Math.max(0, ring - 1) * this.#cellSize;
      const last = this.#distances[this.#most - 1] ?? 0;
      if (this.#found === this.#most && last <= nearest * nearest) break;
      const northernmost = Math.min(this.#rows - 1, row + ring);
      for (let other = Math.max(0, row - ring); other <= northernmost; other += 1) {
        const isWholeRow = Math.abs(other - row) === ring;
        if (isWholeRow) this.#look(point, x, y, other, column - ring, column + ring);
        else {
          this.#look(point, x, y, other, column - ring, column - ring);
          this.#look(point, x, y, other, column + ring, column + ring);
        }
      }
    }
  }

  /** Takes the points of a row's cells from column `first` to `last`, which lie side by side. */
  #look(point: Point, x: number, y: number, row: number, first: number, last: number): void {
    const from = Math.max(0, first);
    const to = Math.min(this.#columns - 1, last);
    if (from > to) return;
    const end = this.#starts[row * this.#columns + to + 1] ?? 0;
    for (let at = this.#starts[row * this.#columns + from] ?? 0; at < end; at += 1) {
      // On a plane: exact to a few metres over 30 km.
      const dx = (this.#x[at] ?? 0) - x;
      const dy = (this.#y[at] ?? 0) - y;
      const distance = dx * dx + dy * dy;
      if (distance > this.#radius * this.#radius) continue;
      const index = this.#members[at] ?? 0;
      if (this.#points[index] !== point) this.#take(index, distance);
    }
  }

  /** Puts a point among the nearest, where it is one of them. */
  #take(index: number, distance: number): void {
    let place = this.#found;
    if (place < this.#most) this.#found += 1;
    else if (distance >= (this.#distances[place - 1] ?? 0)) return;
    else place -= 1;
    for (; place > 0 && (this.#distances[place - 1] ?? 0) > distance; place -= 1) {
      this.#distances[place] = this.#distances[place - 1] ?? 0;
      this.#nearest[place] = this.#nearest[place - 1] ?? 0;
    }
    this.#distances[place] = distance;
    this.#nearest[place] = index;
  }

  #cellOf(point: Point): number {
    const column = Math.floor(this.#eastOf(point) / this.#cellSize);
    const row = Math.floor(this.#northOf(point) / this.#cellSize);
    return within(row, this.#rows) * this.#columns + within(column, this.#columns);
  }

  #eastOf({ lon }: Located): number {
    return lon * this.#kmPerLongitude - this.#west;
  }

  #northOf({ lat }: Located): number {
    return lat * kmPerDegree - this.#south;
  }
}

/** Rounding must not put a point at the border outside. */
function within(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
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
