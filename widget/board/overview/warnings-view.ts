import { observedTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import type { Templates } from '../extension.ts';
import type { BoardWords, OverviewWords } from '../words.ts';
import type { Warned } from './warned.ts';

const mostZones = 5;

/** The warnings in force; nothing where there are none. */
export function warningsView(
  warned: Warned | null,
  now: number,
  words: OverviewWords,
  common: BoardWords['common'],
  { html, nothing }: Templates,
) {
  if (warned === null || warned.groups.length === 0) return nothing;
  const { groups, issuer, asOf } = warned;
  const time = observedTime(asOf, now, common);
  return html`<ul part="warnings" class="warnings">
    ${groups.map(({ name, level, zones }) => {
      const named = zones.slice(0, mostZones).join(', ');
      const rest = zones.length - mostZones;
      const where = rest > 0 ? fill(words.others, { zones: named, count: String(rest) }) : named;
      return html`<li class=${level}>
        <b>${name}</b> ${where} <small>${fill(words.issued, { time, issuer })}</small>
      </li>`;
    })}
  </ul>`;
}
