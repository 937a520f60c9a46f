import { NalssiSelectEvent } from '../events/select-event.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import { words } from '../format/languages.ts';
import { Roll } from '../motion/roll.ts';
import type { Core, Extras, ExtrasModel } from '../ticker/extension.ts';
import type { ShownStation } from '../ticker/ticker-view.ts';
import { Controls } from './controls.ts';
import { Fields } from './fields.ts';
import { Gestures } from './gestures.ts';
import { KeptCopy } from './kept-copy.ts';
import { Links } from './links.ts';
import { moreStyles } from './more.styles.ts';
import { Seeking } from './seeking.ts';
import { Sun } from './sun.ts';
import { WarningStrip } from './warning-strip.ts';

/** Everything the second script does for one ticker. */
class TickerExtras implements Extras {
  readonly #core: Core;
  readonly #seeking: Seeking;
  readonly #controls: Controls;
  readonly #copy: KeptCopy;
  readonly #fields: Fields;
  readonly #links: Links;
  readonly #warnings: WarningStrip;
  readonly #sun: Sun;
  #snapshot: Snapshot | null = null;
  readonly ready: Promise<void>;
  readonly words = words;

  constructor(core: Core) {
    const roll = new Roll();
    this.#core = core;
    this.#seeking = new Seeking(core, roll);
    this.#controls = new Controls(core, this.#seeking);
    this.#copy = new KeptCopy(core);
    this.#fields = new Fields(core);
    this.#links = new Links(core);
    this.#warnings = new WarningStrip(core, this.#seeking);
    this.ready = this.#warnings.ready;
    this.#sun = new Sun(core);
    new Gestures(core, this.#seeking);
    const root = core.host.shadowRoot;
    if (root !== null) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(moreStyles);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    }
    core.motion.roller = roll;
  }

  show(model: ExtrasModel): readonly ShownStation[] {
    this.#snapshot = model.snapshot;
    this.#copy.show(model);
    this.#controls.show(model);
    this.#links.show(model);
    this.#sun.show(model);
    return this.#warnings.show({ ...model, stations: this.#fields.show(model) });
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

  click(event: Event, target: EventTarget | undefined): void {
    const item = target instanceof Element ? target.closest<HTMLElement>('[data-station]') : null;
    const observation = this.#snapshot?.observations.find(
      ({ station }) => station === item?.dataset['station'],
    );
    if (observation === undefined) return;
    if (!this.#core.host.dispatchEvent(new NalssiSelectEvent(observation))) event.preventDefault();
  }

  disconnected(): void {
    this.#warnings.disconnected();
  }
}

export { upgradeLinks } from './upgrade-links.ts';

export function extend(core: Core): Extras {
  return new TickerExtras(core);
}
