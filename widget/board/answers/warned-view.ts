import type { Templates } from '../extension.ts';
import type { MapFile } from '../map-file.ts';
import type { AnswerWords } from '../words.ts';
import type { WarnedPlace } from './warned-places.ts';

/** Below the name of a place: the first of its warnings, and how many more there are. */
export function warningView(
  { names: [first, ...others], isWhole }: WarnedPlace,
  { partly }: AnswerWords,
  { html }: Templates,
) {
  const said = [first, isWhole ? '' : partly, others[0] ? `+${others.length}` : ''];
  const all = [first, ...others].join(', ');
  return html`<b title=${all}>${said.filter(Boolean).join(' ')}</b> `;
}

/** Over the places of a map that have warnings, paler where these hold in a part alone. */
export function hatchView(
  { places }: MapFile,
  warned: ReadonlyMap<string, WarnedPlace>,
  pattern: string,
  { svg }: Templates,
) {
  return Object.entries(places).flatMap(([code, path]) => {
    const place = warned.get(code);
    return place
      ? svg`<path class=${place.isWhole ? 'warned' : 'warned part'} fill=${pattern} d=${path}/>`
      : [];
  });
}
