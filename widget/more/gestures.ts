import type { ExtendedTicker } from '../ticker/extension.ts';
import type { Seeking } from './seeking.ts';

// Less than this is a click by an unsteady hand.
const threshold = 6;
// How far a swipe goes for the roll to show another station.
const swipe = 24;
const line = 16;

/**
 * Drag, swipe, wheel and arrow keys. The strip stands still meanwhile: that the first script does.
 */
export class Gestures {
  readonly #ticker: ExtendedTicker;
  readonly #seeking: Seeking;
  /** Where the pointer that is down was last; `null` for none. */
  #held: { readonly id: number; x: number } | null = null;
  #dragged = false;
  /** The finger that brought this script went down before anything listened here. */
  #early = true;

  constructor(ticker: ExtendedTicker, seeking: Seeking) {
    this.#ticker = ticker;
    this.#seeking = seeking;
    const { list, frame } = ticker.shell;
    list.addEventListener('pointerdown', this.#down);
    list.addEventListener('pointermove', this.#move);
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      list.addEventListener(type, this.#up);
    }
    list.addEventListener('click', this.#click, true);
    list.addEventListener('dragstart', (event) => event.preventDefault());
    list.addEventListener('wheel', this.#wheel, {
      // Some pages give every object more, which would be taken for an option.
      __proto__: null,
      passive: false,
    } as AddEventListenerOptions);
    list.addEventListener('focusin', this.#focus);
    frame.addEventListener('keydown', this.#key);
  }

  readonly #down = ({ pointerId, clientX, isPrimary }: PointerEvent) => {
    if (!isPrimary) return;
    this.#early = false;
    this.#dragged = false;
    this.#held = { id: pointerId, x: clientX };
  };

  readonly #move = (event: PointerEvent) => {
    const { pointerId, clientX, buttons } = event;
    if ((buttons & 1) === 0) return;
    if (this.#early) this.#down(event);
    const held = this.#held;
    const { rolling } = this.#seeking;
    // A scroller is scrolled by what scrolls everything else.
    const ours = rolling || this.#ticker.motion.arrangement === 'moving';
    if (held === null || held.id !== pointerId || !ours) return;
    const distance = held.x - clientX;
    if (Math.abs(distance) < (this.#dragged ? 1 : rolling ? swipe : threshold)) return;
    if (!this.#dragged) {
      this.#dragged = true;
      capture(this.#ticker.shell.list, pointerId);
      if (rolling) this.#seeking.toStation(distance > 0 ? 1 : -1);
    }
    if (rolling) return;
    held.x = clientX;
    this.#seeking.by(distance / scaleOf(this.#ticker.shell.list));
  };

  /**
   * A finger is captured by what it went down on, and that one's loss is when the list takes it.
   */
  readonly #up = ({ type, target }: Event) => {
    if (type === 'lostpointercapture' && target !== this.#ticker.shell.list) return;
    this.#held = null;
    this.#early = false;
  };

  /** What ends a drag is no choice of what happens to be under the pointer. */
  readonly #click = (event: Event) => {
    if (!this.#dragged) return;
    this.#dragged = false;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  readonly #wheel = (event: WheelEvent) => {
    if (this.#ticker.motion.arrangement !== 'moving') return;
    const { deltaX, deltaY, shiftKey, deltaMode } = event;
    const delta = shiftKey && deltaX === 0 ? deltaY : deltaX;
    // Up and down is for the page, also where the hand is a little askew.
    if (delta === 0 || (!shiftKey && Math.abs(deltaX) <= Math.abs(deltaY))) return;
    event.preventDefault();
    const pixels = deltaMode === WheelEvent.DOM_DELTA_LINE ? delta * line : delta;
    this.#seeking.by(pixels / scaleOf(this.#ticker.shell.list));
  };

  /** Only for the keyboard: what a mouse goes for must not move away from under it. */
  readonly #focus = ({ target }: Event) => {
    if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
    const station = target.closest<HTMLElement>('[data-station]')?.dataset['station'];
    if (station !== undefined) this.#seeking.toItem(station);
  };

  readonly #key = (event: KeyboardEvent) => {
    const { key, target } = event;
    const way = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    // A scroller that has the focus scrolls by itself.
    if (way === 0 || modified || target === this.#ticker.shell.list) return;
    event.preventDefault();
    this.#seeking.toStation(way);
  };
}

/** How many px of the window a px of `element` is, where the page zooms or scales it. */
function scaleOf(element: Element): number {
  const { width } = getComputedStyle(element);
  let scale = element.getBoundingClientRect().width / Number.parseFloat(width);
  // Where an engine does not tell of zoom (WebKit of 2026), it gives boxes as if there were none.
  if (!('currentCSSZoom' in element)) {
    for (let box: Element | null = element; box !== null; box = parentOf(box)) {
      scale *= Number(getComputedStyle(box).zoom) || 1;
    }
  }
  return scale > 0 ? scale : 1;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/** So that a drag that leaves the strip goes on, and ends where it ends. */
function capture(element: Element, pointerId: number): void {
  try {
    element.setPointerCapture(pointerId);
  } catch {
    // Let go of in the meantime.
  }
}
