/** Where a station is, degrees. */
interface Position {
  readonly lat: number;
  readonly lon: number;
}

const hour = 3_600_000;
const step = hour / 6;

/** The rain of the sample day comes from the west in the evening and is over the sea by six. */
const inTheWest = { at: Date.parse('2024-11-23T20:00:00+09:00'), lon: 125.5 };
/** Degrees of longitude an hour. */
const speed = 0.55;

/** When the middle of the rain passes a place; where it stays dry, the same. */
export function rainyFrom({ lon }: Position): number {
  return inTheWest.at + ((lon - inTheWest.lon) / speed) * hour;
}

/** mm that fell at a place between two instants, by ten minutes. */
export function rainSum(at: Position, from: number, until: number): number {
  const middle = rainyFrom(at);
  // The most of it in the south; none where Seoul is.
  const most = 2.6 * Math.min(1, Math.max(0, (36.9 - at.lat) / 2));
  if (most === 0 || until < middle - 2 * hour || from > middle + 2 * hour) return 0;
  let sum = 0;
  const last = Math.floor(until / step) * step;
  for (let end = Math.floor(from / step) * step + step; end <= last; end += step) {
    const away = (end - middle) / hour;
    if (Math.abs(away) < 2) sum += (most * Math.cos((away * Math.PI) / 4) ** 2) / 6;
  }
  return sum;
}
