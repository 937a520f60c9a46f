import type { BoardView } from '../board-view.ts';
import type { MetricId } from '../model/metrics.ts';
import type { SortKey } from '../model/sorting.ts';

/** What a reader can do to a board. */
export interface GestureHost {
  /** What is on the page now. */
  readonly view: BoardView | null;
  /** Chooses a row or a mark by its key, or lets go of the one that is chosen. */
  select(key: string): void;
  /** Shows the regions of a tab. */
  open(tab: string): void;
  sort(by: SortKey): void;
  show(metric: MetricId): void;
  /** A table of stations, or of places. */
  list(areStations: boolean): void;
  /** Says what a mark or a row is; empty for the chosen one. */
  point(key: string): void;
  /**
   * Where a key leads from a mark, or from a row or head; `null` for nowhere, and for a key that leads
   * nowhere anywhere.
   */
  next(where: 'map' | 'table', from: string, key: string): string | null | Promise<string | null>;
  /** Gets ready for keys. */
  expectKeys(): void;
  /** Lets one mark, or one row or head, have the tab stop. Resolves when it is on the page. */
  stopAt(where: 'map' | 'table', key: string): Promise<unknown>;
  /** What a button asks for by its `data-do`. */
  act(action: string): void;
  /** Takes what is typed into the search. */
  find(typed: string): void;
  /** Goes to a place that was found, by its number. */
  goTo(code: string): void;
  /** Moves the slider to an hour by its place. */
  moveTo(hour: number): void;
}

/** Clicks, keys and pointers on a board. Map and table have one tab stop each, which arrows move. */
export class BoardGestures {
  readonly #host: GestureHost;
  readonly #frame: HTMLElement;

  constructor(host: GestureHost, frame: HTMLElement) {
    this.#host = host;
    this.#frame = frame;
    frame.addEventListener('click', ({ target }) => this.#click(target as Element));
    frame.addEventListener('change', ({ target }) => this.#change(target as HTMLInputElement));
    frame.addEventListener('input', ({ target }) => {
      const { name, value } = target as HTMLInputElement;
      if (name === 'hour') this.#host.moveTo(Number(value));
      if (name === 'search') this.#host.find(value);
    });
    frame.addEventListener('keydown', (event) => this.#key(event));
    frame.addEventListener('focusin', ({ target }) => {
      if ((target as Element).closest('[data-key]')) this.#host.expectKeys();
    });
    for (const type of ['focusin', 'pointerover'] as const) {
      frame.addEventListener(type, ({ target }) => this.#point(target as Element));
    }
  }

  #click(target: Element): void {
    const { tab, key, row, show, go, do: action } = dataAround(target);
    const chosen = key ?? row ?? show;
    const sort = key?.startsWith('sort:') ? (key.slice(5) as SortKey) : null;
    if (action !== undefined) this.#host.act(action);
    else if (go !== undefined) this.#host.goTo(go);
    else if (tab !== undefined) this.#host.open(tab);
    else if (sort) this.#host.sort(sort);
    else if (chosen !== undefined) this.#host.select(chosen);
  }

  #change({ name, value, checked }: HTMLInputElement): void {
    if (name === 'rows') this.#host.list(checked);
    if (name === 'metric') this.#host.show(value as MetricId);
  }

  #point(target: Element): void {
    const { key = '', row = '' } = dataAround(target);
    this.#host.point(key.startsWith('sort:') ? '' : key || row);
  }

  #key(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey } = event;
    const target = event.target as Element;
    if (key === 'Escape' && target.closest('.search')) this.#host.act('close');
    const stop = target.closest<HTMLElement | SVGElement>('[data-key],[data-tab]');
    if (stop === null || ctrlKey || metaKey || altKey) return;
    const { tab, key: at = '' } = stop.dataset;
    const isOnMap = target.closest('.map') !== null;
    if (tab !== undefined) {
      const beside = {
        ArrowLeft: stop.previousElementSibling,
        ArrowRight: stop.nextElementSibling,
      };
      (beside[key as keyof typeof beside] as HTMLElement | null | undefined)?.focus();
    } else if (isOnMap && (key === 'Enter' || key === ' ')) {
      // Marks are drawings, which no browser presses.
      event.preventDefault();
      this.#host.select(at);
    } else if (isOnMap && key === 'Escape') {
      event.preventDefault();
      this.#go('table', this.#host.view?.rows.some((row) => row.key === at) ? at : 'sort:name');
    } else {
      const where = isOnMap ? 'map' : 'table';
      const next = this.#host.next(where, at, key);
      if (next === null) return;
      event.preventDefault();
      if (typeof next === 'string') this.#go(where, next);
      else void next.then((next) => next !== null && this.#go(where, next));
    }
  }

  #go(where: 'map' | 'table', key: string): void {
    const place = where === 'map' ? '.map' : 'table';
    const focus = () => {
      const stop = this.#frame.querySelector<HTMLElement | SVGElement>(
        `${place} [data-key="${CSS.escape(key)}"]`,
      );
      stop?.focus();
      return stop !== null;
    };
    const drawn = this.#host.stopAt(where, key);
    // Long lists are drawn in several tasks, of which keys do not wait for the last.
    if (!focus()) void drawn.then(focus);
  }
}

type GestureData = Readonly<Partial<Record<'tab' | 'key' | 'row' | 'show' | 'go' | 'do', string>>>;

/** What the elements around a target are for, the nearest first. */
function dataAround(target: Element): GestureData {
  const around = target.closest<HTMLElement | SVGElement>(
    '[data-tab],[data-key],[data-show],[data-go],[data-do]',
  );
  const row = target.closest<HTMLElement>('[data-row]');
  return { ...row?.dataset, ...around?.dataset };
}
