import type { Observation } from '../feed/ticker-snapshot.ts';
import { moreWords } from '../format/languages.ts';
import { hide, make, mark, write } from '../ticker/elements.ts';
import type { ExtendedTicker, ExtensionModel } from '../ticker/extension.ts';
import { linkOf } from './link-template.ts';

/** Makes items links, and gives readers with a keyboard a way past so many of them. */
export class Links {
  readonly #ticker: ExtendedTicker;
  readonly #skip = make('button', 'skip');
  #href = '';
  #page = '';
  #target: string | null = null;
  /** Whether there may be links to take away. */
  #used = false;
  #observations = new Map<string, Observation>();
  /** Where stations lead, by all that a link is made of: most updates change none. */
  #links = new Map<string, string | null>();

  constructor(ticker: ExtendedTicker) {
    this.#ticker = ticker;
    const { list, cap } = ticker.shell;
    this.#skip.addEventListener('click', () => {
      mark(cap, 'tabindex', '-1');
      cap.focus();
    });
    list.before(this.#skip);
  }

  show({ snapshot, language }: ExtensionModel): void {
    const { host, shell } = this.#ticker;
    const href = host.href.trim();
    if (href !== this.#href || host.baseURI !== this.#page) this.#links.clear();
    this.#href = href;
    this.#page = host.baseURI;
    this.#target = host.target.trim() || null;
    for (const link of shell.cap.querySelectorAll('a')) aim(link, this.#target);
    const observations = snapshot?.observations ?? [];
    this.#observations = new Map(observations.map((row) => [row.station, row]));
    write(this.#skip, moreWords[language].skip);
    hide(this.#skip, this.#href === '' || observations.length === 0);
  }

  #linkOf(observation: Observation): string | null {
    if (this.#href === '') return null;
    const { station, region, name } = observation;
    const key = [station, region, name.ko].join('\n');
    const held = this.#links.get(key);
    if (held !== undefined) return held;
    const link = linkOf(this.#href, observation, this.#page);
    this.#links.set(key, link);
    return link;
  }

  dress(items: readonly HTMLElement[]): void {
    this.#used ||= this.#href !== '';
    if (!this.#used) return;
    for (const item of items) {
      const observation = this.#observations.get(item.dataset['station'] ?? '');
      const href = observation === undefined ? null : this.#linkOf(observation);
      const held = item.querySelector(':scope > a');
      if (href !== null && held === null) {
        const link = make('a', 'link', ...item.childNodes);
        mark(link, 'href', href);
        aim(link, this.#target);
        item.append(link);
      } else if (href === null) {
        held?.replaceWith(...held.childNodes);
      } else if (held !== null) {
        mark(held, 'href', href);
        aim(held, this.#target);
      }
    }
  }
}

/** A window that is opened gets no hold of this one. */
function aim(link: Element, target: string | null): void {
  mark(link, 'target', target);
  mark(link, 'rel', target && 'noopener');
}
