import type { ConditionCode, RegionCode } from '@nalssi/schemas/facts';
import type { Words } from '../format/words.ts';
import type { MarkId } from './answers/scales.ts';
import type { MetricId } from './model/metrics.ts';
import type { SortKey } from './model/sorting.ts';

/**
 * Words of the first script. Those of the later ones come with them in Korean, and with these in
 * every other language. What stands in {braces} stays.
 */
export interface BoardWords {
  readonly common: Pick<Words, 'language' | 'replay' | 'failed' | 'date' | 'attributions'>;
  /** Names of regions in other languages than Korean. */
  readonly regions?: Readonly<Record<RegionCode, string>> | undefined;
  readonly country: string;
  readonly title: string;
  /** In the head: when, and how many of how many places have a value. */
  readonly observed: string;
  readonly count: string;
  /** Heads of the table. */
  readonly columns: Readonly<Record<SortKey | 'line' | 'station', string>>;
  readonly table: string;
  readonly suspect: string;
  readonly missing: string;
  readonly noMap: string;
  readonly station: string;
  readonly loading: string;
  readonly overview?: OverviewWords;
  readonly answers?: AnswerWords;
  readonly extras?: ExtraWords;
}

export type ExtremeId = 'warmest' | 'coldest' | 'wettest' | 'windiest';

/** Words of the overview. */
export interface OverviewWords {
  /** A warning (특보) of KMA's by kind and level: `강풍주의보`. */
  readonly warning: (kind: string, level: string) => string;
  readonly others: string;
  readonly issued: string;
  readonly stale: string;
  readonly retry: string;
  readonly unknownRegion: string;
  readonly mapRole: string;
  readonly borders: string;
  readonly extremes: Readonly<Record<ExtremeId, string>>;
  readonly today: Readonly<Record<ExtremeId, string>>;
  readonly noRain: string;
  readonly directions: string;
}

/** Words of the second script. */
export interface AnswerWords {
  readonly conditions: Readonly<Record<ConditionCode, string>>;
  readonly tabs: string;
  readonly metric: string;
  readonly metrics: Readonly<Record<MetricId, string>>;
  readonly marks: Readonly<Record<MarkId, string>>;
  readonly map: string;
  readonly summary: string;
  readonly summaryNothing: string;
  readonly sortedBy: string;
  readonly ascending: string;
  readonly descending: string;
  readonly noHistory: string;
  readonly partly: string;
  /** What brings the slider of the last 24 hours. */
  readonly hours: string;
  readonly allStations: string;
  readonly search: string;
  readonly observed: string;
  readonly suspect: string;
  readonly missing: string;
  readonly station: string;
  readonly warmer: string;
  readonly colder: string;
  readonly alike: string;
}

/** Words of the third script. */
export interface ExtraWords {
  readonly search: string;
  readonly searchHint: string;
  readonly noneFound: string;
  readonly close: string;
  /** The slider of the hours. */
  readonly hour: string;
  readonly now: string;
  readonly play: string;
  readonly pause: string;
  /** Above the last two days of a station. */
  readonly panel: string;
  readonly elevation: string;
  readonly chart: string;
  readonly noChart: string;
  readonly chartFailed: string;
  readonly loading: string;
  readonly more: string;
}
