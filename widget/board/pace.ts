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
  #lists: { readonly list: LongList; drawn: number }[] = [];
  #rest: Promise<void> | undefined;

  /** Resolves when all that was asked for has been drawn. */
  get done(): Promise<void> {
    return this.#rest ?? Promise.resolve();
  }

  /** Draws these instead of those that were asked for before. */
  draw(lists: readonly LongList[]): void {
    this.#lists = lists.map((list) => ({ list, drawn: 0 }));
    for (const one of this.#lists) advance(one, one.list.atFirst);
    if (this.#lists.some(isLeft)) this.#rest ??= this.#goOn();
  }

  async #goOn(): Promise<void> {
    await painted();
    while (this.#drawSome()) await new Promise((next) => setTimeout(next));
    this.#rest = undefined;
  }

  /** Whether anything is left. */
  #drawSome(): boolean {
    const end = performance.now() + budget;
    let next = this.#lists.find(isLeft);
    while (next && performance.now() < end) {
      advance(next, step);
      next = this.#lists.find(isLeft);
    }
    return next !== undefined;
  }
}

function isLeft({ list, drawn }: { list: LongList; drawn: number }): boolean {
  return drawn < list.length;
}

function advance(one: { readonly list: LongList; drawn: number }, count: number): void {
  const { box, length, isFromEnd, draw } = one.list;
  const from = Math.max(0, isFromEnd ? length - one.drawn - count : one.drawn);
  const items: unknown[] = Array(length).fill(noChange);
  for (let index = from; index < Math.min(from + count, length); index += 1)
    items[index] = draw(index);
  render(items, box);
  one.drawn += count;
}
