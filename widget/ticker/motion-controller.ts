import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { observeBox, unobserveBox } from '../motion/box-observer.ts';
import { Relay } from '../motion/relay.ts';
import { anchoredOffset, type RelayGeometry, relayGeometry } from '../motion/relay-geometry.ts';
import { StationStrip } from './station-strip.ts';
import type { ShownStation } from './ticker-view.ts';

/**
 * How the list stands: `still` when all of it is visible, `moving` in the relay, and `scrollable`
 * where the reader's system asks for less motion: an ordinary scroller until they press play.
 */
export type Arrangement = 'still' | 'moving' | 'scrollable';

/**
 * Why the strip stands still. `user`: the button or `pause()`; `hover`, `focus`, `pointer`:
 * somebody is at it; `offscreen`, `hidden`: nobody sees it; `reduced`: the reader's system asks
 * for less motion and they have not pressed play; `empty`: there is nothing that would move.
 *
 * They are kept as a set, not as a switch: each is taken away by what brought it, so a swipe that
 * ends, or a tab that comes back, cannot start a strip that the reader has stopped.
 */
export type PauseReason =
  | 'user'
  | 'hover'
  | 'focus'
  | 'pointer'
  | 'offscreen'
  | 'hidden'
  | 'reduced'
  | 'empty';

/** The boxes of the shadow root that motion has to do with. */
export interface MotionParts {
  /** Neither of these two changes size by what motion does, so watching them cannot go in circles. */
  readonly frame: HTMLElement;
  readonly cap: HTMLElement;
  readonly list: HTMLElement;
}

/** What a reader does at the list, as reasons that begin and end. The button is outside it. */
const touches: Readonly<Record<string, readonly [PauseReason, boolean]>> = {
  pointerenter: ['hover', true],
  pointerleave: ['hover', false],
  pointerdown: ['pointer', true],
  pointerup: ['pointer', false],
  pointercancel: ['pointer', false],
  focusin: ['focus', true],
  focusout: ['focus', false],
};

/** Keeps the strip arranged and moving through whatever happens to it. */
export class MotionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #relay = new Relay();
  readonly #reasons = new Set<PauseReason>();
  readonly #parts: MotionParts;
  readonly #strip: StationStrip;
  #geometry: RelayGeometry | undefined;
  #arrangement: Arrangement = 'still';
  /** Everything the strip was last placed by, to know when there is nothing to do. */
  #setting = '';
  #speed = 0;
  #watched: readonly Element[] = [];
  #preference: MediaQueryList | undefined;
  #resolution: MediaQueryList | undefined;

  constructor(host: ReactiveControllerHost, parts: MotionParts) {
    this.#host = host;
    this.#parts = parts;
    this.#strip = new StationStrip(parts.list);
    for (const type of Object.keys(touches)) parts.list.addEventListener(type, this.#touch);
    host.addController(this);
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  /** Whether the strip stands still by the reader's wish: theirs here, or their system's. */
  get paused(): boolean {
    return this.#reasons.has('user') || this.#reasons.has('reduced');
  }

  hostConnected(): void {
    this.#preference = matchMedia('(prefers-reduced-motion: reduce)');
    this.#preference.addEventListener('change', this.#prefer);
    this.#prefer();
    this.#watch();
    this.#watchResolution();
  }

  hostDisconnected(): void {
    this.#preference?.removeEventListener('change', this.#prefer);
    this.#resolution?.removeEventListener('change', this.#watchResolution);
    this.#unwatch();
    // Whoever was at the list cannot leave what is not there.
    for (const [reason] of Object.values(touches)) this.#reasons.delete(reason);
  }

  pause(): void {
    this.hold('user', true);
  }

  /** From where it stopped, and also where the system asks for less motion: this was asked for. */
  play(): void {
    this.hold('reduced', false);
    this.hold('user', false);
    this.layout();
  }

  /** Adds or takes away one reason to stand still. */
  hold(reason: PauseReason, holds: boolean): void {
    const { paused } = this;
    if (holds) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    this.#relay.running = this.#reasons.size === 0;
    if (paused !== this.paused) this.#host.requestUpdate();
  }

  /** Shows `stations` at `speed` px/s and gives the station numbers of the items that changed. */
  show(stations: readonly ShownStation[], speed: number): readonly string[] {
    const changed = this.#strip.show(stations);
    this.hold('empty', stations.length === 0);
    // Items that come back, be it the same ones, have no segments to be in.
    if (stations.length === 0) this.#setting = '';
    this.#speed = speed;
    this.layout();
    return changed;
  }

  /**
   * Measures, then places: the left-most visible item stays where it is. Reads everything before
   * it writes anything; where nothing has changed size it writes nothing.
   */
  readonly layout = () => {
    const strip = this.#strip;
    const { list } = this.#parts;
    if (strip.order.length === 0) return;
    const viewport = Number.parseFloat(getComputedStyle(list).width);
    // Not rendered, or `auto` because it is not: whatever is held is still right when it comes back.
    if (!(viewport > 0)) return;
    const geometry = relayGeometry({
      viewport,
      pixelRatio: devicePixelRatio,
      keys: strip.order,
      widths: strip.measure(),
    });
    const reduced = this.#reasons.has('reduced');
    const arrangement = geometry.fits ? 'still' : reduced ? 'scrollable' : 'moving';
    const setting = JSON.stringify([geometry, arrangement, this.#speed]);
    if (setting === this.#setting) return;
    this.#setting = setting;
    strip.arrange(geometry.segments);
    this.#watch();
    this.#place(arrangement, geometry);
  };

  #place(arrangement: Arrangement, geometry: RelayGeometry): void {
    const { list } = this.#parts;
    const held = this.#geometry;
    const before = this.#arrangement;
    this.#geometry = geometry;
    this.#arrangement = arrangement;
    if (arrangement === 'moving') {
      const offset =
        before === 'moving' && held !== undefined
          ? anchoredOffset(held, geometry, this.#relay.offset)
          : list.scrollLeft;
      list.classList.add('moving');
      list.scrollLeft = 0;
      this.#relay.place(this.#strip.segments, geometry, offset, this.#speed);
    } else {
      list.classList.remove('moving');
      this.#relay.clear();
    }
    if (arrangement !== before) this.#host.requestUpdate();
  }

  readonly #touch = (event: Event) => {
    const mouse = event instanceof PointerEvent && event.pointerType === 'mouse';
    const [reason, holds] = touches[event.type] ?? [];
    // Only a mouse hovers: a touch that enters need not leave. Only a finger or a pen holds down:
    // a mouse that does is hovering, and may be let go elsewhere.
    if (reason === undefined || (reason === 'hover' && !mouse) || (reason === 'pointer' && mouse)) {
      return;
    }
    this.hold(reason, holds === true);
  };

  readonly #prefer = () => {
    this.hold('reduced', this.#preference?.matches === true);
    this.layout();
  };

  /** A window that moves to a screen with other pixels changes the pixels but no size. */
  readonly #watchResolution = () => {
    this.#resolution?.removeEventListener('change', this.#watchResolution);
    this.#resolution = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.#resolution.addEventListener('change', this.#watchResolution);
    this.layout();
  };

  #watch(): void {
    const boxes = [this.#parts.frame, this.#parts.cap, ...this.#strip.segments];
    const gone = new Set(this.#watched);
    for (const box of boxes) {
      if (!gone.delete(box)) observeBox(box, this.layout);
    }
    for (const box of gone) unobserveBox(box);
    this.#watched = boxes;
  }

  #unwatch(): void {
    for (const box of this.#watched) unobserveBox(box);
    this.#watched = [];
  }
}
