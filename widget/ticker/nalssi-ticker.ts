import {
  type PropertyDeclaration,
  type PropertyDeclarations,
  type PropertyValues,
  ReactiveElement,
} from '@lit/reactive-element';
import { adopt } from '../element/adopt.ts';
import { propertyOf, text } from '../element/property.ts';
import { NalssiErrorEvent } from '../events/error-event.ts';
import { NalssiLoadEvent } from '../events/load-event.ts';
import { NalssiUpdateEvent } from '../events/update-event.ts';
import type { FeedError } from '../feed/feed-error.ts';
import { tickerFileUrl } from '../feed/feed-url.ts';
import type { TickerSnapshot } from '../feed/ticker-snapshot.ts';
import { ko } from '../format/words-ko.ts';
import type { ExtensionScript } from './extension.ts';
import { ExtensionController } from './extension-controller.ts';
import { FeedController } from './feed-controller.ts';
import { languageTagOf } from './language.ts';
import { mayBeNight } from './may-be-night.ts';
import { MotionController } from './motion-controller.ts';
import { styles } from './nalssi-ticker.styles.ts';
import { nextTask } from './next-task.ts';
import { pageDocument } from './page-document.ts';
import { TickerShell } from './ticker-shell.ts';
import { listOf, stationsIn, tickerView } from './ticker-view.ts';
import { VisibilityController } from './visibility-controller.ts';

// A step of one device pixel in every second frame of most screens.
const defaultSpeed = 30;
const fastest = 2000;

/** Attributes by their type, in the order that compresses best; `speed` is the one number. */
const texts = [
  'sun',
  'mode',
  'region',
  'theme',
  'target',
  'unit',
  'href',
  'stations',
  'feed',
  'label',
  'fields',
  'place',
  'direction',
];
const flags = ['controls', 'warnings', 'storage', 'print'] as const;
/** What is for the second script, whatever it says. */
const needing = ['href', 'fields', 'target', 'place', ...flags] as const;

function declared(names: readonly string[], type: unknown): PropertyDeclarations {
  return Object.fromEntries(names.map((name) => [name, { __proto__: null, type }]));
}

/**
 * Live weather that scrolls across a page: condition, name and temperature of KMA's stations.
 *
 * @summary A weather ticker that reads a Nalssi feed.
 *
 * @slot - Shown until the first snapshot is there, and while the feed cannot be read at all.
 * @slot title - What the bar is called, before the stations.
 *
 * @fires {NalssiLoadEvent} nalssi-load - The first snapshot is on the page.
 * @fires {NalssiUpdateEvent} nalssi-update - A later snapshot is on the page.
 * @fires {NalssiErrorEvent} nalssi-error - The feed could not be read; the ticker tries again. The
 *   `error.reason` is `address`, `network`, `timeout`, `status`, `redirect` or `format`.
 * @fires {NalssiSelectEvent} nalssi-select - A reader chose a station; cancelable, and then no link
 *   is followed.
 *
 * @attr lang - `ko` or `en`. Without it the nearest `lang` of the page decides: Korean for `ko` and
 *   where there is none, English for other languages; where it is no language, what the page is
 *   written in.
 *
 * @csspart ticker - The whole bar.
 * @csspart button - The button that stops and resumes the motion.
 * @csspart previous - The button to the stations before.
 * @csspart next - The button to the stations after.
 * @csspart skip - The link past the stations, seen when it has the focus.
 * @csspart list - The window the stations move through.
 * @csspart item - One station.
 * @csspart link - The link in an item, with `href`.
 * @csspart icon - The condition's icon in an item.
 * @csspart condition - The condition's word in an item.
 * @csspart name - The station's name in an item.
 * @csspart temperature - The temperature in an item.
 * @csspart change - The difference from yesterday in an item.
 * @csspart feels-like - The feels-like temperature in an item.
 * @csspart humidity - The humidity in an item.
 * @csspart wind - The wind in an item.
 * @csspart rain - The precipitation in an item.
 * @csspart notice - What is said in place of the list: no observations, or no feed.
 * @csspart cap - The end cap, which never moves.
 * @csspart badge - The marks for replayed and for delayed observations in the end cap.
 * @csspart time - The time of observation in the end cap.
 * @csspart attribution - Who made the observations, in the end cap.
 *
 * @cssproperty [--nalssi-height=40px] - Height of the bar, before and after it has loaded.
 * @cssproperty [--nalssi-font-family] - A Korean sans-serif stack; `inherit` takes the page's.
 * @cssproperty [--nalssi-font-size=15px] - Everything in the bar is measured by it.
 * @cssproperty [--nalssi-background=Canvas] - The bar's.
 * @cssproperty [--nalssi-color=CanvasText] - Text and icons.
 * @cssproperty [--nalssi-muted-color] - Conditions, time and attribution; mixed from the colour.
 * @cssproperty [--nalssi-line-color] - Rules above, below and before the end cap; mixed from the
 *   colour.
 * @cssproperty [--nalssi-freezing-color] - Temperatures below zero; mixed from the colour.
 * @cssproperty [--nalssi-focus-color=Highlight] - The ring around what has the focus.
 * @cssproperty [--nalssi-gap=1.6em] - Space between two stations.
 *
 * @cssstate paused - The motion is stopped by the reader or by their system's settings.
 * @cssstate stale - New observations are late, or cannot be received.
 * @cssstate replay - The feed replays recorded observations.
 * @cssstate empty - There is no observation to show.
 * @cssstate error - The last request for the feed failed.
 */
export class NalssiTicker extends ReactiveElement {
  static override readonly properties: PropertyDeclarations = {
    ...declared(['speed'], Number),
    ...declared(texts, text),
    ...declared(flags, Boolean),
  };

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit's getter needs the class it is called on.
    return [...super.observedAttributes, 'lang'];
  }

  protected static override getPropertyDescriptor(
    _name: PropertyKey,
    key: string | symbol,
    { type }: PropertyDeclaration,
  ): PropertyDescriptor {
    return propertyOf(key, type as (value: unknown) => unknown);
  }

  /** Feed base of elements without `feed`; empty for `/v1/` at the page's own origin. */
  static defaultFeed = '';

  /**
   * Gets the second script; `feed` is the base of the feed, in the house of which it is
   * looked for where the first script does not know its own. Anything but the defaults of the attributes after `label` needs it.
   */
  static loadMore: (feed?: string) => Promise<ExtensionScript> = () => Promise.reject(Error());

  /**
   * The 시도 to show, as in `KR-44 KR-30`, `충남·대전`, `충청남도, 대전` or `44/30`: ISO 3166-2 codes,
   * administrative numbers, names of today or before. Their surface stations, and the automatic
   * stations that stand for a town. Without it the national list.
   */
  declare region: string;
  /**
   * Station numbers to show, in this order, automatic stations too; wins over `region`. `major`
   * stands for the 16 places that people look for first, from 서울 to 제주.
   */
  declare stations: string;
  /**
   * A 시군구 or 일반구 to show, by the station that stands for it: `시흥시`, `서울 중구`, `Jung-gu, Seoul`,
   * `11140`, names of before. One that several have is shown where `region` tells which is meant, else
   * the console names them. Wins over `stations` and `region`.
   */
  declare place: string;
  /**
   * Base of the feed, as in `https://weather.example.com/v1/`. Without it `/v1/` at the origin the
   * script came from; from npm, at the page's own.
   */
  declare feed: string;
  /** CSS px a second, from 1 to 2000. It stands still for 2 s before it first moves. */
  declare speed: number;
  /**
   * Name of the landmark for assistive technology. Without it that of the title, else of the regions,
   * as in `충청남도 날씨`.
   * @default 날씨, Weather
   */
  declare label: string;
  /**
   * `scroll`; `roll`: one station at a time, coming up from below every 4 s; `static`: a scroller
   * that stands still, with buttons to both sides.
   * @default scroll
   */
  declare mode: 'scroll' | 'roll' | 'static' | '';
  /**
   * `left`, or `right` for stations that enter from the left.
   * @default left
   */
  declare direction: 'left' | 'right' | '';
  /**
   * `c`, or `f` for degrees Fahrenheit.
   * @default c
   */
  declare unit: 'c' | 'f' | '';
  /** Shows buttons to the stations before and after. */
  declare controls: boolean;
  /**
   * Where a station leads, as in `/weather/{station}`, also with `{region}` and `{name}`; http and
   * https only. Without it there are no links.
   */
  declare href: string;
  /**
   * Where links open, as in `_blank`: those of stations and that of the attribution. Without it where
   * the page says.
   */
  declare target: string;
  /**
   * What an item shows, in this order, of `icon`, `name`, `condition`, `temperature`, `high` and
   * `low` (since midnight), `change` (against yesterday at the same hour), `feels-like`, `humidity`,
   * `wind` and `rain` (of the last hour, where some fell); what a station does not measure is left
   * out. The name is always shown, also where it is not among them.
   * @default icon name condition temperature
   */
  declare fields: string;
  /**
   * Shows KMA's warnings (특보) in force, before the stations, with issuer and time, and of a zone that
   * is only a part of a town (`파주남부`) with the places in it.
   */
  declare warnings: boolean;
  /**
   * `light`, `dark`, `auto` for what the reader's system prefers, or `inherit` for the page's own
   * background and colour. Without it the `color-scheme` of the page decides between light and dark.
   */
  declare theme: 'light' | 'dark' | 'auto' | 'inherit' | '';
  /** `always` draws the sun also where it is down; without it a moon is drawn there. */
  declare sun: 'always' | '';
  /**
   * Keeps the last good feed file in the reader's `localStorage`, and shows what still lives of it
   * at the next visit, until the feed answers.
   */
  declare storage: boolean;
  /** Prints all stations, one after the other; without it nothing is printed. */
  declare print: boolean;

  readonly #internals = this.attachInternals();
  readonly #shell = new TickerShell();
  readonly #feed = new FeedController(this);
  readonly #motion = new MotionController(this, this.#shell);
  readonly #script = new ExtensionController(
    { host: this, shell: this.#shell, motion: this.#motion },
    () => NalssiTicker.loadMore(this.feed),
  );
  /** Until all stations have come, and the page has been told of it. */
  #shown: Promise<void> | undefined;
  /** What the page has been told of. */
  #told: { snapshot: TickerSnapshot | null; failure: FeedError | null } = {
    snapshot: null,
    failure: null,
  };

  constructor() {
    super();
    this.speed = defaultSpeed;
    this.#shell.button.addEventListener('click', () => (this.paused ? this.play() : this.pause()));
    new VisibilityController(
      this,
      this.#shell.frame,
      (offscreen, hidden) => {
        this.#motion.hold('offscreen', offscreen);
        this.#motion.hold('hidden', hidden);
        this.#feed.setSeen(!offscreen && !hidden);
      },
      // It says so on the console.
      () => this.#script.load(),
    );
  }

  /** Whether the motion is stopped by the reader, by `pause()` or by their system's settings. */
  get paused(): boolean {
    return this.#motion.paused;
  }

  /** Stops the motion until `play()` or the button resumes it. */
  pause(): void {
    this.#motion.pause();
  }

  /** Resumes the motion from where it stopped, also where the system asks for less motion. */
  play(): void {
    this.#motion.play();
  }

  /** Asks for the feed now. Resolves when the answer is on the page, or has failed. */
  async refresh(): Promise<void> {
    // An element that is just being made has no feed before its first update.
    await this.updateComplete;
    await Promise.all([this.#feed.refresh(), this.#script.pending && this.#script.load()]);
    await this.updateComplete;
  }

  /** Brings a station into view. Resolves to whether it is among those shown. */
  async scrollToStation(station: string): Promise<boolean> {
    await this.updateComplete;
    await this.#script.load();
    await this.updateComplete;
    return this.#script.extension?.scrollToStation(station) === true;
  }

  /**
   * Setting up and showing are tasks of their own, and so is what is new of each ticker of a page: all
   * of them hear of it at once. What is told before there are stations is told at once.
   */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated || this.#told.snapshot) await nextTask();
    this.performUpdate();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.#shown;
    return complete;
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') this.requestUpdate();
  }

  /** The document that it was in before keeps its sheets. */
  protected adoptedCallback(): void {
    adopt(this.#shell.frame, styles);
  }

  protected override createRenderRoot(): DocumentFragment {
    const root = this.attachShadow({ __proto__: null, mode: 'open' } as ShadowRootInit);
    root.append(this.#shell.frame);
    adopt(this.#shell.frame, styles);
    return root;
  }

  protected override update(changedProperties: PropertyValues): void {
    super.update(changedProperties);
    const tag = languageTagOf(this);
    const url = tickerFileUrl(this.feed || NalssiTicker.defaultFeed, this.baseURI);
    this.#feed.follow(url);
    const { failure } = this.#feed;
    const { mode, unit } = this;
    const speed = this.speed > 0 ? Math.min(Math.max(this.speed, 1), fastest) : defaultSpeed;
    const codes = listOf(this.region.toUpperCase());
    const needed =
      tag ||
      // Also what nobody knows: the second script says so.
      codes.some((code) => !code.startsWith('KR-')) ||
      (mode && mode !== 'scroll') ||
      (unit && unit !== 'c') ||
      this.speed !== speed ||
      failure?.reason === 'redirect' ||
      needing.some((name) => this[name]);
    if (needed) void this.#script.load();
    // Nothing is shown one way first and then another.
    const snapshot =
      needed && this.#script.pending && !this.#told.snapshot ? null : this.#feed.snapshot;
    const now = this.#feed.now();
    const { extension } = this.#script;
    const selection = {
      stations: stationsIn(extension?.placed || this.place || this.stations),
      regions: extension?.regionsIn(this.region) ?? codes,
    };
    const words = extension?.wordsOf(tag) ?? ko;
    const { language } = words;
    const view = snapshot && tickerView(snapshot, now, selection, words);
    const stations = view?.stations ?? [];
    const stale =
      snapshot !== null && (snapshot.status === 'stale' || failure !== null || this.#feed.isLate);
    const { seen } = this.#feed;
    this.#motion.expect(stations, {
      mode,
      speed: this.direction === 'right' ? -speed : speed,
    });
    const { arrangement } = this.#motion;
    this.#shell.show({
      words,
      language,
      label: this.label || extension?.label(words, selection) || words.label,
      snapshot,
      view,
      failed: failure !== null,
      stale,
      scrollable: arrangement === 'scrollable',
      stoppable: arrangement !== 'still' && mode !== 'static',
      paused: this.paused,
    });
    const changed = this.#motion.show(
      extension?.show({
        words,
        language,
        snapshot,
        failure,
        selection,
        stations,
        url,
        now,
        seen,
      }) ?? stations,
      extension && ((items) => extension.dress(items)),
    );
    this.#feed.wakeAt(view?.nextExpiry ?? null);
    this.#setStates({
      paused: this.paused,
      stale,
      replay: snapshot?.mode === 'replay',
      empty: snapshot !== null && stations.length === 0,
      error: failure !== null,
    });
    this.#shown = changed.then((numbers) =>
      this.#tell(snapshot, failure, stations.length, numbers),
    );
    // What takes no room, and need not be there at once: moons, names of landmarks, and what there is
    // to say of stations that there are not.
    if (
      snapshot &&
      (codes[0] ||
        selection.stations[stations.length] ||
        this.querySelector(':scope > [slot]') ||
        (this.sun !== 'always' && mayBeNight(now)) ||
        pageDocument.getElementsByTagName('nalssi-ticker')[1])
    ) {
      void this.#shown.then(() => this.#script.load());
    }
  }

  #setStates(states: Readonly<Record<string, boolean>>): void {
    for (const [name, holds] of Object.entries(states)) {
      // Browsers that know only the older `:--paused` form refuse these names, and go without.
      try {
        this.#internals.states[holds ? 'add' : 'delete'](name);
      } catch {}
    }
  }

  #tell(
    snapshot: TickerSnapshot | null,
    failure: FeedError | null,
    stations: number,
    changed: readonly string[],
  ): void {
    const told = this.#told;
    this.#told = { snapshot, failure };
    if (snapshot !== null && snapshot !== told.snapshot) {
      this.dispatchEvent(
        told.snapshot === null
          ? new NalssiLoadEvent(snapshot.sequence, stations)
          : new NalssiUpdateEvent(snapshot.sequence, changed),
      );
    }
    if (failure !== null && failure !== told.failure) {
      this.dispatchEvent(new NalssiErrorEvent(failure));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nalssi-ticker': NalssiTicker;
  }
}
