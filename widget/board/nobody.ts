import type { BoardReader } from './board-view.ts';

const nothing = () => undefined;

/** What a reader wants of a board before the second script is there to hear it. */
export const nobody: BoardReader = {
  sorting: { by: 'name', isDescending: false },
  selected: '',
  mapStop: '',
  tableStop: 'sort:name',
  place: () => null,
  arranged: (rows) => rows,
  onMap: (rows) => rows,
  scaleOf: () => null,
  label: nothing,
  line: nothing,
  warning: nothing,
  hatches: nothing,
};
