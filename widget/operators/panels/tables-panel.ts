import { html, nothing, type TemplateResult } from 'lit';
import { sourceErrorText } from '../format/names.ts';
import { wordFor } from '../words.ts';
import { badge, panel, type View } from './view.ts';

/** Facts that age: of when they are, where they come from, and what keeps them from being renewed. */
export function tablesPanel(view: View): TemplateResult | typeof nothing {
  const { words, files } = view;
  const tables = files.health?.tables ?? [];
  return tables.length === 0
    ? nothing
    : panel(
        'tables',
        words.sections.tables,
        html`<ul class="off">
          ${tables.map(
            ({ id, source, date, entries, isOld, gone, lastError }) =>
              html`<li>
                ${badge(isOld ? 'warn' : 'good', date.slice(0, 10))}
                <strong>${wordFor(words.tables, id)}</strong> ${entries}
                <span class="faint">${source}</span>
                ${gone === undefined ? nothing : html`<span class="note">${words.stationsGone} ${[...new Set(Object.values(gone))].join(', ')}</span>`}
                ${lastError === null ? nothing : html`<span class="note">${sourceErrorText(lastError, words).message}</span>`}
              </li>`,
          )}
        </ul>`,
      );
}
