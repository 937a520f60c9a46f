import { regionsOf } from '@nalssi/schemas/facts';
import { listOf } from '../ticker/ticker-view.ts';

/**
 * The codes of the regions that an attribute names. A word that nobody knows stays, so that it does
 * not make the list that of the country.
 */
export function regionsIn(attribute: string): string[] {
  return listOf(attribute).flatMap((word): string[] => {
    const codes = regionsOf(word);
    return codes[0] ? codes : [word];
  });
}
