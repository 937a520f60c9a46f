import type { RegionCode } from '@nalssi/schemas/facts';
import { observedTime } from '../format/time.ts';
import type { WarningsContent } from './feed/warnings-file.ts';
import { last } from './last.ts';
import type { MapFile } from './map-file.ts';
import type { FoundPlace } from './model/choice.ts';
import type { MetricId, Metrics } from './model/metrics.ts';
import {
  livingOf,
  nextExpiryOf,
  placeRows,
  type RegionData,
  type Row,
  stationRows,
} from './model/rows.ts';
import { type Scale, temperatureScale } from './model/scales.ts';
import type { Sorting } from './model/sorting.ts';
import type { StationDay } from './overview/day.ts';
import type { MapMark } from './overview/marks.ts';
import type { Warned } from './overview/warned.ts';
import type { BoardWords } from './words.ts';

/** What the files say. */
export interface BoardFiles {
  readonly regions: readonly RegionData[];
  readonly warnings: WarningsContent | null;
  /** As they came; `null` for one that could not be had. */
  readonly maps: readonly unknown[] | null;
  /** The feed's now in milliseconds since the epoch. */
  readonly now: number;
}

/** What a reader wants of a board. */
export interface BoardReader {
  readonly sorting: Sorting;
  /** Key of the row that was chosen; empty for none. */
  readonly selected: string;
  /** Keys of the mark, and of the row or head, that the tab key goes to. */
  readonly mapStop: string;
  readonly tableStop: string;
  /** What the attribute `place` means; `undefined` while that is not known. */
  place(): FoundPlace | null | undefined;
  /** Rows in the order that the reader wants. */
  arranged(rows: readonly Row[], now: number): readonly Row[];
  /** Rows as the map shows them, where the reader has gone back in time. */
  onMap(rows: readonly Row[]): readonly Row[];
  /** A row in words, which begin with what is seen; `undefined` where nobody finds more than that. */
  label(
    row: Row,
    speech: Pick<BoardQuestion, 'metric' | 'metrics'> & Pick<BoardFiles, 'now'>,
  ): string | undefined;
  /** The colours of an element that the first script has none for. */
  scaleOf(metric: MetricId): Scale | null;
  /** The line of the last 24 hours of a station. */
  line(station: string): unknown;
  /** The warnings of a place by its number, below its name; and over the places of a map. */
  warning(place: string): unknown;
  hatches(map: MapFile, pattern: string): unknown;
}

/** What is asked of them. */
export interface BoardQuestion {
  /** None for the country. */
  readonly regions: readonly RegionCode[];
  readonly metric: MetricId;
  readonly metrics: Metrics;
  readonly areStations: boolean;
  /** Numbers of the stations that alone are shown; none for all. */
  readonly stations: readonly string[];
  readonly words: BoardWords;
  /** What the reader wants. */
  readonly answers: BoardReader;
}

/** What the table of a board shows at one moment. */
export interface TableView {
  /** In the order of the table. */
  readonly rows: readonly Row[];
  /** All that the regions have, also where rows are places. */
  readonly stations: readonly Row[];
  /** `null` where there are none. */
  readonly places: readonly Row[] | null;
  readonly areStations: boolean;
  /** How many rows have a value of the element that is shown. */
  readonly count: number;
  /** When the newest of them was observed; empty without any. */
  readonly time: string;
  readonly scale: Scale | null;
  /** When this view stops being right; milliseconds since the epoch. */
  readonly nextExpiry: number | null;
}

/** Everything that a board shows at one moment. */
export interface BoardView extends TableView {
  readonly marks: readonly MapMark[];
  readonly warned: Warned | null;
  /** The day of a row; `null` while nobody can read it. */
  readonly dayOf: (row: Row) => StationDay | null;
}

/**
 * A function that says what to show of the files. It is pure, but keeps the rows that it has made of the
 * files until it is given others.
 */
export function tableViewer(): (files: BoardFiles, question: BoardQuestion) => TableView {
  const rowsOf = ({ regions }: BoardFiles, { words, stations }: BoardQuestion) => ({
    stations: stationRows(regions, words.common.language, stations),
    places: stations[0] ? null : placeRows(regions, words.common.language, words.regions),
  });
  let asked: Parameters<typeof rowsOf>;
  // Of what `asked` has, by what it is made of.
  const rowsOfParts = last((..._: readonly unknown[]) => rowsOf(...asked));
  return (...now) => {
    asked = now;
    const [files, { areStations, metric, words, answers, stations: named }] = now;
    const parts = files.regions.flatMap(({ id, board, stations }) => [id, board, stations]);
    const { stations, places } = rowsOfParts(words, named.join(), ...parts);
    const rows = places === null || areStations ? stations : places;
    const alive = rows.flatMap((row) => livingOf(row, metric, files.now) ?? []);
    const newest = Math.max(0, ...alive.map(({ observedAt }) => observedAt));
    return {
      rows: answers.arranged(rows, files.now),
      stations,
      places,
      areStations: rows === stations,
      count: alive.length,
      time: newest > 0 ? observedTime(newest, files.now, words.common) : '',
      scale:
        metric === 'temperature' || metric === 'feelsLike'
          ? temperatureScale
          : answers.scaleOf(metric),
      nextExpiry: nextExpiryOf(stations, files.now),
    };
  };
}
