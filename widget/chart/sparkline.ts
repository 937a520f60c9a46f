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
 * Lines of series of hours by their keys, `null` where nothing was measured: all with the same °C a
 * unit, so that they can be compared. A series of less than two values has none.
 */
export function sparklinesOf(
  series: ReadonlyMap<string, readonly (number | null)[]>,
): ReadonlyMap<string, Sparkline> {
  const { width, height, margin } = sparklineBox;
  const ranges = [...series].flatMap(([id, values]) => {
    const measured = values.filter((value) => value !== null);
    return measured.length < 2
      ? []
      : [{ id, values, low: Math.min(...measured), high: Math.max(...measured) }];
  });
  const span = Math.max(leastSpan, ...ranges.map(({ low, high }) => high - low));
  return new Map(
    ranges.map(({ id, values, low, high }) => {
      const middle = (low + high) / 2;
      const step = (width - 2 * margin) / (values.length - 1);
      const point = (value: number, index: number) =>
        [
          Math.round((margin + index * step) * 10) / 10,
          Math.round((height / 2 - ((value - middle) / span) * (height - 2 * margin)) * 10) / 10,
        ] as const;
      let path = '';
      values.forEach((value, index) => {
        if (value === null) return;
        path += `${values[index - 1] == null ? 'M' : 'L'}${point(value, index).join(' ')}`;
      });
      const at = (value: number) => point(value, values.lastIndexOf(value));
      return [id, { path, high: at(high), low: at(low) }];
    }),
  );
}
