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

/** For a text in three parts, of which narrow bars show the middle one, and all is spoken. */
const threeParts = () => [make('i', ''), make('bdi', ''), make('i', '')];

function writeParts(element: Element, texts: readonly string[]): void {
  texts.forEach((text, index) => {
    const part = element.children[index];
    if (part !== undefined) write(part, text);
  });
}

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
  readonly #title = make('slot', '');
  readonly #slot = make('slot', '');
  readonly #notice = make('p', 'notice');
  readonly #replay = new Badge();
  readonly #stale = new Badge();
  readonly #time = make('time', 'time', ...threeParts());
  readonly #attribution = make('a', 'attribution', ...threeParts());
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
    this.#title,
    this.list,
    this.#slot,
    this.#notice,
    this.cap,
  );

  constructor() {
    mark(this.#title, 'name', 'title');
    mark(this.list, 'role', 'list');
    mark(this.list, 'aria-live', 'off');
    mark(this.#time, 'translate', 'no');
  }

  show(model: ShellModel): void {
    const { words, language, label, snapshot, view, failed, paused } = model;
    const nothing = !view?.stations.length;
    mark(this.frame, 'lang', language);
    mark(this.frame, 'aria-label', label);

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
    const stands = (node: Node) => node instanceof Element || node.nodeValue?.trim();
    // What the page has put there says more than that something has failed.
    const waits = snapshot === null && (!failed || this.#slot.assignedNodes().some(stands));
    hide(this.#notice, !nothing || waits);
    write(this.#notice, snapshot === null ? words.failed : words.empty);

    hide(this.cap, snapshot === null);
    if (snapshot === null) return;
    const isReplay = snapshot.mode === 'replay';
    this.#replay.show(isReplay, words.replay, words.spokenReplay);
    this.#stale.show(
      model.stale,
      words.stale,
      failed ? words.spokenUnreachable : words.spokenStale,
    );
    const { text: time, datetime } = view?.observed ?? { text: '', datetime: null };
    const [before, after] = words.observedAt;
    hide(this.#time, !time);
    writeParts(this.#time, [before, time, after]);
    mark(this.#time, 'datetime', datetime);
    const { text, url } = snapshot.attribution;
    const known = Object.hasOwn(words.attributions, text) && words.attributions[text];
    writeParts(this.#attribution, known || ['', text, '']);
    mark(this.#attribution, 'href', url);
    // With a mark, or the date before the time, it takes three lines where there is little room.
    this.cap.classList.toggle('tall', isReplay || model.stale || time.includes(' '));
  }
}
