import type { Segment } from '../motion/relay-geometry.ts';
import { pageDocument } from './page-document.ts';
import { StationItem } from './station-item.ts';
import type { ShownStation } from './ticker-view.ts';

/**
 * Moves `element` to `index` among the children of `parent`, unless it is there. What is moved
 * loses the focus, and a reader with a keyboard their place on the page, so it is given back.
 */
function put(parent: Element, element: Element, index: number): void {
  const there = parent.children[index] ?? null;
  if (there === element) return;
  const focused = element.querySelector<HTMLElement>(':focus');
  parent.insertBefore(element, there);
  focused?.focus({ preventScroll: true });
}

/** The items of the ticker and the segments they stand in. Knows nothing of motion. */
export class StationStrip {
  readonly #list: Element;
  readonly #items = new Map<string, StationItem>();
  #order: readonly string[] = [];
  #segments: readonly HTMLElement[] = [];

  constructor(list: Element) {
    this.#list = list;
    // The style sheet takes no part into account that has nothing in it.
    this.#grow(1);
  }

  get segments(): readonly HTMLElement[] {
    return this.#segments;
  }

  /** Station numbers in the order shown. */
  get order(): readonly string[] {
    return this.#order;
  }

  /**
   * Brings the items up to date, keeping the nodes of stations that stay, and gives the station
   * numbers of those that came, went or changed. New ones stand in a segment of their own; items in
   * new places still need `arrange`.
   */
  show(stations: readonly ShownStation[]): readonly string[] {
    const changed = new Set<string>();
    const gone = new Set(this.#items.keys());
    for (const shown of stations) {
      gone.delete(shown.station);
      const item = this.#items.get(shown.station) ?? new StationItem(shown.station);
      this.#items.set(shown.station, item);
      if (item.show(shown)) changed.add(shown.station);
    }
    for (const station of gone) {
      this.#items.get(station)?.element.remove();
      this.#items.delete(station);
      changed.add(station);
    }
    this.#order = stations.map(({ station }) => station);
    const homeless = [...this.#items.values()].filter(({ element }) => !element.isConnected);
    if (homeless.length > 0) {
      const isEmpty = (segment: Element) => segment.firstChild === null;
      if (!this.#segments.some(isEmpty)) this.#grow(this.#segments.length + 1);
      this.#segments.find(isEmpty)?.append(...homeless.map(({ element }) => element));
    }
    return [...changed];
  }

  has(station: string): boolean {
    return this.#items.has(station);
  }

  /** How many items stand in each segment. */
  get groups(): number[] {
    return this.#segments.map(({ childElementCount }) => childElementCount);
  }

  /**
   * Width of each item in CSS px, in order. By style and not by client rectangle, which a page
   * that scales the ticker by a transform would scale with it.
   */
  measure(): number[] {
    return this.elements.map((element) => Number.parseFloat(getComputedStyle(element).width));
  }

  /** Puts the items into segments of these sizes, moving only what is not in its place. */
  arrange(segments: readonly Segment[]): void {
    this.#grow(segments.length);
    const elements = this.elements;
    segments.forEach(({ items, padding }, index) => {
      const segment = this.#segments[index];
      if (segment === undefined) return;
      elements.splice(0, items).forEach((element, place) => {
        put(segment, element, place);
      });
      segment.style.setProperty('padding-right', `${padding}px`);
    });
    for (const spare of this.#segments.slice(segments.length)) spare.remove();
    this.#segments = this.#segments.slice(0, segments.length);
  }

  #grow(count: number): void {
    const segments = [...this.#segments];
    while (segments.length < count) {
      const segment = pageDocument.createElement('div');
      segment.className = 'segment';
      this.#list.append(segment);
      segments.push(segment);
    }
    this.#segments = segments;
  }

  /** The items in the order shown. */
  get elements(): HTMLElement[] {
    return this.#order
      .map((station) => this.#items.get(station)?.element)
      .filter((element) => element !== undefined);
  }
}
