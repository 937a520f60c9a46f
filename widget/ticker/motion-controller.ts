import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { observeBox, unobserveBox } from '../motion/box-observer.ts';
import { Relay } from '../motion/relay.ts';
import {
  anchoredOffset,
  mostGroups,
  type RelayGeometry,
  relayGeometry,
} from '../motion/relay-geometry.ts';
import { nextTask } from './next-task.ts';
import { type PauseReason, reasonOf, touchReasons, touchTypes } from './pause-reasons.ts';
import { StationStrip } from './station-strip.ts';
import type { ShownStation } from './ticker-view.ts';

/**
 * How the list stands: `still` when all of it is visible, `moving` in the relay, `rolling` one
 * station at a time, and `scrollable`, an ordinary scroller: in the static mode, and where the
 * reader's system asks for less motion until they press play.
 */
export type Arrangement = 'still' | 'moving' | 'rolling' | 'scrollable';

/** Stations that come at once; more come a segment at a time, so that no task is long. */
const atOnce = 24;
/** Milliseconds to read what is there before it moves for the first time. */
const dwell = 2_000;
/** Stations that are as wide as a layer may be in Firefox, at one device pixel a px. */
const inLayer = 18;

/** `scroll`, `roll` or `static`; whatever else is said is `scroll`. */
export interface Motion {
  readonly mode: string;
  /** px/s, below zero to the right. */
  readonly speed: number;
}

/** Shows one of the items at a time. It comes with the second script; without it they scroll. */
export interface Roller {
  running: boolean;
  /** Rolls `items` from now on, from the one that shows. */
  place(items: readonly HTMLElement[]): void;
  clear(): void;
}

/** The boxes of the shadow root that motion has to do with. */
export interface MotionParts {
  /**
   * Neither of these two changes size by what motion does, so watching them cannot go in circles.
   */
  readonly frame: HTMLElement;
  readonly cap: HTMLElement;
  readonly list: HTMLElement;
}

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
  #stations: readonly ShownStation[] = [];
  #dress: ((items: readonly HTMLElement[]) => void) | undefined;
  /** Whether not all of the stations have come yet. */
  #growing = false;
  #grown: Promise<readonly string[]> | undefined;
  #motion: Motion = { mode: '', speed: 0 };
  #roller: Roller | undefined;
  /** Whether there was time to read. */
  #dwelt = false;
  #dwelling: ReturnType<typeof setTimeout> | undefined;
  #watched: readonly Element[] = [];
  #preference: MediaQueryList | undefined;
  #resolution: MediaQueryList | undefined;

  constructor(host: ReactiveControllerHost, parts: MotionParts) {
    this.#host = host;
    this.#parts = parts;
    this.#strip = new StationStrip(parts.list);
    for (const type of touchTypes) parts.list.addEventListener(type, this.#touch);
    host.addController(this);
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }

  get geometry(): RelayGeometry | undefined {
    return this.#geometry;
  }

  /** How far the strip has run or is scrolled, in px: the one number that says where it is. */
  get offset(): number {
    return this.#arrangement === 'moving' ? this.#relay.offset : this.#parts.list.scrollLeft;
  }

  set offset(offset: number) {
    if (this.#arrangement === 'moving') this.#relay.seek(offset);
    else this.#parts.list.scrollLeft = offset;
  }

  set roller(roller: Roller) {
    this.#roller = roller;
    this.#run();
    this.layout();
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
    // Animations keep what they move alive. The strip goes on from here if it comes back.
    this.#relay.rest();
    this.#setting = '';
    clearTimeout(this.#dwelling);
    this.#dwelling = undefined;
    // Whoever was at the list cannot leave what is not there.
    for (const reason of touchReasons) this.#reasons.delete(reason);
  }

  pause(): void {
    this.hold('user', true);
  }

  /** From where it stopped, and also where the system asks for less motion: this was asked for. */
  play(): void {
    this.#dwelt = true;
    this.hold('reduced', false);
    this.hold('user', false);
    this.layout();
  }

  /** Adds or takes away one reason to stand still. */
  hold(reason: PauseReason, holds: boolean): void {
    const { paused } = this;
    if (holds) this.#reasons.add(reason);
    else this.#reasons.delete(reason);
    this.#run();
    if (paused !== this.paused) this.#host.requestUpdate();
  }

  #run(): void {
    const running = this.#reasons.size === 0;
    if (running && this.#arrangement === 'moving') {
      this.#dwelling ??= setTimeout(() => {
        this.#dwelt = true;
        this.#run();
      }, dwell);
    }
    this.#relay.running = running && this.#dwelt;
    if (this.#roller !== undefined) this.#roller.running = running;
  }

  /** How so many stations are to move. Where many come, it is known from here on how they stand. */
  expect(stations: readonly ShownStation[], motion: Motion): void {
    this.#motion = motion;
    if (this.#areMany(stations)) {
      this.#arrangement = this.#arrange({ fits: false, items: stations });
    }
  }

  /**
   * Shows `stations`, at once where few are new, else task by task; `dress` is given each item when
   * it is there, before it is measured. Resolves to the numbers of those that changed when all are
   * there, for everyone who shows in the meantime.
   */
  async show(
    stations: readonly ShownStation[],
    dress?: (items: readonly HTMLElement[]) => void,
  ): Promise<readonly string[]> {
    this.hold('empty', stations.length === 0);
    // Items that come back, be it the same ones, have no segments to be in.
    if (stations.length === 0) this.#setting = '';
    this.#stations = stations;
    this.#dress = dress;
    const changed = this.#showSome(this.#areMany(stations) ? 0 : atOnce);
    if (this.#growing) this.#grown ??= this.#growOn(changed);
    return this.#grown ?? changed;
  }

  /** Whether more of the stations are new than come at once, however many go for them. */
  #areMany(stations: readonly ShownStation[]): boolean {
    return stations.filter(({ station }) => !this.#strip.has(station)).length > atOnce;
  }

  /** Shows those of the stations that are there, and some that are new; what is `dressed` is so. */
  #showSome(more: number, dressed = new Set<HTMLElement>()): readonly string[] {
    const strip = this.#strip;
    let left = more;
    const shown = this.#stations.filter(({ station }) => strip.has(station) || left-- > 0);
    this.#growing = shown.length < this.#stations.length;
    const changed = strip.show(shown);
    // Firefox does not tell that what had the focus is gone.
    if (!this.#parts.list.matches(':focus-within')) this.hold('focus', false);
    this.#dress?.(strip.elements.filter((element) => !dressed.has(element)));
    this.layout();
    return changed;
  }

  async #growOn(first: readonly string[]): Promise<readonly string[]> {
    const changed = [...first];
    const { length } = this.#stations;
    const segment = Math.ceil(Math.max(inLayer / devicePixelRatio, length / mostGroups));
    await nextTask();
    while (this.#growing) {
      changed.push(...this.#showSome(segment, new Set(this.#strip.elements)));
      await nextTask();
    }
    this.#grown = undefined;
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
    // Not rendered, where the width is what was written, 100 %: whatever is held is still right when
    // it comes back.
    if (!list.offsetWidth) return;
    // Nothing is seen before it stands where it will move from; it is laid out once, as it will be.
    list.style.visibility = this.#growing ? 'hidden' : '';
    if (this.#growing) {
      list.classList.toggle('moving', this.#arrangement === 'moving');
      return;
    }
    const geometry = relayGeometry({
      viewport,
      pixelRatio: devicePixelRatio,
      keys: strip.order,
      widths: strip.measure(),
      groups: strip.groups,
    });
    const arrangement = this.#arrange(geometry);
    // Not JSON: pages with Prototype.js have a `toJSON` for lists.
    const setting = [
      arrangement,
      this.#motion.speed,
      geometry.viewport,
      geometry.pixelRatio,
      ...geometry.segments.map(({ items, padding }) => `${items}:${padding}`),
      ...geometry.items.map(({ key, width }) => `${key}:${width}`),
    ].join();
    if (setting === this.#setting) return;
    this.#setting = setting;
    // As it stands, be it moving or scrolled; read here, because after a write it costs a layout.
    const { offset } = this;
    strip.arrange(geometry.segments);
    this.#watch();
    this.#place(arrangement, geometry, offset);
  };

  #arrange({ fits, items }: { fits: boolean; items: ArrayLike<unknown> }): Arrangement {
    const { mode } = this.#motion;
    const rolls = mode === 'roll' && this.#roller !== undefined;
    if (rolls ? items.length < 2 : fits) return 'still';
    if (mode === 'static' || this.#reasons.has('reduced')) return 'scrollable';
    return rolls ? 'rolling' : 'moving';
  }

  #place(arrangement: Arrangement, geometry: RelayGeometry, offset: number): void {
    const { list } = this.#parts;
    const held = this.#geometry;
    const before = this.#arrangement;
    this.#geometry = geometry;
    this.#arrangement = arrangement;
    const moving = arrangement === 'moving';
    const rolling = arrangement === 'rolling';
    list.classList.toggle('moving', moving);
    list.classList.toggle('rolling', rolling);
    if ((moving || rolling) && before === 'scrollable') list.scrollLeft = 0;
    if (moving) {
      const from =
        before === 'moving' && held !== undefined ? anchoredOffset(held, geometry, offset) : offset;
      this.#relay.place(this.#strip.segments, geometry, from, this.#motion.speed);
      this.#run();
    } else {
      this.#relay.clear();
      if (before === 'moving') list.scrollLeft = offset;
    }
    if (rolling) this.#roller?.place(this.#strip.elements);
    else this.#roller?.clear();
    if (arrangement !== before) this.#host.requestUpdate();
  }

  readonly #touch = (event: Event) => {
    const [reason, holds] = reasonOf(event) ?? [];
    if (reason !== undefined) this.hold(reason, holds === true);
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
