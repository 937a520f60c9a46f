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
      return draw(list.atFirst) ? [draw] : [];
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
      if (!this.#left[0](step)) this.#left.shift();
    }
    return this.#left[0];
  }
}

/** Draws as many items more, and says whether any are left. */
type Drawer = (count: number) => boolean;

function drawerOf({ box, length, isFromEnd, draw }: LongList): Drawer {
  let drawn = 0;
  return (count) => {
    const from = isFromEnd ? length - drawn - count : drawn;
    // Not by Array.from, which some pages have made another function.
    const items = Array(length)
      .fill(noChange)
      .map((none, index) => (index >= from && index < from + count ? draw(index) : none));
    render(items, box);
    drawn += count;
    return drawn < length;
  };
}
