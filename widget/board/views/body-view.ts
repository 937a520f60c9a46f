import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import type { FeedError } from '../../feed/feed-error.ts';
import { fill } from '../../format/words.ts';
import type { BoardMoment, Controls } from '../extension.ts';
import type { BoardContent } from '../feed/board-file.ts';
import type { Parts } from '../model/parts.ts';
import type { Room } from '../model/room.ts';
import type { BoardWords } from '../words.ts';
import { type MapModel, mapView } from './map-view.ts';
import { extremesView, headView, noticeView, roomView, warningsView } from './parts-view.ts';
import { type TableModel, tableView } from './table-view.ts';

/** Everything of a board but its rows and marks. */
export interface BodyModel extends BoardMoment {
  readonly has: Parts;
  /** `null` before there are values. */
  readonly board: BoardContent | null;
  readonly failure: FeedError | null;
  readonly isOld: boolean;
  /** Whether what the page has put into the board is shown. */
  readonly hasSlot: boolean;
  readonly hasTabs: boolean;
  readonly room: Room;
  readonly controls: Controls | null;
  /** `null` where the maps could not be had. */
  readonly map: MapModel | null;
  readonly table: TableModel;
}

/** A board, with the room for what is not there yet. */
export function bodyView(model: BodyModel): TemplateResult {
  const { has, view, board, failure, isOld, controls, metrics, now, region, words } = model;
  const { map, room } = model;
  const title = fill(words.title, { region });
  const isReplay = board?.mode === 'replay';
  return html`<div class="body" lang=${words.common.language}>
    ${model.hasSlot ? html`<slot></slot>` : nothing}
    ${headView(title, failure && !board ? '' : saidOf(model), isReplay, words)}
    ${noticeView(board, failure, isOld, now, words)}
    ${has.warnings && board ? warningsView(view.warned, now, words) : nothing}
    ${model.hasTabs ? html`<div class="tab-room">${controls?.tabs}</div>` : nothing}
    <div class="metric-room">${controls?.metrics}</div>
    <div class="spoken">${controls?.spoken}</div>
    <div class=${has.map ? 'columns beside' : 'columns'}>
      ${
        has.map
          ? html`<div class="chart ${view.fills.size > 0 ? 'filled' : ''}">
              ${map ? mapView(map, words.common.language) : html`<p class="notice">${words.noMap}</p>`}
              <div class="chart-room">${controls?.chart}</div>
              ${controls?.panel}
            </div>`
          : nothing
      }
      <div class="side" .style=${`--rows:${board ? view.rows.length : room.rows}`}>
        ${board ? nothing : roomView(has.extremes, has.table)}
        ${board && has.extremes ? extremesView(view.extremes, metrics, words) : nothing}
        ${
          board && has.table
            ? html`<div class="tools">${controls?.tools}</div>
                ${tableView(model.table)}`
            : nothing
        }
        ${has.map ? nothing : controls?.panel}
      </div>
    </div>
    <footer part="attribution">
      ${attributionOf(board, words)}${has.map && view.sheet ? ` · ${words.borders}` : nothing}
    </footer>
  </div>`;
}

/** When the values were observed, and of how many places there are some. */
function saidOf({ board, view, words }: BodyModel): string {
  if (!board) return words.loading;
  const count = { all: String(view.rows.length), count: String(view.count) };
  const times = view.time ? [fill(words.observed, { time: view.time })] : [];
  return [...times, fill(words.count, count)].join(' · ');
}

function attributionOf(board: BoardContent | null, { common }: BoardWords) {
  const { text, url } = board?.attribution ?? {};
  if (!text) return nothing;
  const said = Object.hasOwn(common.attributions, text)
    ? (common.attributions[text]?.join('') ?? text)
    : text;
  return url ? html`<a href=${url}>${said}</a>` : said;
}
