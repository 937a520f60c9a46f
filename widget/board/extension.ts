import type { html, nothing, TemplateResult } from 'lit';
import type { BoardPlace } from './feed/places-file.ts';
import type { BoardWords } from './words.ts';

/** What the second script draws with: the Lit of the first. */
export interface Templates {
  readonly html: typeof html;
  readonly nothing: typeof nothing;
}

/** The board as the second script sees it. */
export interface ExtensionHost {
  /** Shows one of the hours of the history on the map, by its place; `null` for now. */
  showHour(hour: number | null): void;
  requestUpdate(): void;
}

export interface HoursModel {
  /** Beginnings of the hours, oldest first; milliseconds since the epoch. */
  readonly hours: readonly number[];
  /** The place of the one that is shown; `null` for now, which stands for the last. */
  readonly hour: number | null;
  readonly now: number;
  readonly words: BoardWords;
}

export interface SearchModel {
  readonly query: string;
  readonly places: readonly BoardPlace[];
  /** Codes of those that are shown: their places come first. */
  readonly regions: readonly string[];
  readonly words: BoardWords;
}

/** What the second script does for one board. Both scripts of a major version keep to it. */
export interface BoardExtension {
  /** The slider of the hours, in the place of the button that brought it. */
  hours(model: HoursModel): TemplateResult;
  /** A field that finds places, in the place of the button that brought it. */
  search(model: SearchModel): TemplateResult;
  /** What a button of its own asks for, by its `data-do`. */
  act(action: string): void;
  disconnected(): void;
}

/** The exports of the second script. */
export interface BoardExtensionScript {
  extendBoard(host: ExtensionHost, templates: Templates): BoardExtension;
}
