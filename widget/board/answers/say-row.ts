import { observedTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import type { MetricId, Metrics } from '../model/metrics.ts';
import { livingOf, type Row } from '../model/rows.ts';
import type { AnswerWords, BoardWords } from '../words.ts';

/** What rows are said in. */
export interface Speech {
  readonly metric: MetricId;
  readonly metrics: Metrics;
  readonly words: AnswerWords;
  readonly common: BoardWords['common'];
}

/** A row in words, which begin with what is seen. */
export function sayRow(row: Row, now: number, speech: Speech): string {
  const { metric, metrics, words } = speech;
  const reading = livingOf(row, metric, now);
  if (reading === null) return `${row.name} ${words.missing}`;
  const { text, unit } = metrics[metric];
  // The number is a word of its own, as it is on the map.
  const value = `${text(reading.value)}${unit.replace(/^m/, ' m')}`;
  return [`${row.name} ${value}`, ...detailsOf(row, now, speech)].join(', ');
}

/** What else is said of a row besides its value: what is seen, the change, the station, the time. */
function detailsOf(row: Row, now: number, { metrics, words, common }: Speech): readonly string[] {
  const reading = livingOf(row, 'temperature', now);
  const change = livingOf(row, 'change', now)?.value;
  const size = metrics.change.text(change ?? 0).slice(1);
  const changed =
    Math.abs(change ?? 0) < 0.05
      ? words.alike
      : fill((change ?? 0) > 0 ? words.warmer : words.colder, { value: size });
  const seen = row.now?.condition;
  const condition = seen && now < seen.expiresAt ? seen.value : '';
  const isKnown = Object.hasOwn(words.conditions, condition);
  const km = row.km === null ? '' : String(Math.round(row.km));
  return [
    isKnown ? words.conditions[condition as keyof typeof words.conditions] : '',
    change === undefined ? '' : changed,
    km && fill(words.station, { name: row.stationName, km }),
    reading ? fill(words.observed, { time: observedTime(reading.observedAt, now, common) }) : '',
    reading?.isSuspect ? words.suspect : '',
  ].filter(Boolean);
}

/** The board in a sentence: how many places have a value, and which the highest and the lowest. */
export function summaryOf(
  rows: readonly Row[],
  now: number,
  time: string,
  { metric, metrics, words }: Speech,
): string {
  const { text, unit } = metrics[metric];
  const alive = rows
    .flatMap((row) => {
      const reading = livingOf(row, metric, now);
      return reading ? [{ name: row.name, value: reading.value }] : [];
    })
    .toSorted((one, other) => other.value - one.value);
  const [highest] = alive;
  const lowest = alive.at(-1);
  const all = String(rows.length);
  if (highest === undefined || lowest === undefined) return fill(words.summaryNothing, { all });
  return fill(words.summary, {
    all,
    count: String(alive.length),
    highest: highest.name,
    high: `${text(highest.value)}${unit}`,
    lowest: lowest.name,
    low: `${text(lowest.value)}${unit}`,
    time,
  });
}
