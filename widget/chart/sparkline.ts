/** A day of a station as a line of `width` × `height` units. */
export interface Sparkline {
  /** SVG path data; it breaks where nothing was measured. */
  readonly path: string;
  readonly high: readonly [x: number, y: number];
  readonly low: readonly [x: number, y: number];
}

export const sparklineBox = { width: 96, height: 26, margin: 3 };

/** K that a line's height stands for at the least: what is flat looks flat. */
const leastSpan = 4;

/**
 * A function that gives the lines of series of hours by their keys, `null` where nothing was measured: all
 * with the same °C a unit, so that they can be compared. A series of less than two values has none.
 * Each is made when it is first asked for.
 */
export function sparklinesOf(
  series: ReadonlyMap<string, readonly (number | null)[]>,
): (id: string) => Sparkline | undefined {
  let span = leastSpan;
  for (const values of series.values()) {
    const measured = values.filter((value) => value !== null);
    if (measured.length > 1) span = Math.max(span, Math.max(...measured) - Math.min(...measured));
  }
  const made = new Map<string, Sparkline | undefined>();
  return (id) => {
    if (!made.has(id)) made.set(id, sparklineOf(series.get(id) ?? [], span));
    return made.get(id);
  };
}

/** `span`: K that the line's height stands for. */
function sparklineOf(values: readonly (number | null)[], span: number): Sparkline | undefined {
  const { width, height, margin } = sparklineBox;
  const measured = values.filter((value) => value !== null);
  if (measured.length < 2) return undefined;
  const [low, high] = [Math.min(...measured), Math.max(...measured)];
  const step = (width - 2 * margin) / (values.length - 1);
  const tenth = (length: number) => Math.round(length * 10) / 10;
  const point = (value: number, index: number) =>
    [
      tenth(margin + index * step),
      tenth(height / 2 - ((value - (low + high) / 2) / span) * (height - 2 * margin)),
    ] as const;
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    path += `${values[index - 1] == null ? 'M' : 'L'}${point(value, index).join(' ')}`;
  });
  const at = (value: number) => point(value, values.lastIndexOf(value));
  return { path, high: at(high), low: at(low) };
}
