import type { HistoryRow, ObservationRow, StationFile } from '@nalssi/schemas';
import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import type { FileError } from '../feed/fetch-file.ts';
import { failureText, regionName } from '../format/names.ts';
import { dayTimeText } from '../format/times.ts';
import { valueText } from '../format/values.ts';
import { type ListedStation, valuesOf } from '../model/feed-types.ts';
import { findStations } from '../model/station-search.ts';
import { wordFor } from '../words.ts';
import { stateBadge } from './coverage-panel.ts';
import { whyText } from './values-panel.ts';
import {
  badge,
  fill,
  list,
  moment,
  panel,
  plainTime,
  scroller,
  stationLink,
  type Tone,
  type View,
} from './view.ts';

const foundShown = 12;
const qualityTones: Readonly<Record<string, Tone>> = {
  pass: 'good',
  suspect: 'warn',
  fail: 'bad',
  unchecked: 'calm',
  missing: 'calm',
};

export interface StationModel {
  readonly file: StationFile | null;
  readonly failure: FileError | null;
  readonly query: string;
  readonly search: (query: string) => void;
  /** Opens the first station that was found. */
  readonly open: (station: string) => void;
  readonly close: () => void;
}

/** One station: what it measures now and where that comes from, and its last 48 hours. */
export function stationPanel(model: StationModel, view: View): TemplateResult {
  const { words, language, selection, stations, files } = view;
  const { station } = selection;
  const listed = station === null ? undefined : (stations.get(station) ?? model.file?.station);
  const heading =
    listed === undefined
      ? words.sections.station
      : `${words.sections.station}: ${listed.name[language]}`;
  let body: TemplateResult = html`<p class="empty">${words.station.hint}</p>`;
  if (listed !== undefined) body = detail(listed, model, view);
  else if (station !== null && files.stations !== null) {
    body = html`<p class="empty">${fill(words.station.unknown, { station })}</p>`;
  }
  return panel('station', heading, html`${search(model, view)}${body}`);
}

function search(model: StationModel, view: View): TemplateResult {
  const { words, stations } = view;
  const found = findStations(stations.values(), model.query);
  const submit = (event: Event) => {
    event.preventDefault();
    if (found[0] !== undefined) model.open(found[0].id);
  };
  return html`<form class="filters" role="search" @submit=${submit}>
      <label class="search"
        >${words.station.find}
        <input
          type="search"
          name="station"
          autocomplete="off"
          .value=${model.query}
          @input=${({ target }: Event) => model.search((target as HTMLInputElement).value)}
        />
      </label>
    </form>
    ${
      model.query.trim() === ''
        ? nothing
        : found.length === 0
          ? html`<p class="empty">${words.station.nothing}</p>`
          : html`<ul class="stations" aria-label=${words.station.results}>
              ${found.slice(0, foundShown).map(({ id }) => html`<li>${stationLink(id, view)}</li>`)}
            </ul>`
    }`;
}

function detail(listed: ListedStation, model: StationModel, view: View): TemplateResult {
  const { words, language, files } = view;
  const { id, name, network, region, elevation } = listed;
  const other = language === 'ko' ? 'en' : 'ko';
  const row =
    files.observations?.observations.find(({ station }) => station === id) ??
    model.file?.observation;
  const facts = fill(words.station.facts, {
    id,
    network: wordFor(words.station.networks, network),
    region: region === null ? words.coverage.unknownRegion : regionName(region, language, words),
  });
  return html`<p class="station-facts">
      <span
        ><span lang=${other}>${name[other]}</span> · ${facts}${
          elevation === null
            ? nothing
            : ` · ${fill(words.station.elevation, { value: String(Math.round(elevation)) })}`
        }</span
      >
      ${row === undefined ? nothing : stateBadge(row.state, view)}
      <button type="button" @click=${model.close}>${words.station.close}</button>
    </p>
    <h3>${words.station.history}</h3>
    ${history(listed, model, view)}
    <h3>${words.station.now}</h3>
    ${row === undefined ? html`<p class="empty">${words.values.waiting}</p>` : scroller(words.station.nowCaption, nowTable(row, model.file?.observation, view))}`;
}

/**
 * `own`: the same from the station's own file, which alone tells from which stations it derives.
 */
function nowTable(
  row: ObservationRow,
  own: ObservationRow | undefined,
  view: View,
): TemplateResult {
  const { words, language, files } = view;
  const units = files.observations?.units ?? {};
  const { element, value, verdict, source, observed, why } = words.values;
  const heads = [
    element,
    value,
    verdict,
    words.station.checksRun,
    source,
    observed,
    words.station.expires,
    why,
  ];
  return html`<table>
    <caption>${words.station.nowCaption}</caption>
    <thead>
      <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
    </thead>
    <tbody>
      ${valuesOf(row).map(
        ([name, known]) => html`<tr>
          <th scope="row">${wordFor(words.elements, name)}</th>
          <td class="value">${valueText(name, known.value, units, language, words)}</td>
          <td>
            ${badge(qualityTones[known.quality] ?? 'calm', wordFor(words.qualities, known.quality))}
            ${known.state === 'fresh' ? nothing : stateBadge(known.state, view)}
          </td>
          <td class="why">
            ${
              known.checks.length === 0
                ? '–'
                : list(
                    known.checks.map((check) => wordFor(words.checks, check).replace(/[ (].*/, '')),
                    words,
                  )
            }
          </td>
          <td>
            <code>${known.source ?? '–'}</code>
            ${
              known.derived === undefined
                ? nothing
                : html`<span class="second"
                    >${fill(words.station.derived, {
                      method: wordFor(words.derivations, known.derived.method),
                      stations: list(known.derived.from ?? sourcesOf(own, name), words),
                    })}</span
                  >`
            }
          </td>
          <td>${moment(known.observedAt, view)}</td>
          <td>${known.expiresAt === null ? '–' : plainTime(known.expiresAt, view)}</td>
          <td class="why">
            ${whyText(known, view)}
            ${
              known.lastGood === undefined
                ? nothing
                : html`<span class="second"
                    >${words.values.lastGood}:
                    ${valueText(name, known.lastGood.value, units, language, words)}
                    ${moment(known.lastGood.observedAt, view)}</span
                  >`
            }
          </td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function sourcesOf(own: ObservationRow | undefined, element: string): readonly string[] {
  const value = own && valuesOf(own).find(([name]) => name === element)?.[1];
  return value?.derived?.from ?? [];
}

function history(listed: ListedStation, model: StationModel, view: View): TemplateResult {
  const { words, language, now } = view;
  const { file, failure } = model;
  if (file === null) {
    if (failure === null) return html`<p class="empty">${words.station.waiting}</p>`;
    const isAbsent = failure.status === 404;
    const what = failureText(failure, words);
    return html`<p class="empty">
      ${isAbsent ? words.station.notPublished : fill(words.station.failed, { what })}
    </p>`;
  }
  if (file.history.length === 0) return html`<p class="empty">${words.station.noHistory}</p>`;
  return html`${failure === null ? nothing : html`<p class="empty">${fill(words.station.failed, { what: failureText(failure, words) })}</p>`}
    <nalssi-temperature-chart
      .history=${file.history}
      .now=${Math.floor(now / 60_000) * 60_000}
      .language=${language}
      .name=${listed.name[language]}
      .units=${file.units}
    ></nalssi-temperature-chart>
    ${scroller(words.station.historyCaption, historyTable(file, view), true)}`;
}

/** Elements in the order in which people ask for them; only those that the station has. */
function measuredIn(
  history: readonly HistoryRow[],
  words: View['words'],
): (keyof HistoryRow & string)[] {
  const order = [
    'temperature',
    ...Object.keys(words.elements).filter((name) => name !== 'temperature'),
  ];
  return order.filter((name): name is keyof HistoryRow & string =>
    history.some((row) => Object.hasOwn(row, name)),
  );
}

function historyTable({ history, units }: StationFile, view: View): TemplateResult {
  const { words, language, now } = view;
  const measured = measuredIn(history, words);
  return html`<table class="history">
    <caption>${words.station.historyCaption}</caption>
    <thead>
      <tr>
        <th scope="col">${words.station.hour}</th>
        ${measured.map((name) => html`<th scope="col">${wordFor(words.elements, name)}</th>`)}
        <th scope="col">${words.values.source}</th>
      </tr>
    </thead>
    <tbody>
      ${history.toReversed().map((row) => {
        const cells = measured.map((name) => row[name]);
        const sources = new Set(
          cells.flatMap((cell) => (typeof cell === 'object' ? [cell.source] : [])),
        );
        return html`<tr>
          <th scope="row">
            <time datetime=${row.hour}>${dayTimeText(Date.parse(row.hour), now, words)}</time>
          </th>
          ${cells.map((cell, index) => {
            if (typeof cell !== 'object') return html`<td class="faint">–</td>`;
            const isDoubted = cell.quality === 'suspect' || cell.quality === 'fail';
            return html`<td class="value">
              ${valueText(measured[index] ?? '', cell.value, units, language, words)}
              ${isDoubted ? badge(qualityTones[cell.quality] ?? 'calm', wordFor(words.qualities, cell.quality)) : nothing}
            </td>`;
          })}
          <td><code>${list([...sources], words)}</code></td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
