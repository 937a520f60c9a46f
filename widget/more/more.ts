import { NalssiSelectEvent } from '../events/select-event.ts';
import type { TickerSnapshot } from '../feed/ticker-snapshot.ts';
import type { Words } from '../format/words.ts';
import { Roll } from '../motion/roll.ts';
import type { ExtendedTicker, Extension, ExtensionModel } from '../ticker/extension.ts';
import type { Selection, ShownStation } from '../ticker/ticker-view.ts';
import { ChosenPlace } from './chosen-place.ts';
import { Controls } from './controls.ts';
import { Diagnosis } from './diagnosis.ts';
import { Fields } from './fields.ts';
import { Gestures } from './gestures.ts';
import { KeptCopy } from './kept-copy.ts';
import { labelOf } from './landmark.ts';
import { wordsOf } from './language.ts';
import { Links } from './links.ts';
import { dress } from './own-sheets.ts';
import { regionsIn } from './region-list.ts';
import { sayWhenNarrow } from './say-when-narrow.ts';
import { Seeking } from './seeking.ts';
import { Sun } from './sun.ts';
import { WarningStrip } from './warning-strip.ts';

/** Everything the second script does for one ticker. */
class TickerExtension implements Extension {
  readonly #ticker: ExtendedTicker;
  readonly #seeking: Seeking;
  /** Until the ticker has it. */
  #roll: Roll | undefined;
  readonly #controls: Controls;
  readonly #copy: KeptCopy;
  readonly #diagnosis: Diagnosis;
  readonly #fields: Fields;
  readonly #links: Links;
  readonly #place: ChosenPlace;
  readonly #warnings: WarningStrip;
  readonly #sun: Sun;
  #snapshot: TickerSnapshot | null = null;
  readonly ready: Promise<void>;
  readonly wordsOf = wordsOf;
  readonly regionsIn = regionsIn;

  constructor(ticker: ExtendedTicker) {
    const roll = new Roll();
    this.#ticker = ticker;
    this.#seeking = new Seeking(ticker, roll);
    this.#controls = new Controls(ticker, this.#seeking);
    this.#copy = new KeptCopy(ticker);
    this.#diagnosis = new Diagnosis(ticker.host);
    this.#fields = new Fields(ticker);
    this.#links = new Links(ticker);
    this.#warnings = new WarningStrip(ticker, this.#seeking);
    this.#place = new ChosenPlace(ticker);
    this.ready = Promise.all([this.#warnings.ready, this.#place.ready]).then(() => undefined);
    this.#sun = new Sun(ticker);
    new Gestures(ticker, this.#seeking);
    sayWhenNarrow(ticker.shell.frame);
    this.#roll = roll;
    this.#giveRoll();
  }

  get placed(): string {
    return this.#place.station;
  }

  label(words: Words, selection: Selection): string {
    return labelOf(this.#ticker, words, selection, this.#place.name(words.language));
  }

  /** To a ticker that rolls: any other would be laid out anew for nothing. */
  #giveRoll(): void {
    if (this.#roll === undefined || this.#ticker.host.mode !== 'roll') return;
    this.#ticker.motion.roller = this.#roll;
    this.#roll = undefined;
  }

  show(model: ExtensionModel): readonly ShownStation[] {
    dress(this.#ticker);
    this.#giveRoll();
    this.#snapshot = model.snapshot;
    const placed = { ...model, stations: this.#place.show(model) };
    this.#diagnosis.show(model, this.#place);
    this.#copy.show(model);
    this.#controls.show(model);
    this.#links.show(model);
    this.#sun.show(model);
    return this.#warnings.show({
      ...model,
      selection: this.#place.warned(model.selection),
      stations: this.#fields.show(placed),
    });
  }

  dress(items: readonly HTMLElement[]): void {
    this.#fields.dress(items);
    this.#links.dress(items);
    this.#sun.dress(items);
    for (const item of items) {
      item.classList.toggle('warning', item.dataset['station']?.startsWith('warning') === true);
    }
  }

  scrollToStation(station: string): boolean {
    return this.#seeking.toItem(station);
  }

  async click(event: Event, target: EventTarget | undefined): Promise<void> {
    // The click that has brought this script comes before its first update.
    if (this.#snapshot === null) await this.#ticker.host.updateComplete;
    const item = target instanceof Element ? target.closest<HTMLElement>('[data-station]') : null;
    const observation = this.#snapshot?.observations.find(
      ({ station }) => station === item?.dataset['station'],
    );
    if (observation === undefined) return;
    if (!this.#ticker.host.dispatchEvent(new NalssiSelectEvent(observation)))
      event.preventDefault();
  }

  disconnected(): void {
    this.#warnings.disconnected();
    // It may have gone into another document.
    queueMicrotask(() => dress(this.#ticker));
  }
}

export { upgradeLinks } from './upgrade-links.ts';

export function extend(ticker: ExtendedTicker): Extension {
  return new TickerExtension(ticker);
}
