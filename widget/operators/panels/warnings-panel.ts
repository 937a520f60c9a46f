import type { WarningLevel, WarningsFile } from '@nalssi/schemas';
import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import {
  badge,
  fill,
  moment,
  panel,
  plainTime,
  scroller,
  stationLink,
  type Tone,
  type View,
} from './view.ts';

const tones: Readonly<Record<WarningLevel, Tone>> = {
  preliminary: 'calm',
  advisory: 'warn',
  warning: 'bad',
  severe: 'bad',
};
const stationsNamed = 6;

/** The warnings in force; an empty list says so only while it is in time. */
export function warningsPanel(view: View): TemplateResult {
  const { words, files } = view;
  const { warnings: file } = files;
  return panel(
    'warnings',
    words.sections.warnings,
    file === null ? html`<p class="empty">${words.warnings.waiting}</p>` : content(file, view),
  );
}

function content(file: WarningsFile, view: View): TemplateResult {
  const { words } = view;
  const time = file.asOf === null ? words.unknown : plainTime(file.asOf, view);
  const isOld = file.expiresAt !== null && Date.parse(file.expiresAt) <= view.now;
  if (file.state === 'never') return html`<p class="empty">${words.warnings.never}</p>`;
  if (file.state === 'expired' || isOld)
    return html`<p class="empty">${words.warnings.expired}</p>`;
  const rows = file.warnings;
  const isCarried = file.state === 'carried';
  return html`${isCarried ? html`<p>${badge('warn', words.states.carried)} ${fill(words.warnings.carried, { time })}</p>` : nothing}
  ${
    rows.length === 0
      ? html`<p class="empty">${fill(words.warnings.none, { time })}</p>`
      : html`${isCarried ? nothing : html`<p class="faint">${fill(words.warnings.asOf, { time })}</p>`}
        ${unknownZones(view)}
        ${scroller(words.sections.warnings, table(rows, view), true)}`
  }`;
}

function table(rows: WarningsFile['warnings'], view: View): TemplateResult {
  const { words } = view;
  const { kind, zone, stations, issued, effective, ends } = words.warnings;
  return html`<table>
    <caption>${words.warnings.caption}</caption>
    <thead>
      <tr>
        ${[kind, zone, stations, issued, effective, ends].map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (warning) => html`<tr>
          <th scope="row">
            ${badge(tones[warning.level] ?? 'warn', words.warning(warning.kind, warning.level))}
            ${phaseBadges(warning, view)}
          </th>
          <td><span lang="ko">${warning.zone.name}</span> ${wideBadge(warning, view)}</td>
          <td class="links">
            ${warning.stations
              .slice(0, stationsNamed)
              .map((station) => html`${stationLink(station, view)} `)}
            ${warning.stations.length > stationsNamed ? `+ ${warning.stations.length - stationsNamed}` : nothing}
          </td>
          <td>${moment(warning.issuedAt, view)}</td>
          <td>${warning.effectiveAt === null ? '–' : plainTime(warning.effectiveAt, view)}</td>
          <td>${warning.endsAt === null ? '–' : plainTime(warning.endsAt, view)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What is not in force yet, and what was never read on a list. */
function phaseBadges(
  { phase, inferred }: WarningsFile['warnings'][number],
  { words }: View,
): TemplateResult {
  const { phases } = words.warnings;
  return html`${phase === 'announced' ? badge('calm', phases.announced) : nothing}
  ${inferred === true ? badge('warn', phases.inferred) : nothing}`;
}

/** Where a warning stands in more than its zone, because nobody knows its zone. */
function wideBadge({ placement }: WarningsFile['warnings'][number], { words }: View) {
  const { wide } = words.warnings;
  return Object.hasOwn(wide, placement)
    ? badge('warn', wide[placement as keyof typeof wide])
    : nothing;
}

function unknownZones({ words, files }: View) {
  const zones = Object.keys(files.health?.warnings?.unknownZones ?? {}).join(', ');
  return zones === '' ? nothing : html`<p>${fill(words.warnings.unknownZones, { zones })}</p>`;
}
