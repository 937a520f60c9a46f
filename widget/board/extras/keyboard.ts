import type { ReaderState } from '../answers/reader-state.ts';
import type { BoardExtras, BoardHost } from '../extension.ts';
import { nextStop } from './stops.ts';

/** Goes through the marks of the map, the heads and rows of the table, and the tabs, by keys. */
export function keyboard(
  host: BoardHost,
  set: (changes: Partial<ReaderState>) => void,
): BoardExtras['press'] {
  const goTo = (where: 'map' | 'table', key: string) => {
    const focus = () => {
      const stop = host.frame.querySelector<HTMLElement | SVGElement>(
        `${where === 'map' ? '.map' : 'table'} [data-key="${CSS.escape(key)}"]`,
      );
      stop?.focus();
      return stop !== null;
    };
    set(where === 'map' ? { mapStop: key } : { tableStop: key });
    // Long lists are drawn in several tasks, of which keys do not wait for the last.
    if (!focus()) void host.element.updateComplete.then(focus);
    return true;
  };
  return (stop, key) => {
    const { view } = host;
    const { tab, key: at = '' } = stop.dataset;
    if (view === null) return false;
    if (tab !== undefined) {
      const beside = {
        ArrowLeft: stop.previousElementSibling,
        ArrowRight: stop.nextElementSibling,
      };
      (beside[key as keyof typeof beside] as HTMLElement | null | undefined)?.focus();
      return false;
    }
    const isOnMap = stop.closest('.map') !== null;
    if (isOnMap && key === 'Escape') {
      return goTo('table', view.rows.some((row) => row.key === at) ? at : 'sort:name');
    }
    const where = isOnMap ? 'map' : 'table';
    const next = nextStop(where, at, key, view);
    return next !== null && goTo(where, next);
  };
}
