import type { html, nothing, ReactiveElement, svg } from 'lit';
import type { FileContent, PolledFile } from '../feed/polled-file.ts';
import type { BoardFiles, BoardReader, BoardView } from './board-view.ts';
import type { HistoryContent } from './feed/history-file.ts';
import type { FoundPlace } from './model/choice.ts';
import type { MetricId, Metrics } from './model/metrics.ts';
import type { Row } from './model/rows.ts';
import type { Scale } from './model/scales.ts';
import type { Sorting } from './model/sorting.ts';
import type { BoardWords } from './words.ts';

// What the scripts of a board are to each other. The first draws what is to be read; the second
// answers readers, and is loaded when that has been drawn; the third has what they ask for in
// detail. All of a major version keep to it, and to `shared.ts`: caches mix them.

/** What the later scripts draw with: the Lit of the first. */
export interface Templates {
  readonly html: typeof html;
  readonly svg: typeof svg;
  readonly nothing: typeof nothing;
}

/** The attributes of a board, of which one that was taken away is `null`. */
interface BoardAttributes {
  region: string;
  tabs: string;
  place: string;
  metric: MetricId | '';
  rows: 'places' | 'stations' | '';
}

/** The board as the later scripts see it. */
export interface BoardHost {
  readonly element: ReactiveElement & BoardAttributes;
  /** What everything is drawn in, which has all listeners. */
  readonly frame: HTMLElement;
  readonly templates: Templates;
  /** What is on the page now. */
  readonly view: BoardView | null;
  readonly files: BoardFiles;
  readonly words: BoardWords;
  /** ℃. */
  readonly scale: Scale;
  /** Reads a file of the feed while somebody looks, until other regions are shown. */
  open<Content extends FileContent>(
    path: string,
    read: (file: unknown) => Content,
  ): PolledFile<Content>;
  loadExtras(): Promise<BoardExtrasScript>;
}

/** What a board draws for its reader, beside what is there to be read. */
export interface Controls {
  /** The regions to choose from. */
  readonly tabs: unknown;
  readonly metrics: unknown;
  /** Below the map. */
  readonly chart: unknown;
  /** Above the table. */
  readonly tools: unknown;
  /** Of the station that was chosen. */
  readonly panel: unknown;
  /** For screen readers: the board in a sentence, and what the reader has done. */
  readonly spoken: unknown;
  readonly mapLabel: string;
}

/** What the second script does for one board. */
export interface BoardAnswers extends BoardReader {
  readonly sorting: Sorting;
  /** Keys of the mark, and of the row or head, that the tab key goes to. */
  readonly mapStop: string;
  readonly tableStop: string;
  draw(moment: BoardMoment): Controls;
  disconnected(): void;
}

/** What a board shows at one moment. */
export interface BoardMoment {
  readonly view: BoardView;
  /** None for the country. */
  readonly regions: readonly string[];
  /** As they are called together. */
  readonly region: string;
  readonly metric: MetricId;
  readonly metrics: Metrics;
  readonly now: number;
  readonly words: BoardWords;
}

/** The exports of the second script. */
export interface BoardAnswersScript {
  answer(host: BoardHost): BoardAnswers;
}

/** What the third script does for one board. */
export interface BoardExtras {
  /** What `place` means; `undefined` while the places are on their way. */
  place(): FoundPlace | null | undefined;
  /** The place with a number that was found. */
  placeOf(code: string): (FoundPlace & { readonly parent?: string | undefined }) | null;
  /** A field that finds places, in the place of the button that brought it. */
  search(query: string, moment: BoardMoment): unknown;
  /** The last two days of the station of a row. */
  panel(row: Row, moment: BoardMoment): unknown;
  /** A slider over hours, of which one is shown by its place; `null` for now. */
  hours(hours: readonly number[], hour: number | null, moment: BoardMoment): unknown;
  /** Rows as they were at the hour with this place in the histories. */
  past(
    rows: readonly Row[],
    histories: readonly (HistoryContent | null)[],
    hour: number,
  ): readonly Row[];
  /** Goes through the hours, or stops. */
  play(): void;
  disconnected(): void;
}

/** The exports of the third script. */
export interface BoardExtrasScript {
  /** `showHour` shows one of the hours on the map, by its place; `null` for now. */
  extra(host: BoardHost, showHour: (hour: number | null) => void): BoardExtras;
}
