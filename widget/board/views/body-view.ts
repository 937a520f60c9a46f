import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { fill } from '../../format/words.ts';
import type { Circumstances } from '../extension.ts';
import type { BoardContent } from '../feed/board-file.ts';
import type { Parts } from '../model/parts.ts';
import type { Room } from '../model/room.ts';
import type { BoardWords } from '../words.ts';
import { extremesRoom, headView, mapRoom, tableRoom } from './parts-view.ts';
import { type TableModel, tableView } from './table-view.ts';

/** Everything of a board but its rows and marks. */
export interface BodyModel extends TableModel, Circumstances, Room {
  readonly has: Parts;
  /** Whether what the page has put into the board is shown. */
  readonly hasSlot: boolean;
  readonly hasTabs: boolean;
  /** Whether the overview could not be had. */
  readonly isBare: boolean;
}

/** A board, with the room for what is not there yet. */
export function bodyView(model: BodyModel): TemplateResult {
  const { has, view, board, failure, controls, region, words, isBare } = model;
  const around = model.look?.draw(model, model);
  const title = fill(words.title, { region });
  const isReplay = board?.mode === 'replay';
  return html`<div class="body" lang=${words.common.language}>
    ${model.hasSlot ? html`<slot></slot>` : nothing}
    ${headView(title, failure && !board ? '' : saidOf(model), isReplay, words)}
    ${around?.notice}
    ${has('warnings') && board ? around?.warnings : nothing}
    ${model.hasTabs ? html`<div class="tab-room">${controls?.tabs}</div>` : nothing}
    <div class="metric-room">${controls?.metrics}</div>
    <div class="spoken">${controls?.spoken}</div>
    <div class=${has('map') ? 'columns beside' : 'columns'}>
      ${
        has('map')
          ? html`<div class="chart">
              ${isBare || around?.map === null ? html`<p class="notice">${words.noMap}</p>` : (around?.map ?? mapRoom(model.proportion))}
              <div class="chart-room">${controls?.chart}</div>
              ${controls?.panel}
            </div>`
          : nothing
      }
      <div class="side" .style=${`--rows:${board ? view.rows.length : model.rows}`}>
        ${
          !has('extremes') || isBare
            ? nothing
            : board && (around || view.rows.length < 2)
              ? around?.extremes
              : extremesRoom()
        }
        ${
          !has('table')
            ? nothing
            : board
              ? html`<div class="tools">${controls?.tools}</div>
                ${tableView(model)}`
              : tableRoom()
        }
        ${has('map') ? nothing : controls?.panel}
      </div>
    </div>
    <footer part="attribution">
      ${attributionOf(board, words)}${has('map') ? around?.borders : nothing}
    </footer>
  </div>`;
}

/** When the values were observed, and of how many places there are some. */
function saidOf({ board, view, words }: BodyModel): string {
  if (!board) return words.loading;
  const count = { all: String(view.rows.length), count: String(view.count) };
  const time = view.time && `${fill(words.observed, { time: view.time })} · `;
  return time + fill(words.count, count);
}

function attributionOf(board: BoardContent | null, { common }: BoardWords) {
  const { text, url } = board?.attribution ?? {};
  if (!text) return nothing;
  const said = Object.hasOwn(common.attributions, text)
    ? (common.attributions[text]?.join('') ?? text)
    : text;
  return url ? html`<a href=${url}>${said}</a>` : said;
}
