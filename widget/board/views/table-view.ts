import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { fill } from '../../format/words.ts';
import type { DayValue } from '../feed/board-file.ts';
import type { MetricId, Metrics } from '../model/metrics.ts';
import { livingOf, type Row, shortPlaceName } from '../model/rows.ts';
import { type Scale, tintStyle } from '../model/scales.ts';
import type { Sorting } from '../model/sorting.ts';
import type { BoardWords } from '../words.ts';

export interface TableModel {
  readonly rows: readonly Row[];
  readonly areStations: boolean;
  readonly now: number;
  /** The element that is coloured, and stays where there is little room. */
  readonly metric: MetricId;
  readonly metrics: Metrics;
  readonly scale: Scale | null;
  readonly sorting: Sorting;
  /** The line of a station's last 24 hours, once somebody knows it. */
  readonly line: (station: string) => unknown;
  readonly isToday: boolean;
  /** The warnings of a place by its number, once somebody knows them. */
  readonly warning: (place: string) => unknown;
  /** What is in the tab order: a row's key, or `sort:` and a column. */
  readonly current: string;
  readonly selected: string;
  readonly caption: string;
  readonly words: BoardWords;
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
  const { words, sorting, metric, current, areStations } = model;
  const text = words.columns[column === 'name' && areStations ? 'station' : column];
  const { by, isDescending } = sorting;
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

function rangeView(row: Row, { isToday, metrics, words }: TableModel) {
  const { high = null, low = null } = (isToday && row.now?.today) || {};
  const text = (value: DayValue | null) => (value ? metrics.temperature.text(value.value) : '–');
  return high || low
    ? html`<td role="cell" class="range" title="${high?.at} / ${low?.at}">
        <span class="hot">${text(high)}</span> / <span class="cold">${text(low)}</span>
      </td>`
    : html`<td role="cell" class="range" aria-label=${words.missing}>–</td>`;
}

/** An arrow that points to where the wind goes. */
function windView(row: Row, now: number, words: BoardWords) {
  const from = livingOf(row, 'windDirection', now)?.value;
  if (!from) return nothing;
  const name = words.directions.split(' ')[Math.round(from / 45) % 8];
  return html`<svg class="arrow" viewBox="-6 -6 12 12" role="img" aria-label=${name}>
    <path transform="rotate(${from})" d="M0 5L-3.5 -4L0 -2L3.5 -4z" />
  </svg>`;
}

function valueView(row: Row, column: MetricId, model: TableModel) {
  const { now, metric, metrics, scale, words } = model;
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
  const style = reading ? tintStyle(scale, value) : '';
  return html`<td
    role="cell"
    class="${classOf(column, metric)} ${isChip ? '' : state}"
    aria-label=${reading ? nothing : words.missing}
  >
    ${column === 'windSpeed' && reading ? windView(row, now, words) : nothing}${
      isChip ? html`<span class="chip ${state}" .style=${style}>${text}</span>` : text
    }${isSuspect ? html`<small class="mark">${words.suspect}</small>` : nothing}
  </td>`;
}

function nameView(row: Row, { words, warning, current, selected }: TableModel): TemplateResult {
  const { key, name, stationName, km, place } = row;
  const isSame = stationName === shortPlaceName(name);
  const beside =
    km === null
      ? isSame
        ? ''
        : stationName
      : fill(words.station, { name: stationName, km: km.toFixed() });
  return html`<button data-key=${key} tabindex=${key === current ? 0 : -1} aria-pressed=${key === selected}>
      ${name}
    </button>
    <small>${warning(place)}${beside}</small>`;
}

/** One row, of whose cells each is one template: there are many of them. */
export function rowView(row: Row, model: TableModel): TemplateResult {
  const state = row.key === model.selected ? 'selected' : nothing;
  return html`<tr role="row" class=${state} data-row=${row.key}>
    <th role="rowheader" scope="row" class="name">${nameView(row, model)}</th>
    ${cells.map((column) =>
      column === 'line'
        ? html`<td role="cell" class="line">${model.line(row.station)}</td>`
        : column === 'range'
          ? rangeView(row, model)
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
    <caption>${model.caption}</caption>
    <thead role="rowgroup">
      <tr role="row">${columns.map((column) => headView(column, model))}</tr>
    </thead>
    <tbody role="rowgroup"></tbody>
  </table>`;
}
