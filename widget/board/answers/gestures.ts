import type { BoardStop } from '../extension.ts';
import type { MetricId } from '../model/metrics.ts';
import type { SortKey } from '../model/sorting.ts';

/** What a reader can do to a board. */
export interface GestureHost {
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
  /** Gets ready for keys. */
  expectKeys(): void;
  /** Goes where a key leads, and says whether it shall do nothing else. */
  press(stop: BoardStop, key: string): boolean;
  /** What a button asks for by its `data-do`, and of which place by its `data-go`. */
  act(action: string, place?: string): void;
}

/** Hears clicks, keys and pointers on a board. Map and table have one tab stop each, which arrows move. */
export function hearGestures(host: GestureHost, frame: HTMLElement): void {
  frame.addEventListener('click', ({ target }) => {
    const { tab, key, row, show, go, do: action } = dataAround(target);
    const chosen = key ?? row ?? show;
    const sort = key?.startsWith('sort:') ? (key.slice(5) as SortKey) : null;
    if (action !== undefined) host.act(action, go);
    else if (tab !== undefined) host.open(tab);
    else if (sort) host.sort(sort);
    else if (chosen !== undefined) host.select(chosen);
  });
  frame.addEventListener('change', ({ target }) => {
    const { name, value, checked } = target as HTMLInputElement;
    if (name === 'rows') host.list(checked);
    if (name === 'metric') host.show(value as MetricId);
  });
  frame.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    const stop = stopAround(event);
    if (stop === null || ctrlKey || metaKey || altKey) return;
    // Marks are drawings, which no browser presses.
    const isPressed = (key === 'Enter' || key === ' ') && stop.closest('.map') !== null;
    if (isPressed) host.select(stop.dataset['key'] ?? '');
    if (isPressed || host.press(stop, key)) event.preventDefault();
  });
  for (const type of ['focusin', 'pointerover'] as const) {
    frame.addEventListener(type, (event) => {
      const { key = '', row = '' } = dataAround(event.target);
      host.point(key.startsWith('sort:') ? '' : key || row);
      if (type === 'focusin' && stopAround(event)) host.expectKeys();
    });
  }
}

/** What arrows go from and to: a mark, a row, a head or a tab. */
function stopAround({ target }: Event): BoardStop | null {
  return (target as Element).closest<BoardStop>('[data-key],[data-tab]');
}

type GestureData = Readonly<Partial<Record<'tab' | 'key' | 'row' | 'show' | 'go' | 'do', string>>>;

/** What the elements around a target are for, the nearest first. */
function dataAround(target: EventTarget | null): GestureData {
  const element = target as Element;
  const around = element.closest<BoardStop>('[data-tab],[data-key],[data-show],[data-do]');
  const row = element.closest<HTMLElement>('[data-row]');
  return { ...row?.dataset, ...around?.dataset };
}
