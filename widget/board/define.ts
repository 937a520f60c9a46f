import { NalssiBoard } from './nalssi-board.ts';

/** Registers `<nalssi-board>`: the first script of a page keeps the name. */
export function define(): void {
  if (customElements.get('nalssi-board') === undefined) {
    customElements.define('nalssi-board', NalssiBoard);
  }
}
