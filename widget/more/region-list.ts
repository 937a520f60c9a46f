import { nearestRegion, regionsOf } from '@nalssi/schemas/facts';
import { listOf } from '../ticker/ticker-view.ts';

const told = new Set<string>();

/**
 * The codes of the regions that an attribute names. A word that nobody knows stays, so that it does
 * not make the list that of the country, and is said once on the console.
 */
export function regionsIn(attribute: string): string[] {
  return listOf(attribute).flatMap((word): string[] => {
    const codes = regionsOf(word);
    if (codes[0]) return codes;
    if (!told.has(word)) {
      told.add(word);
      // biome-ignore lint/suspicious/noConsole: whoever wrote the page looks there.
      console.warn(`nalssi-ticker: there is no region "${word}". ${nearestRegion(word)}?`);
    }
    return [word];
  });
}
