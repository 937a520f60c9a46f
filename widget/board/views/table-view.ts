import { nothing, type TemplateResult } from 'lit';
import { type Sparkline, sparklineBox } from '../../chart/sparkline.ts';
import { html } from '../../element/html.ts';
import { oneDecimal } from '../../format/temperature.ts';
import { fill } from '../../format/words.ts';
import { type MetricId, metrics } from '../model/metrics.ts';
import type { Sorting, SortKey } from '../model/order.ts';
import { livingOf, type Row, shortPlaceName } from '../model/rows.ts';
import { tintOf, tintStyle } from '../model/scales.ts';
import type { BoardWords } from '../words.ts';

export interface TableModel {
  readonly rows: readonly Row[];
  readonly areStations: boolean;
  readonly now: number;
  /** The element that is coloured, and stays where there is little room. */
  readonly metric: MetricId;
  readonly sorting: Sorting;
  readonly lines: ReadonlyMap<string, Sparkline>;
  readonly lacksHistory: boolean;
  readonly isToday: boolean;
  readonly warned: ReadonlyMap<
    string,
    { readonly names: readonly string[]; readonly isWhole: boolean }
  >;
  /** What is in the tab order: a row's key, or `sort:` and a column. */
  readonly current: string;
  readonly selected: string;
  readonly caption: string;
  readonly words: BoardWords;
}

/** Columns in their order; `line` and `range` are no elements. */
type Column = 'name' | MetricId | 'line' | 'range';

const columns: readonly Column[] = [
  'name',
  'temperature',
  'feelsLike',
  'change',
  'line',
  'range',
  'rain',
  'windSpeed',
  'humidity',
];

function sortKeyOf(column: Column): SortKey | null {
  return column === 'line' ? null : column;
}

/** Classes of a cell, by which styles leave out what there is no room for. */
function classOf(column: Column, metric: MetricId): string {
  return column === metric ? `${column} chosen` : column;
}

function headView(column: Column, model: TableModel): TemplateResult {
  const { words, sorting, metric, current, areStations } = model;
  const key = sortKeyOf(column);
  const text = words.columns[column === 'name' && areStations ? 'station' : column];
  const isSorted = key === sorting.by;
  const order = isSorted ? (sorting.isDescending ? 'descending' : 'ascending') : nothing;
  return html`<th role="columnheader" scope="col" class=${classOf(column, metric)} aria-sort=${order}>
    ${
      key === null
        ? text
        : html`<button data-key="sort:${key}" tabindex=${current === `sort:${key}` ? 0 : -1}>
            ${text}<i aria-hidden="true">${isSorted ? (sorting.isDescending ? '▼' : '▲') : ''}</i>
          </button>`
    }
  </th>`;
}

function lineView(row: Row, { lines, lacksHistory, words }: TableModel) {
  const line = lines.get(row.station);
  if (line === undefined) return lacksHistory ? html`<small>${words.noHistory}</small>` : nothing;
  const { width, height } = sparklineBox;
  return html`<svg class="line" viewBox="0 0 ${width} ${height}" aria-hidden="true">
    <path d=${line.path} />
    <circle class="high" cx=${line.high[0]} cy=${line.high[1]} r="2" />
    <circle class="low" cx=${line.low[0]} cy=${line.low[1]} r="2" />
  </svg>`;
}

function rangeView({ now }: Row, { isToday, words }: TableModel) {
  const { high = null, low = null } = (isToday && now?.today) || {};
  const text = (value: { value: number; at: string } | null) =>
    value === null ? '–' : metrics.temperature.text(value.value);
  if (high === null && low === null) return html`<span aria-label=${words.missing}>–</span>`;
  return html`<span title="${high?.at ?? ''} / ${low?.at ?? ''}"
    ><span class="hot">${text(high)}</span> / <span class="cold">${text(low)}</span></span
  >`;
}

/** An arrow that points to where the wind goes. */
function windView(row: Row, now: number, words: BoardWords) {
  const from = livingOf(row, 'windDirection', now)?.value ?? 0;
  if (from === 0) return nothing;
  const name = words.directions.split(' ')[Math.round(from / 22.5) % 16] ?? '';
  return html`<svg class="arrow" viewBox="-6 -6 12 12" role="img" aria-label=${name}>
    <path transform="rotate(${Math.round(from)})" d="M0 5L-3.5 -4L0 -2L3.5 -4z" />
  </svg>`;
}

function valueView(row: Row, column: MetricId, model: TableModel) {
  const { now, metric, words } = model;
  const reading = livingOf(row, column, now);
  const isChosen = column === metric;
  if (reading === null)
    return html`<span class=${isChosen ? 'chip missing' : ''} aria-label=${words.missing}>–</span>`;
  const { scale, text } = metrics[column];
  const style = isChosen ? tintStyle(tintOf(scale, reading.value)) : '';
  const isDry = column === 'rain' && reading.value === 0;
  const state = [
    isChosen && 'chip',
    reading.isCarried && 'carried',
    column === 'change' && Number(oneDecimal(reading.value)) > 0 && 'hot',
    column === 'change' && Number(oneDecimal(reading.value)) < 0 && 'cold',
  ].filter(Boolean);
  return html`${column === 'windSpeed' ? windView(row, now, words) : nothing}<span
      class=${state.join(' ')}
      .style=${style}
      >${isDry ? '0' : text(reading.value)}</span
    >${reading.isSuspect ? html`<small class="mark">${words.suspect}</small>` : nothing}`;
}

function nameView(
  row: Row,
  { words, warned, current, selected, areStations }: TableModel,
): TemplateResult {
  const { key, name, stationName, km, place } = row;
  const state = warned.get(place);
  const beside =
    areStations || km === null
      ? areStations
        ? stationName
        : stationName === shortPlaceName(name)
          ? ''
          : stationName
      : fill(words.station, { name: stationName, km: String(Math.round(km)) });
  const warning =
    state &&
    [
      state.names[0],
      state.isWhole ? '' : words.partly,
      state.names[1] ? `+${state.names.length - 1}` : '',
    ]
      .filter(Boolean)
      .join(' ');
  return html`<button data-key=${key} tabindex=${key === current ? 0 : -1} aria-pressed=${key === selected}>
      ${name}
    </button>
    <small>${warning ? html`<b title=${state.names.join(', ')}>${warning}</b> ` : nothing}${beside}</small>`;
}

function rowView(row: Row, model: TableModel): TemplateResult {
  const { metric, selected } = model;
  const state = row.key === selected ? 'selected' : nothing;
  return html`<tr role="row" class=${state} data-row=${row.key}>
    <th role="rowheader" scope="row" class="name">${nameView(row, model)}</th>
    ${columns.slice(1).map(
      (column) => html`<td role="cell" class=${classOf(column, metric)}>
        ${
          column === 'line'
            ? lineView(row, model)
            : column === 'range'
              ? rangeView(row, model)
              : valueView(row, column as MetricId, model)
        }
      </td>`,
    )}
  </tr>`;
}

/** The table of a board. Rows are grids, which a browser lays out when they come into view. */
export function tableView(model: TableModel): TemplateResult {
  return html`<table part="table" role="table">
    <caption>${model.caption}</caption>
    <thead role="rowgroup">
      <tr role="row">${columns.map((column) => headView(column, model))}</tr>
    </thead>
    <tbody role="rowgroup">
      ${model.rows.map((row) => rowView(row, model))}
    </tbody>
  </table>`;
}

/** Keys of what can have the focus in the table, in its order. */
export function tableStops(rows: readonly Row[]): readonly string[] {
  const sorts = columns.map(sortKeyOf).filter((key) => key !== null);
  return [...sorts.map((key) => `sort:${key}`), ...rows.map(({ key }) => key)];
}
