import type { Sorting } from '../model/sorting.ts';

/** What a reader has done to a board. */
export interface ReaderState {
  readonly sorting: Sorting;
  /** Key of the row that was chosen, empty for none; `null` where the reader has not. */
  readonly selected: string | null;
  readonly mapStop: string;
  readonly tableStop: string;
  /** Place of the hour that the map shows; `null` for now. */
  readonly hour: number | null;
  /** Whether the slider of the hours is there. */
  readonly hasHours: boolean;
  /** What is typed into the search; `null` while it is closed. */
  readonly query: string | null;
  /** What is told to screen readers of what the reader has done. */
  readonly said: string;
}

/** Of a reader who has done nothing yet. */
export const untouched: ReaderState = {
  sorting: { by: 'name', isDescending: false },
  selected: null,
  mapStop: '',
  tableStop: '',
  hour: null,
  hasHours: false,
  query: null,
  said: '',
};
