import type { TickerSnapshot } from '../feed/ticker-snapshot.ts';
import type { Language, Words } from '../format/words.ts';
import { draw, hide, make, makeIcon, mark, write } from './elements.ts';
import type { TickerView } from './ticker-view.ts';

export interface ShellModel {
  readonly words: Words;
  readonly language: Language;
  readonly label: string;
  readonly snapshot: TickerSnapshot | null;
  readonly view: TickerView | null;
  /** Whether the last request for the feed failed. */
  readonly failed: boolean;
  /** Whether what the feed says is late, or cannot be had. */
  readonly stale: boolean;
  /** Whether the list is an ordinary scroller. */
  readonly scrollable: boolean;
  /** Whether there is a motion to stop or to start. */
  readonly stoppable: boolean;
  readonly paused: boolean;
}

const pauseBars = 'M8 5.5v13M16 5.5v13';
const playTriangle = 'M7.5 5v14l11-7z';

/** A mark in the end cap: a short word to see, a sentence to hear. */
class Badge {
  readonly #shown = make('b', 'badge');
  readonly #spoken = make('span', '');
  readonly nodes = [this.#shown, this.#spoken];

  show(holds: boolean, shown: string, spoken: string): void {
    mark(this.#shown, 'aria-hidden', 'true');
    write(this.#shown, holds ? shown : '');
    write(this.#spoken, holds ? spoken : '');
  }
}

/**
 * The bar around the stations. Every element is made once and stays: an update writes what differs
 * and nothing else. What is not needed is hidden, and then neither seen, focused nor read.
 */
export class TickerShell {
  /** The first thing to be focused, so that whoever needs it does not have to search. */
  readonly button = make('button', 'button');
  /** The window the stations move through. */
  readonly list = make('div', 'list');
  readonly #slot = make('slot', '');
  readonly #notice = make('p', 'notice');
  readonly #replay = new Badge();
  readonly #stale = new Badge();
  readonly #time = make('time', 'time');
  readonly #attribution = make('a', 'attribution');
  readonly #icon = this.button.appendChild(makeIcon());
  /** The end cap, which never moves. */
  readonly cap = make(
    'div',
    'cap',
    make('div', '', ...this.#replay.nodes, ...this.#stale.nodes, this.#time),
    this.#attribution,
  );
  readonly frame = make(
    'section',
    'ticker',
    this.button,
    this.list,
    this.#slot,
    this.#notice,
    this.cap,
  );

  constructor() {
    mark(this.list, 'role', 'list');
    mark(this.list, 'aria-live', 'off');
    mark(this.#time, 'translate', 'no');
  }

  show(model: ShellModel): void {
    const { words, language, label, snapshot, view, failed, paused } = model;
    const nothing = !view?.stations.length;
    mark(this.frame, 'lang', language);
    mark(this.frame, 'aria-label', label || words.label);

    hide(this.button, nothing || !model.stoppable);
    // The name says what pressing does, so there is no aria-pressed beside it.
    const name = paused ? words.play : words.pause;
    if (this.button.getAttribute('aria-label') !== name) {
      mark(this.button, 'aria-label', name);
      draw(this.#icon, [['', paused ? playTriangle : pauseBars]]);
    }

    hide(this.list, nothing);
    mark(this.list, 'tabindex', model.scrollable ? '0' : null);
    hide(this.#slot, snapshot !== null);
    hide(this.#notice, !nothing || (snapshot === null && !failed));
    write(this.#notice, snapshot === null ? words.failed : words.empty);

    hide(this.cap, snapshot === null);
    this.#replay.show(snapshot?.mode === 'replay', words.replay, words.spokenReplay);
    this.#stale.show(
      model.stale,
      words.stale,
      failed ? words.spokenUnreachable : words.spokenStale,
    );
    write(this.#time, view?.observed?.text ?? '');
    mark(this.#time, 'datetime', view?.observed?.datetime ?? null);
    if (snapshot === null) return;
    const { text, url } = snapshot.attribution;
    write(
      this.#attribution,
      (Object.hasOwn(words.attributions, text) && words.attributions[text]) || text,
    );
    mark(this.#attribution, 'href', url);
  }
}
