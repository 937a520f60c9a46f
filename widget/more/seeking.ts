import { positionInWindow } from '../motion/relay-geometry.ts';
import type { Roll } from '../motion/roll.ts';
import type { ExtendedTicker } from '../ticker/extension.ts';

/** An item as it stands in the window: 0 is the window's left edge. */
interface InWindow {
  readonly key: string;
  readonly left: number;
  readonly right: number;
}

/**
 * Moves the strip to where a reader wants it. Whatever the gesture, it ends in another offset of
 * the strip, or in another station of the roll; there is no state here to get out of step.
 */
export class Seeking {
  readonly #ticker: ExtendedTicker;
  readonly #roll: Roll;

  constructor(ticker: ExtendedTicker, roll: Roll) {
    this.#ticker = ticker;
    this.#roll = roll;
  }

  get rolling(): boolean {
    return this.#ticker.motion.arrangement === 'rolling';
  }

  /** Moves what is in view by `distance` px to the left. */
  by(distance: number): void {
    this.#ticker.motion.offset += distance;
  }

  /** Brings the next station, or the one before, to the left edge; in the roll, to its place. */
  toStation(way: 1 | -1): void {
    if (this.rolling) {
      this.#roll.step(way);
      return;
    }
    const lefts = this.#items(way).map(({ left }) => left);
    // A station that is at the edge to within a pixel is the one that is there.
    const to =
      way > 0
        ? Math.min(...lefts.filter((left) => left > 1))
        : Math.max(...lefts.filter((left) => left < -1));
    if (Number.isFinite(to)) this.by(to);
  }

  /** Brings the stations that come after those in view, or before them. */
  toPage(way: 1 | -1): void {
    const viewport = this.#viewport();
    const outside = this.#items(way).filter(({ left, right }) =>
      way > 0 ? left > 1 && right > viewport - 1 : left < -1,
    );
    // Backwards, the first of them that leaves room for all of the last.
    const end = Math.max(...outside.map(({ right }) => right));
    const lefts = outside
      .map(({ left }) => left)
      .filter((left) => way > 0 || left >= end - viewport);
    const to = Math.min(...lefts);
    if (this.rolling || !Number.isFinite(to)) this.toStation(way);
    else this.by(to);
  }

  /** Brings a station into the middle, unless all of it is in view. */
  toItem(station: string): boolean {
    const { list } = this.#ticker.shell;
    const element = [...list.querySelectorAll<HTMLElement>('[data-station]')].find(
      ({ dataset }) => dataset['station'] === station,
    );
    if (element === undefined) return false;
    if (this.rolling) {
      this.#roll.go(element);
      return true;
    }
    const viewport = this.#viewport();
    const item = this.#items(-1).find(({ key }) => key === station);
    if (item !== undefined && (item.left < 0 || item.right > viewport)) {
      this.by((item.left + item.right - viewport) / 2);
    }
    return true;
  }

  /** The station after which another one is the next to enter the strip. */
  entry(): string | undefined {
    const edge = this.#ticker.host.direction === 'right' ? 0 : this.#viewport();
    const before = this.#items(-1).filter(({ left }) => left < edge);
    return before.sort((one, other) => other.left - one.left)[0]?.key;
  }

  #viewport(): number {
    return this.#ticker.motion.geometry?.viewport ?? 0;
  }

  /** Where the items are, those out of view on the side that `way` looks to. */
  #items(way: 1 | -1): InWindow[] {
    const { geometry, offset, arrangement } = this.#ticker.motion;
    if (geometry === undefined || arrangement === 'still') return [];
    const moving = arrangement === 'moving';
    return geometry.items.map(({ key, start, width }) => {
      const place = moving ? positionInWindow(geometry, start, offset) : start - offset;
      // In the loop, what is past the left edge comes again from the right.
      const left = moving && way > 0 && place + width <= 0 ? place + geometry.loop : place;
      return { key, left, right: left + width };
    });
  }
}
