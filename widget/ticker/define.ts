import { NalssiTicker } from './nalssi-ticker.ts';

/**
 * Registers `<nalssi-ticker>`. A page may carry the script twice, or in two versions: the first
 * one keeps the name, and the second does nothing.
 */
export function define(): void {
  if (customElements.get('nalssi-ticker') === undefined) {
    customElements.define('nalssi-ticker', NalssiTicker);
  }
}
