import type { html, nothing, ReactiveElement, svg } from 'lit';
import type { FeedError } from '../feed/feed-error.ts';
import type { FileContent, PolledFile } from '../feed/polled-file.ts';
import type { ReaderState } from './answers/reader-state.ts';
import type { BoardFiles, BoardQuestion, BoardReader, BoardView, TableView } from './board-view.ts';
import type { BoardContent } from './feed/board-file.ts';
import type { HistoryContent } from './feed/history-file.ts';
import type { FoundPlace } from './model/choice.ts';
import type { MetricId, Metrics } from './model/metrics.ts';
import type { Row } from './model/rows.ts';
import type { LongList } from './pace.ts';
import type { BoardWords } from './words.ts';

// What the scripts of a board are to each other. The first draws the table; the overview, which comes
// at the same time as the files of the feed, what stands around it; the second answers readers, and is
// loaded when all that has been drawn; the third has what they ask for in detail. All of a major
// version keep to it, and to `shared.ts`: caches mix them.

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
  readonly element: ReactiveElement & BoardAttributes & { refresh(): Promise<void> };
  /** What everything is drawn in, which has all listeners. */
  readonly frame: HTMLElement;
  readonly templates: Templates;
  /** What is on the page now. */
  readonly view: BoardView | null;
  readonly files: BoardFiles;
  readonly words: BoardWords;
  /** Reads a file of the feed while somebody looks, until other regions are shown. */
  open<Content extends FileContent>(
    path: string,
    read: (file: unknown) => Content,
  ): PolledFile<Content>;
  loadExtras(): Promise<BoardExtrasScript>;
  /** Whether somebody can see the board: only then its files are asked for again. */
  setSeen(isSeen: boolean): void;
}

/** In which a board is drawn. */
export interface Circumstances {
  /** `null` before there are values. */
  readonly board: BoardContent | null;
  readonly failure: FeedError | null;
  /** Whether what the feed has answered is old. */
  readonly isOld: boolean;
  /** Width by height of the room of the map, until that is there. */
  readonly proportion: number;
  readonly controls: Controls | null;
}

/** What is drawn around the table. */
interface Surroundings {
  /** What is wrong. */
  readonly notice: unknown;
  readonly warnings: unknown;
  readonly extremes: unknown;
  /** `null` where the maps could not be had. */
  readonly map: unknown;
  /** Who made the borders of the map, after a point; empty without one. */
  readonly borders: string;
}

/** What stands around the table at one moment. */
export interface Look extends Pick<BoardView, 'marks' | 'warned' | 'dayOf'> {
  draw(moment: BoardMoment, circumstances: Circumstances): Surroundings;
  /** The cell of its highest and lowest temperature of today. */
  range(row: Row): unknown;
  /** An arrow that points to where the wind of a row goes. */
  wind(row: Row): unknown;
  /** The stations of the map that was drawn, for the place in it that they stand in. */
  stations(box: HTMLElement): LongList;
}

/** What the overview does for one board. */
export interface BoardOverview {
  see(table: TableView, files: BoardFiles, question: BoardQuestion): Look;
  /** That nobody knows these words for regions. */
  refuse(unknown: readonly string[]): unknown;
}

/** The exports of the overview. */
export interface BoardOverviewScript {
  overview(host: BoardHost): BoardOverview;
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

/** What can have the focus by a `data-key`, or by a `data-tab`. */
export type BoardStop = HTMLElement | SVGElement;

/** What the third script does for one board. */
export interface BoardExtras {
  /** What `place` means; `undefined` while the places are on their way. */
  place(): FoundPlace | null | undefined;
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
  /**
   * Goes where a key leads from a mark, from a row or head of the table or from a tab, and says whether the
   * key shall do nothing else.
   */
  press(stop: BoardStop, key: string): boolean;
  /**
   * Does what a button asks for by its `data-do`, and of which place by its `data-go`; `reveal`: where the
   * table scrolls by itself, to the row that was chosen.
   */
  act(action: string, place?: string): void;
  disconnected(): void;
}

/** The exports of the third script. */
export interface BoardExtrasScript {
  /** `set` changes what the reader has done, and draws the board by it. */
  extra(host: BoardHost, set: (changes: Partial<ReaderState>) => void): BoardExtras;
}
