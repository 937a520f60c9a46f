import type { TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { wordFor } from '../words.ts';
import { badge, fill, moment, panel, plainTime, scroller, type Tone, type View } from './view.ts';

const tones: Readonly<Record<string, Tone>> = { ok: 'good', degraded: 'warn', stale: 'bad' };

/** The last publishes, and whether what they are written to takes them. */
export function publishesPanel(view: View): TemplateResult {
  const { words, files } = view;
  const { health } = files;
  if (health === null) return panel('publishes', words.sections.publishes, html``);
  const content = html`${outputs(view)}
  ${
    health.publishes.length === 0
      ? html`<p class="empty">${words.publishes.empty}</p>`
      : scroller(words.publishes.caption, table(view), true)
  }`;
  return panel('publishes', words.sections.publishes, content);
}

function outputs(view: View): TemplateResult {
  const { words, files } = view;
  return html`<ul class="off" aria-label=${words.publishes.outputs}>
    ${(files.health?.outputs ?? []).map(({ id, state, since }) => {
      const isOk = state === 'ok';
      const failing = fill(words.publishes.failing, {
        time: since === null ? words.unknown : plainTime(since, view),
      });
      return html`<li>
        ${badge(isOk ? 'good' : 'bad', isOk ? words.publishes.ok : failing)}
        <strong>${wordFor(words.outputs, id)}</strong>
        <span class="faint">${isOk ? '' : words.outputAction}</span>
      </li>`;
    })}
  </ul>`;
}

function table(view: View): TemplateResult {
  const { words, files } = view;
  const { sequence, at, status, fresh, milliseconds } = words.publishes;
  return html`<table>
    <caption>${words.publishes.caption}</caption>
    <thead>
      <tr>
        <th scope="col">${sequence}</th>
        <th scope="col">${at}</th>
        <th scope="col">${status}</th>
        <th scope="col" class="count">${fresh}</th>
        <th scope="col" class="count">${milliseconds}</th>
      </tr>
    </thead>
    <tbody>
      ${(files.health?.publishes ?? []).toReversed().map(
        (publish) => html`<tr>
          <th scope="row">${publish.sequence}</th>
          <td>${moment(publish.at, view)}</td>
          <td>${badge(tones[publish.status] ?? 'calm', wordFor(words.titles, publish.status))}</td>
          <td class="count">${publish.fresh}</td>
          <td class="count">${publish.milliseconds === null ? '–' : `${publish.milliseconds} ms`}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
