import type { ReaderState } from '../answers/reader-state.ts';
import type { BoardExtras, BoardHost } from '../extension.ts';
import type { ChosenPlace } from './chosen-place.ts';
import type { HourPlayer } from './hour-player.ts';
import { revealChosen } from './reveal.ts';

/** What the actions of the third script's own controls change. */
interface Acted {
  readonly host: BoardHost;
  readonly set: (changes: Partial<ReaderState>) => void;
  readonly chosen: ChosenPlace;
  readonly player: HourPlayer;
}

/** Hears what is typed into the search and done with the slider, and answers to their buttons and the panel's. */
export function ownActions({ host, set, chosen, player }: Acted): BoardExtras['act'] {
  const { element, frame } = host;
  /** Puts something in the place of what was used, with the focus in it. */
  const bring = async (changes: Partial<ReaderState>, field: string) => {
    set(changes);
    await element.updateComplete;
    frame.querySelector<HTMLElement>(field)?.focus();
  };
  const close = (changes?: Partial<ReaderState>) =>
    bring({ ...changes, query: null }, '[data-do="search"]');
  /** To a place, also where it is in another region than those that are shown. */
  const goTo = async (code: string) => {
    const place = chosen.places.find((one) => one.code === code);
    if (!place) return;
    // A 일반구 is no row; its city is.
    const selected = place.parent ?? code;
    if (!host.view?.rows.some(({ key }) => key === selected)) {
      element.region = place.region;
      if (element.rows === 'stations') element.rows = 'places';
    }
    await close({ hour: null, selected });
    revealChosen(frame);
  };
  frame.addEventListener('input', ({ target }) => {
    const { name, value } = target as HTMLInputElement;
    if (name === 'hour') player.moveTo(Number(value));
    if (name === 'search') set({ query: value });
  });
  frame.addEventListener('keydown', ({ key, target }) => {
    if (key === 'Escape' && (target as Element).closest('.search')) void close();
  });
  return (action, place = '') => {
    if (action === 'search') void bring({ query: '' }, '[name="search"]');
    else if (action === 'hours') void bring({ hasHours: true }, '[name="hour"]');
    else if (action === 'close') void close();
    else if (action === 'go') void goTo(place);
    else if (action === 'reveal') void element.updateComplete.then(() => revealChosen(frame));
    else if (action === 'leave') set({ selected: '' });
    else if (action === 'play') player.toggle();
  };
}
