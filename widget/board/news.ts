import { NalssiErrorEvent } from '../events/error-event.ts';
import { NalssiLoadEvent } from '../events/load-event.ts';
import { NalssiUpdateEvent } from '../events/update-event.ts';
import type { FeedError } from '../feed/feed-error.ts';
import type { BoardContent } from './feed/board-file.ts';
import type { RegionData } from './model/rows.ts';

/** Tells a page what has come to its board. */
export class News {
  readonly #board: EventTarget;
  #sequence: number | null = null;
  #failure: FeedError | null = null;
  #boards: readonly BoardContent[] = [];

  constructor(board: EventTarget) {
    this.#board = board;
  }

  /** Whether the page has been told of values. */
  get hasLoaded(): boolean {
    return this.#sequence !== null;
  }

  /** Tells what is new, and says whether values are. */
  tell(regions: readonly RegionData[], failure: FeedError | null, rows: number): boolean {
    const before = this.#boards;
    const boards = regions.flatMap(({ board }) => board ?? []);
    const sequence = boards[0]?.sequence ?? this.#sequence;
    const isNew = sequence !== null && sequence !== this.#sequence;
    if (isNew) {
      const event = this.hasLoaded
        ? new NalssiUpdateEvent(sequence, changedBetween(before, boards))
        : new NalssiLoadEvent(sequence, rows);
      this.#sequence = sequence;
      this.#boards = boards;
      this.#board.dispatchEvent(event);
    }
    if (failure !== null && failure !== this.#failure) {
      this.#board.dispatchEvent(new NalssiErrorEvent(failure));
    }
    this.#failure = failure;
    return isNew;
  }
}

/** Numbers of the stations that say something else than they did. */
function changedBetween(
  before: readonly BoardContent[],
  after: readonly BoardContent[],
): readonly string[] {
  const said = (boards: readonly BoardContent[], id: string) =>
    JSON.stringify(boards.find(({ stations }) => stations.has(id))?.stations.get(id)?.readings);
  const ids = after.flatMap(({ stations }) => [...stations.keys()]);
  return ids.filter((id) => said(before, id) !== said(after, id));
}
