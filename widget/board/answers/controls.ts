import { fill } from '../../format/words.ts';
import type { BoardExtras, BoardHost, BoardMoment, Controls } from '../extension.ts';
import type { AnswerWords } from '../words.ts';
import { legendView, metricView, tabsView } from './controls-view.ts';
import type { ReaderState } from './reader-state.ts';
import { summaryOf } from './say-row.ts';
import { tabsFor } from './tabs.ts';

export interface ControlsModel {
  readonly host: BoardHost;
  readonly moment: BoardMoment;
  readonly state: ReaderState;
  readonly words: AnswerWords;
  /** `null` before the third script is there. */
  readonly extras: BoardExtras | null;
  /** Beginnings of the hours that the map can show; none for elements that have none. */
  readonly hours: readonly number[];
  /** What the pointer, the focus or the choice is on, in words. */
  readonly reading: string;
}

/** What a board draws for its reader. */
export function controlsOf(model: ControlsModel): Controls {
  const { host, moment, state, words: own, reading } = model;
  const { view, regions, region, metric, metrics, now, words } = moment;
  const { templates, element } = host;
  const { html } = templates;
  const { common } = words;
  const speech = { metric, metrics, words: own, common };
  return {
    tabs: tabsView(tabsFor(element, regions, words), own, templates),
    metrics: metricView(metric, own, templates),
    chart: html`<output .textContent=${reading}></output>
      <div class="hours">${hoursOf(model)}</div>
      ${view.scale && legendView(metric, view.scale, metrics, own, templates)}`,
    tools: toolsOf(model),
    panel: panelOf(model),
    spoken: html`<p id="summary">${summaryOf(view.rows, now, view.time, speech)}</p>
      <p role="status">${state.said}</p>`,
    mapLabel: fill(own.map, { region, metric: own.metrics[metric] }),
  };
}

function hoursOf({ host, moment, state, words, extras, hours }: ControlsModel) {
  const { html, nothing } = host.templates;
  if (hours.length === 0) return nothing;
  return state.hasHours && extras
    ? extras.hours(hours, state.hour, moment)
    : html`<button data-do="hours">${words.hours}</button>`;
}

/** Above the table: which rows it has, and the way to one of them. */
function toolsOf({ host, moment, state, words, extras }: ControlsModel) {
  const { html, nothing } = host.templates;
  if (state.query !== null && extras) return extras.search(state.query, moment);
  const { places, areStations } = moment.view;
  return html`${
    places
      ? html`<label
          ><input type="checkbox" name="rows" .checked=${areStations} />${words.allStations}</label
        >`
      : nothing
  }<button data-do="search">${words.search}</button>`;
}

function panelOf({ host, moment, state, extras }: ControlsModel) {
  const row = moment.view.rows.find(({ key }) => key === state.selected);
  return row && extras ? extras.panel(row, moment) : host.templates.nothing;
}
