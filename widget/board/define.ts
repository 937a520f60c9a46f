import { NalssiBoard } from './nalssi-board.ts';

/**
 * Registers `<nalssi-board>`: the first script of a page keeps the name. Browsers that do not know
 * `light-dark()` would show it without its colours, so there it stays what the page has put in it.
 */
export function define(): void {
  if (!CSS.supports('color', 'light-dark(red, red)')) return;
  if (customElements.get('nalssi-board') === undefined) {
    customElements.define('nalssi-board', NalssiBoard);
  }
}
