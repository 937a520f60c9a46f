import type { Quality } from '@nalssi/schemas';

const hour = 3_600_000;
const chartHours = 48;
/** °C. What is greater was not measured, and the axis does not go there. */
const greatest = 100;

/** An hour of a station's history, as far as the chart shows it. */
export interface ChartHour {
  /** Its beginning, RFC 3339. */
  readonly hour: string;
  /** °C; absent where nothing was measured. */
  readonly temperature?:
    | { readonly value: number; readonly quality: Quality; readonly observedAt: string }
    | undefined;
}

export interface ChartBox {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
  readonly quality: Quality;
}

export interface TemperatureChart {
  /** Runs of hours that follow each other; a line breaks where nothing was measured. */
  readonly lines: readonly (readonly ChartPoint[])[];
  /** Values that a check doubts or refuses. */
  readonly marks: readonly ChartPoint[];
  /** Stretches of hours without a temperature, in x. */
  readonly gaps: readonly { readonly x: number; readonly width: number }[];
  readonly ticksX: readonly { readonly x: number; readonly at: number }[];
  readonly ticksY: readonly { readonly y: number; readonly value: number }[];
  /** Where a moment stands. */
  readonly xOf: (at: number) => number;
}

/** The 48 whole hours that end with the one in which `now` is: each hour's beginning. */
export function hoursUntil(now: number): number[] {
  const last = Math.floor(now / hour) * hour;
  return Array.from({ length: chartHours }, (_, index) => last - (chartHours - 1 - index) * hour);
}

/** History by the hour's beginning. */
export function rowsByHour<Row extends ChartHour>(
  history: readonly Row[],
): ReadonlyMap<number, Row> {
  return new Map(history.map((row) => [Date.parse(row.hour), row]));
}

/** The temperatures of the last 48 hours as a line in a box. */
export function temperatureChart(
  history: readonly ChartHour[],
  hours: readonly number[],
  box: ChartBox,
): TemperatureChart {
  const rows = rowsByHour(history);
  const measured = hours.flatMap((at) => rows.get(at)?.temperature ?? []);
  const [low, high, step] = niceRange(
    measured
      .filter(({ quality, value }) => quality !== 'fail' && Math.abs(value) <= greatest)
      .map(({ value }) => value),
  );
  const start = hours[0] ?? 0;
  const end = (hours.at(-1) ?? 0) + hour;
  const innerWidth = box.width - box.left - box.right;
  const innerHeight = box.height - box.top - box.bottom;
  const xOf = (at: number) => box.left + ((at - start) / (end - start)) * innerWidth;
  const yOf = (value: number) =>
    box.top + (1 - (Math.min(Math.max(value, low), high) - low) / (high - low)) * innerHeight;

  const lines: ChartPoint[][] = [];
  const marks: ChartPoint[] = [];
  const gaps: { x: number; width: number }[] = [];
  let line: ChartPoint[] = [];
  for (const at of hours) {
    const found = rows.get(at)?.temperature;
    const observedAt = Date.parse(found?.observedAt ?? '');
    // A moment or a value that is none has no place.
    if (found !== undefined && Number.isFinite(observedAt) && Math.abs(found.value) < 1e6) {
      const { value, quality } = found;
      const point = { x: xOf(observedAt), y: yOf(value), at: observedAt, value, quality };
      if (quality === 'suspect' || quality === 'fail') marks.push(point);
      // What failed was never shown, so no line leads through it.
      if (quality !== 'fail') {
        line.push(point);
        continue;
      }
    } else if (at < (hours.at(-1) ?? 0)) {
      gaps.push({ x: xOf(at), width: innerWidth / hours.length });
    }
    if (line.length > 0) lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  const kst = 9 * hour;
  return {
    lines,
    marks,
    gaps,
    ticksX: hours.filter((at) => ((at + kst) / hour) % 6 === 0).map((at) => ({ x: xOf(at), at })),
    ticksY: Array.from({ length: Math.round((high - low) / step) + 1 }, (_, index) => {
      const value = low + index * step;
      return { y: yOf(value), value };
    }),
    xOf,
  };
}

/** Bounds and step of an axis with three to six labels at round numbers. */
function niceRange(values: readonly number[]): [low: number, high: number, step: number] {
  const lowest = values.length === 0 ? 0 : Math.min(...values);
  const highest = values.length === 0 ? 10 : Math.max(...values);
  const span = Math.max(highest - lowest, 2);
  const step = [1, 2, 5, 10, 20, 50].find((candidate) => span / candidate <= 5) ?? 100;
  const low = Math.floor(lowest / step) * step;
  return [low, Math.max(Math.ceil(highest / step) * step, low + 2 * step), step];
}
