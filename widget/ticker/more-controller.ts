import type { ReactiveController } from 'lit';
import type { Snapshot } from '../feed/snapshot.ts';
import type { Language, Words } from '../format/words.ts';
import type { MotionController } from './motion-controller.ts';
import type { NalssiTicker } from './nalssi-ticker.ts';
import type { TickerShell } from './ticker-shell.ts';
import type { Selection, ShownStation } from './ticker-view.ts';

/** What the second script works with. Both scripts of a major version keep to it. */
export interface Core {
  readonly host: NalssiTicker;
  readonly shell: TickerShell;
  readonly motion: MotionController;
}

/** What the second script is told at every update, besides the host's attributes. */
export interface ExtrasModel {
  readonly language: Language;
  readonly words: Words;
  /** The address of `ticker.json`, which the other files of the feed stand beside. */
  readonly url: string | null;
  readonly snapshot: Snapshot | null;
  readonly selection: Selection;
  readonly stations: readonly ShownStation[];
  /** The feed's now in milliseconds since the epoch. */
  readonly now: number;
  /** Whether somebody can see the element. */
  readonly seen: boolean;
}

/** What the second script does for one ticker. */
export interface Extras {
  /** Nothing is shown before it, so that what comes first does not push away what came before it. */
  readonly ready?: Promise<void>;
  /** Every language; the first script has Korean alone. */
  readonly words: Readonly<Record<Language, Words>>;
  /** Brings everything but the items up to date, and gives the items to show. */
  show(model: ExtrasModel): readonly ShownStation[];
  /** Does to the items what the attributes ask for, before they are measured. */
  dress(items: readonly HTMLElement[]): void;
  /** Brings a station into view; says whether there is one. */
  scrollToStation(station: string): boolean;
  /** A click on the list. One that brought this script comes late, and cannot be prevented. */
  click(event: Event, target: EventTarget | undefined): void;
  disconnected(): void;
}

/** The exports of the second script. */
export interface More {
  extend(core: Core): Extras;
  /**
   * Makes tickers of the links of the class `nalssi-ticker`. They lead to the page's own origin and to
   * `origins`, separated by spaces, and take a feed from these alone.
   */
  upgradeLinks(origins?: string): void;
}

// What a reader does that the first script does not answer. Hovering is not among them.
const gestures = ['pointerdown', 'wheel', 'focusin', 'click'];

/** Gets the second script when something first needs it: an attribute, a method or a gesture. */
export class MoreController implements ReactiveController {
  readonly #core: Core;
  readonly #import: () => Promise<More>;
  #loading: Promise<void> | undefined;
  #extras: Extras | undefined;
  #settled = false;

  constructor(core: Core, load: () => Promise<More>) {
    this.#core = core;
    this.#import = load;
    for (const type of gestures) {
      core.shell.frame.addEventListener(type, this.#gesture, { passive: type === 'wheel' });
    }
    core.host.addController(this);
  }

  get extras(): Extras | undefined {
    return this.#extras;
  }

  /** Whether the second script is on its way. One that cannot be had is done without. */
  get pending(): boolean {
    return this.#loading !== undefined && !this.#settled;
  }

  /** Never rejects. */
  load(): Promise<void> {
    this.#loading ??= this.#import()
      .then(({ extend }) => {
        this.#extras = extend(this.#core);
        this.#core.host.requestUpdate();
        return this.#extras.ready;
      })
      .catch(() => {})
      .finally(() => {
        this.#settled = true;
        this.#core.host.requestUpdate();
      });
    return this.#loading;
  }

  hostDisconnected(): void {
    this.#extras?.disconnected();
  }

  readonly #gesture = async (event: Event) => {
    // Scrolling the page, with the pointer over the ticker, is not meant for it.
    if (event instanceof WheelEvent && event.deltaX === 0 && !event.shiftKey) return;
    const [target] = event.composedPath();
    if (this.#extras === undefined) await this.load();
    if (event.type === 'click') this.#extras?.click(event, target);
  };
}
