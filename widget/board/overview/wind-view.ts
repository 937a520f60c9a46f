import type { Templates } from '../extension.ts';
import { livingOf, type Row } from '../model/rows.ts';
import type { OverviewWords } from '../words.ts';

/** An arrow that points to where the wind goes. */
export function windView(
  row: Row,
  now: number,
  words: OverviewWords,
  { html, nothing }: Templates,
) {
  const from = livingOf(row, 'windDirection', now)?.value;
  if (!from) return nothing;
  const name = words.directions.split(' ')[Math.round(from / 45) % 8];
  return html`<svg class="arrow" viewBox="-6 -6 12 12" role="img" aria-label=${name}>
    <path transform="rotate(${from})" d="M0 5L-3.5 -4L0 -2L3.5 -4z" />
  </svg>`;
}
