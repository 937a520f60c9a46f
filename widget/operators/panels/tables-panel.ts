import type { TableHealth } from '@nalssi/schemas';
import { html, nothing, type TemplateResult } from 'lit';
import { sourceErrorText } from '../format/names.ts';
import { wordFor } from '../words.ts';
import { badge, fill, moment, panel, type View } from './view.ts';

/** Facts that age: of when they are, where they come from, and what keeps them from being renewed. */
export function tablesPanel(view: View): TemplateResult | typeof nothing {
  const { words, files } = view;
  const tables = files.health?.tables ?? [];
  if (tables.length === 0) return nothing;
  return panel(
    'tables',
    words.sections.tables,
    html`<ul class="off">
      ${tables.map((table) => html`<li>${line(table, view)}</li>`)}
    </ul>`,
  );
}

function line(table: TableHealth, view: View): TemplateResult {
  const { words, language } = view;
  const { id, source, date, entries, isOld, lastError } = table;
  const facts = { date, entries: String(entries), source: wordFor(words.tables.sources, source) };
  const error = lastError === null ? null : sourceErrorText(lastError, words);
  return html`${badge(isOld ? 'warn' : 'good', isOld ? words.tables.old : words.tables.current)}
    <strong>${wordFor(words.tables.names, id)}</strong>
    <span>${fill(words.tables.facts, facts)}</span>
    ${
      error === null || lastError === null
        ? nothing
        : html`<span class="note" lang=${error.isTranslated ? language : 'en'}
            >${words.tables.failed} ${moment(lastError.at, view)} ${error.message}
            ${error.action}</span
          >`
    }`;
}
