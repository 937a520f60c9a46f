import type { ReactiveControllerHost } from '@lit/reactive-element';
import type { FeedError } from '../feed/feed-error.ts';
import type { TickerSnapshot } from '../feed/ticker-snapshot.ts';
import type { Language, Words } from '../format/words.ts';
import type { MotionController } from './motion-controller.ts';
import type { TickerShell } from './ticker-shell.ts';
import type { Selection, ShownStation } from './ticker-view.ts';

/** The ticker as the second script sees it: an element with these properties. */
export interface ExtensionHost extends ReactiveControllerHost, HTMLElement {
  readonly region: string;
  readonly theme: string;
  readonly place: string;
  readonly stations: string;
  readonly speed: number;
  readonly mode: string;
  readonly direction: string;
  readonly unit: string;
  readonly href: string;
  readonly target: string;
  readonly fields: string;
  readonly sun: string;
  readonly controls: boolean;
  readonly warnings: boolean;
  readonly storage: boolean;
}

/** What the second script works with. Both scripts of a major version keep to it. */
export interface ExtendedTicker {
  readonly host: ExtensionHost;
  readonly shell: TickerShell;
  readonly motion: MotionController;
}

/** What the second script is told at every update, besides the host's attributes. */
export interface ExtensionModel {
  readonly language: Language;
  readonly words: Words;
  /** The address of `ticker.json`, which the other files of the feed stand beside. */
  readonly url: string | null;
  readonly snapshot: TickerSnapshot | null;
  /** Why the last request failed; `null` when it did not. */
  readonly failure: FeedError | null;
  readonly selection: Selection;
  readonly stations: readonly ShownStation[];
  /** The feed's now in milliseconds since the epoch. */
  readonly now: number;
  /** Whether somebody can see the element. */
  readonly seen: boolean;
}

/** What the second script does for one ticker. */
export interface Extension {
  /**
   * Nothing is shown before it, so that what comes first does not push away what came before it.
   */
  readonly ready?: Promise<void>;
  /** The words of the language of a tag (BCP 47); the first script has Korean alone. */
  wordsOf(tag: string): Words;
  /** The codes of the regions that an attribute names; the first script knows codes alone. */
  regionsIn(attribute: string): readonly string[];
  /**
   * Number of the station that stands for the place that is asked for, or a word that is none while it
   * is not known; empty without. Second scripts of before 1.1 have none.
   */
  readonly placed?: string;
  /** What the landmark is called where the page does not say; no two of a page alike. */
  label(words: Words, selection: Selection): string;
  /** Brings everything but the items up to date, and gives the items to show. */
  show(model: ExtensionModel): readonly ShownStation[];
  /** Does to the items what the attributes ask for, before they are measured. */
  dress(items: readonly HTMLElement[]): void;
  /** Brings a station into view; says whether there is one. */
  scrollToStation(station: string): boolean;
  /** A click on the list. One that brought this script comes late, and cannot be prevented. */
  click(event: Event, target: EventTarget | undefined): void | Promise<void>;
  disconnected(): void;
}

/** The exports of the second script. */
export interface ExtensionScript {
  extend(ticker: ExtendedTicker): Extension;
  /**
   * Makes tickers of the links of the class `nalssi-ticker`. They lead to the page's own origin and
   * to `origins`, separated by spaces, and take a feed from these alone.
   */
  upgradeLinks(origins?: string): void;
}
