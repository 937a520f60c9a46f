import type { HealthFile } from '@nalssi/schemas';
import { html, nothing, type TemplateResult } from 'lit';
import { oneDecimal } from '../../format/temperature.ts';
import { fill, panel, plainTime, stationLink, type View } from './view.ts';

type Sourced = NonNullable<HealthFile['disagreements']>[number]['shown'];

/** Stations at which sources contradict each other, what is shown first; nothing while there are none. */
export function disagreementsPanel(view: View): TemplateResult | typeof nothing {
  const { words, files } = view;
  const rows = files.health?.disagreements ?? [];
  const said = ({ source, value, observedAt }: Sourced) =>
    html`${oneDecimal(value)} ℃ <span class="faint">${source} ${plainTime(observedAt, view)}</span> `;
  return rows.length === 0
    ? nothing
    : panel(
        'disagreements',
        fill(words.sections.disagreements, { count: String(rows.length) }),
        html`<ul class="off">
          ${rows.map(
            ({ station, shown, others }) =>
              html`<li>
                ${stationLink(station, view)} <strong>${said(shown)}</strong> ${others.map(said)}
              </li>`,
          )}
        </ul>`,
      );
}
