import { noChange, render, type TemplateResult } from 'lit';
import { pageDocument } from '../ticker/page-document.ts';

/** The rows of a table, or the marks of a map. */
export interface LongList {
  /** What they stand in; nothing else does. */
  readonly box: HTMLElement;
  readonly length: number;
  /** Whether the last of them matter most, as they do where they lie above the others. */
  readonly isFromEnd: boolean;
  /** How many are drawn at once. */
  readonly atFirst: number;
  readonly draw: (index: number) => TemplateResult;
}

/** Milliseconds of a task that draws; what the browser then lays out takes about as long again. */
const budget = 8;
/** Items between two looks at the clock. */
const step = 8;

/** After what was drawn has been painted; soon where nobody sees the page, which then is not. */
export function painted(): Promise<void> {
  return new Promise((done) => {
    if (pageDocument.hidden) setTimeout(done);
    else requestAnimationFrame(() => setTimeout(done));
  });
}

/**
 * Draws long lists so that no task is long, however much a feed says: of each the first items at once,
 * the others after the next frame, in tasks that end when they have taken their time.
 */
export class Pace {
  #left: Drawer[] = [];
  #rest: Promise<void> | undefined;

  /** Resolves when all that was asked for has been drawn; `undefined` where it has. */
  get done(): Promise<void> | undefined {
    return this.#rest;
  }

  /** Draws these instead of those that were asked for before. */
  draw(lists: readonly LongList[]): void {
    this.#left = lists.flatMap((list) => {
      const draw = drawerOf(list);
      return draw() ? [draw] : [];
    });
    if (this.#left[0]) this.#rest ??= this.#goOn();
  }

  async #goOn(): Promise<void> {
    await painted();
    while (this.#drawSome()) await new Promise((next) => setTimeout(next));
    this.#rest = undefined;
  }

  #drawSome(): Drawer | undefined {
    const end = performance.now() + budget;
    while (this.#left[0] && performance.now() < end) {
      if (!this.#left[0]()) this.#left.shift();
    }
    return this.#left[0];
  }
}

/** Draws the next items, and says whether any are left. */
type Drawer = () => boolean;

/**
 * The items that are drawn at once, and each step of those that come later, are a list in the list: what
 * is not drawn yet would have a place of its own each, 740 rows and marks half of what the first values took.
 */
function drawerOf({ box, length, isFromEnd, atFirst, draw }: LongList): Drawer {
  const rest = Math.max(0, Math.ceil((length - atFirst) / step));
  let drawn = 0;
  return () => {
    const from = drawn && atFirst + (drawn - 1) * step;
    const to = drawn ? from + step : atFirst;
    const items: TemplateResult[] = [];
    for (let index = from; index < to && index < length; index += 1) {
      items.push(draw(isFromEnd ? length - 1 - index : index));
    }
    const lists = Array(rest + 1).fill(noChange);
    lists[drawn] = isFromEnd ? items.reverse() : items;
    render(isFromEnd ? lists.reverse() : lists, box);
    drawn += 1;
    return drawn <= rest;
  };
}
