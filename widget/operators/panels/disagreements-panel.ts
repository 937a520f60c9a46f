import type { HealthFile } from '@nalssi/schemas';
import { html, nothing, type TemplateResult } from 'lit';
import { oneDecimal } from '../../format/temperature.ts';
import { fill, panel, plainTime, scroller, stationLink, type View } from './view.ts';

type Disagreement = NonNullable<HealthFile['disagreements']>[number];

/** Stations at which sources contradict each other; nothing while there are none. */
export function disagreementsPanel(view: View): TemplateResult | typeof nothing {
  const { words, files } = view;
  const rows = files.health?.disagreements ?? [];
  if (rows.length === 0) return nothing;
  const { caption, shown, others, note } = words.disagreements;
  const table = html`<table>
    <caption>${caption}</caption>
    <thead>
      <tr>
        ${[words.values.station, shown, others].map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) => html`<tr>
          <th scope="row">${stationLink(row.station, view)}</th>
          <td>${said(row.shown, view)}</td>
          <td>${row.others.map((other) => html`<div>${said(other, view)}</div>`)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
  return panel(
    'disagreements',
    fill(words.sections.disagreements, { count: String(rows.length) }),
    html`<p class="faint">${note}</p>
      ${scroller(caption, table, true)}`,
  );
}

function said({ source, value, observedAt }: Disagreement['shown'], view: View): TemplateResult {
  return html`<strong>${oneDecimal(value)} ℃</strong> ${source}
    <span class="faint">${plainTime(observedAt, view)}</span>`;
}
