import type { ObservationState, Summary } from '@nalssi/schemas';
import { regionNames } from '@nalssi/schemas/facts';
import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { hashOf } from '../address.ts';
import { regionName } from '../format/names.ts';
import { percentText } from '../format/values.ts';
import { wordFor } from '../words.ts';
import { badge, bar, fill, panel, scroller, stationLink, type Tone, type View } from './view.ts';

const states = ['fresh', 'carried', 'expired', 'never'] as const;
const stateTones: Readonly<Record<ObservationState, Tone>> = {
  fresh: 'good',
  carried: 'warn',
  expired: 'bad',
  never: 'calm',
};
const stationsShown = 120;

export function stateBadge(state: ObservationState, { words }: View): TemplateResult {
  return badge(stateTones[state] ?? 'calm', wordFor(words.states, state));
}

/** Where the stations are that give no fresh values, and which they are. */
export function coveragePanel(view: View): TemplateResult {
  const { words, files } = view;
  const { health } = files;
  if (health === null) return panel('coverage', words.sections.coverage, html``);
  const rows = Object.entries(health.coverage);
  const table = html`<table class="coverage">
    <caption>${words.coverage.caption}</caption>
    <thead>
      <tr>
        <th scope="col">${words.coverage.region}</th>
        <th scope="col" class="share">${words.coverage.share}</th>
        ${states.map((state) => html`<th scope="col" class="count">${state === 'never' ? words.coverage.never : words.states[state]}</th>`)}
        <th scope="col" class="count">${words.coverage.total}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(([region, summary]) => regionRow(region, summary, view))}
    </tbody>
    <tfoot>
      ${regionRow(null, health.summary, view)}
    </tfoot>
  </table>`;
  const content =
    rows.length === 0
      ? html`<p class="empty">${words.coverage.empty}</p>`
      : html`${scroller(words.sections.coverage, table)} ${stationList(view)}`;
  return panel('coverage', words.sections.coverage, content);
}

function regionRow(region: string | null, summary: Summary, view: View): TemplateResult {
  const { words, language, selection } = view;
  const isChosen = region === selection.region;
  const other = language === 'ko' ? 'en' : 'ko';
  const names: Readonly<Record<string, { ko: string; en: string }>> = regionNames;
  const second = region === null ? undefined : names[region]?.[other];
  const name = region === null ? words.coverage.country : regionName(region, language, words);
  // Choosing the chosen region again lets it go.
  const target = hashOf({ ...selection, region: isChosen ? null : region });
  return html`<tr class=${isChosen && region !== null ? 'chosen' : ''}>
    <th scope="row">
      <a href=${target} aria-current=${isChosen ? 'true' : nothing}>${name}</a>
      ${second === undefined ? nothing : html`<span class="second" lang=${other}>${second}</span>`}
    </th>
    <td class="share">
      ${bar(states.map((state) => [state, summary[state] / Math.max(1, summary.stations)]))}
      <span class="percent">${percentText(summary.fresh, summary.stations)}</span>
    </td>
    ${states.map(
      (state) =>
        html`<td class="count ${summary[state] > 0 ? state : 'zero'}">${summary[state]}</td>`,
    )}
    <td class="count">${summary.stations}</td>
  </tr>`;
}

/** Of a chosen region all stations, else those of the country that are not fresh. */
function stationList(view: View): TemplateResult {
  const { words, language, files, stations, selection } = view;
  const { region } = selection;
  const found = (files.observations?.observations ?? [])
    .filter(({ station, state }) =>
      region === null ? state !== 'fresh' : (stations.get(station)?.region ?? 'none') === region,
    )
    .sort((one, other) => states.indexOf(other.state) - states.indexOf(one.state));
  const heading =
    region === null
      ? words.coverage.missing
      : fill(words.coverage.stationsOf, { region: regionName(region, language, words) });
  return html`<h3>${heading} <span class="tally">${found.length}</span></h3>
    ${
      region === null
        ? nothing
        : html`<p><a href=${hashOf({ ...selection, region: null })}>${words.coverage.clear}</a></p>`
    }
    ${
      found.length === 0 && files.observations !== null
        ? html`<p class="empty">${words.coverage.allFresh}</p>`
        : html`<ul class="stations" aria-label=${heading}>
            ${found
              .slice(0, stationsShown)
              .map(
                ({ station, state }) =>
                  html`<li>${stationLink(station, view)} ${stateBadge(state, view)}</li>`,
              )}
            ${found.length > stationsShown ? html`<li>+ ${found.length - stationsShown}</li>` : nothing}
          </ul>`
    }`;
}
