import type { Words } from '../format/words.ts';
import type { Extreme } from './model/extremes.ts';
import type { MetricId } from './model/metrics.ts';

/** What a board says. What stands in {braces} stays. */
export interface BoardWords {
  readonly common: Words;
  /** A warning (특보) of KMA's by kind and level: `강풍주의보`. */
  readonly warning: (kind: string, level: string) => string;
  readonly country: string;
  readonly title: string;
  /** In the head: when, and how many of how many places have a value. */
  readonly observed: string;
  readonly count: string;
  readonly tabs: string;
  readonly metric: string;
  readonly metrics: Readonly<Record<MetricId, string>>;
  /** The same in a head of the table. */
  readonly columns: Readonly<Record<MetricId | 'name' | 'line' | 'range' | 'station', string>>;
  readonly map: string;
  readonly mapRole: string;
  readonly summary: string;
  readonly summaryNothing: string;
  readonly table: string;
  readonly sortedBy: string;
  readonly ascending: string;
  readonly descending: string;
  readonly extremes: Readonly<Record<Extreme['id'], string>>;
  readonly today: Readonly<Record<Extreme['id'], string>>;
  readonly noRain: string;
  readonly suspect: string;
  readonly missing: string;
  readonly noHistory: string;
  /** What brings the slider of the last 24 hours, and what it is called. */
  readonly hours: string;
  readonly hour: string;
  readonly now: string;
  readonly play: string;
  readonly pause: string;
  readonly noMap: string;
  readonly stale: string;
  readonly retry: string;
  readonly unknownRegion: string;
  readonly allStations: string;
  readonly search: string;
  readonly searchHint: string;
  readonly noneFound: string;
  readonly close: string;
  readonly partly: string;
  readonly others: string;
  readonly issued: string;
  /** In the table, and where there is room. */
  readonly station: string;
  readonly spokenStation: string;
  readonly borders: string;
  readonly warmer: string;
  readonly colder: string;
  readonly alike: string;
  readonly directions: string;
  readonly loading: string;
}
