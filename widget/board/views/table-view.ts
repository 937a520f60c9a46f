import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { fill } from '../../format/words.ts';
import type { BoardReader } from '../board-view.ts';
import type { BoardMoment, Look } from '../extension.ts';
import type { MetricId } from '../model/metrics.ts';
import { livingOf, type Row, shortPlaceName } from '../model/rows.ts';
import { tintStyle } from '../model/scales.ts';

export interface TableModel extends BoardMoment {
  /** Its `tableStop` looks through all rows each time, which `current` has done once. */
  readonly answers: BoardReader;
  readonly current: string;
  readonly look: Look | null;
}

/** Columns in their order; `line` and `range` are no elements. */
const cells = [
  'temperature',
  'feelsLike',
  'change',
  'line',
  'range',
  'rain',
  'windSpeed',
  'humidity',
] as const satisfies readonly (MetricId | 'line' | 'range')[];
const columns = ['name', ...cells] as const;
type Column = (typeof columns)[number];

/** Classes of a cell, by which styles leave out what there is no room for. */
function classOf(column: Column, metric: MetricId): string {
  return column === metric ? `${column} chosen` : column;
}

function headView(column: Column, model: TableModel): TemplateResult {
  const { words, metric, answers, current, view } = model;
  const text = words.columns[column === 'name' && view.areStations ? 'station' : column];
  const { by, isDescending } = answers.sorting;
  const isSorted = column === by;
  const order = isSorted ? (isDescending ? 'descending' : 'ascending') : nothing;
  const key = `sort:${column}`;
  return html`<th role="columnheader" scope="col" class=${classOf(column, metric)} aria-sort=${order}>
    ${
      column === 'line'
        ? text
        : html`<button data-key=${key} tabindex=${current === key ? 0 : -1}>
            ${text}<i aria-hidden="true">${isSorted ? (isDescending ? '▼' : '▲') : ''}</i>
          </button>`
    }
  </th>`;
}

function valueView(row: Row, column: MetricId, model: TableModel) {
  const { now, metric, metrics, view, words, look } = model;
  const reading = livingOf(row, column, now);
  const { value = 0, isCarried = false, isSuspect = false } = reading ?? {};
  // As it is printed: +0.0 is neither.
  const sign = column === 'change' ? Math.round(value * 10) : 0;
  const state = reading
    ? `${isCarried ? 'carried' : ''} ${sign > 0 ? 'hot' : sign < 0 ? 'cold' : ''}`
    : 'missing';
  const text = reading
    ? column === 'rain' && value === 0
      ? '0'
      : metrics[column].text(value)
    : '–';
  const isChip = column === metric;
  const style = reading ? tintStyle(view.scale, value) : '';
  return html`<td
    role="cell"
    class="${classOf(column, metric)} ${isChip ? '' : state}"
    aria-label=${reading ? nothing : words.missing}
  >
    ${column === 'windSpeed' && reading ? look?.wind(row) : nothing}${
      isChip ? html`<span class="chip ${state}" .style=${style}>${text}</span>` : text
    }${isSuspect ? html`<small class="mark">${words.suspect}</small>` : nothing}
  </td>`;
}

function nameView(row: Row, { words, answers, current }: TableModel): TemplateResult {
  const { key, name, stationName, km, place } = row;
  const isSame = stationName === shortPlaceName(name);
  const beside =
    km === null
      ? isSame
        ? ''
        : stationName
      : fill(words.station, { name: stationName, km: km.toFixed() });
  return html`<button data-key=${key} tabindex=${key === current ? 0 : -1} aria-pressed=${key === answers.selected}>
      ${name}
    </button>
    <small>${answers.warning(place)}${beside}</small>`;
}

/** One row, of whose cells each is one template: there are many of them. */
export function rowView(row: Row, model: TableModel): TemplateResult {
  const state = row.key === model.answers.selected ? 'selected' : nothing;
  return html`<tr role="row" class=${state} data-row=${row.key}>
    <th role="rowheader" scope="row" class="name">${nameView(row, model)}</th>
    ${cells.map((column) =>
      column === 'range' && model.look
        ? model.look.range(row)
        : column === 'line' || column === 'range'
          ? html`<td role="cell" class=${column}>${column === 'line' ? model.answers.line(row.station) : nothing}</td>`
          : valueView(row, column, model),
    )}
  </tr>`;
}

/**
 * The table of a board, without its rows, which are drawn apart. These are grids, which a browser lays
 * out when they come into view.
 */
export function tableView(model: TableModel): TemplateResult {
  return html`<table part="table" role="table" data-metric=${model.metric}>
    <caption>${fill(model.words.table, { region: model.region })}</caption>
    <thead role="rowgroup">
      <tr role="row">${columns.map((column) => headView(column, model))}</tr>
    </thead>
    <tbody role="rowgroup"></tbody>
  </table>`;
}
