import type { SourceHealth, SourceState } from '@nalssi/schemas';
import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import { countsText, sourceErrorText } from '../format/names.ts';
import { percentText } from '../format/values.ts';
import { forecastQuota, type QuotaSample } from '../model/quota.ts';
import { minutesOf } from '../model/schedule-minutes.ts';
import { wordFor } from '../words.ts';
import { forecastText } from './forecast-text.ts';
import { badge, bar, fill, list, moment, panel, type Tone, type View } from './view.ts';

const tones: Readonly<Record<SourceState, Tone>> = {
  ok: 'good',
  starting: 'calm',
  failing: 'bad',
  blocked: 'warn',
  off: 'calm',
};
const order: readonly SourceState[] = ['failing', 'blocked', 'starting', 'ok', 'off'];
/** Names of unknown things that are listed; a hostile upstream may send thousands. */
const namesShown = 12;

/** Every upstream: how it is, when it last gave something, what it costs and what went wrong. */
export function sourcesPanel(
  samples: ReadonlyMap<string, QuotaSample>,
  view: View,
): TemplateResult {
  const { words, files } = view;
  const sources = [...(files.health?.sources ?? [])].sort(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  );
  const on = sources.filter(({ state }) => state !== 'off');
  const off = sources.filter(({ state }) => state === 'off');
  const content = html`${
    files.health !== null && sources.length === 0
      ? html`<p class="empty">${words.source.empty}</p>`
      : nothing
  }
    <div class="cards">${on.map((source) => card(source, samples.get(source.id), view))}</div>
    ${
      off.length === 0
        ? nothing
        : html`<ul class="off">
            ${off.map(
              ({ id, note }) =>
                html`<li>
                  ${badge('calm', words.sourceStates.off)} <strong>${id}</strong>
                  <span class="faint" lang="en">${note ?? ''}</span>
                </li>`,
            )}
          </ul>`
    }`;
  return panel('sources', words.sections.sources, content);
}

function card(source: SourceHealth, sample: QuotaSample | undefined, view: View): TemplateResult {
  const { words } = view;
  const { id, title } = source;
  const ownTitle = words.sourceTitles[id];
  return html`<article class="card" aria-labelledby="source-${id}">
    <header>
      <h3 id="source-${id}">${id}</h3>
      ${stateBadge(source, view)}
    </header>
    <p class="faint" lang=${ownTitle === undefined ? 'en' : view.language}>${ownTitle ?? title}</p>
    <dl class="pairs">
      ${
        source.stateSince === undefined
          ? nothing
          : html`<dt>${words.source.stateSince}</dt>
              <dd>${moment(source.stateSince, view)}</dd>`
      }
      <dt>${words.source.lastSuccess}</dt>
      <dd>${moment(source.lastSuccessAt, view)}</dd>
      <dt>${words.source.newest}</dt>
      <dd>${moment(source.newestObservedAt, view)}</dd>
      <dt>${words.source.schedule}</dt>
      <dd>${schedule(source.schedule, view)}</dd>
      <dt>${words.source.failures}</dt>
      <dd class=${source.consecutiveFailures > 0 ? 'alarming' : ''}>${source.consecutiveFailures}</dd>
      ${lastRun(source, view)}
      ${
        source.blocked === null
          ? nothing
          : html`<dt>${words.source.blocked}</dt>
              <dd class="alarming">
                ${moment(source.blocked.until, view)}
                <span class="reason">${blockText(source.blocked.code, source, view)}</span>
              </dd>`
      }
      <dt>${words.source.quota}</dt>
      <dd>${quota(source, sample, view)}</dd>
      <dt>${words.source.batch}</dt>
      <dd>${batch(source.batch, view)}</dd>
      ${lastError(source, view)}
    </dl>
  </article>`;
}

function stateBadge(
  { state, suspectSince, unconfirmedSince }: SourceHealth,
  { words }: View,
): TemplateResult {
  const mark = suspectSince
    ? words.qualities.suspect
    : unconfirmedSince && words.source.unconfirmed;
  return mark
    ? badge('warn', mark)
    : badge(tones[state] ?? 'calm', wordFor(words.sourceStates, state));
}

/** A run of which every request was answered is not worth a line. */
function lastRun({ requests }: SourceHealth, { words }: View): TemplateResult | typeof nothing {
  if (requests === undefined || requests.failed + requests.unasked === 0) return nothing;
  const { made, failed, unasked } = requests;
  const counts = { made: String(made), failed: String(failed), unasked: String(unasked) };
  return html`<dt>${words.source.lastRun}</dt>
    <dd class="alarming">${fill(words.source.requests, counts)}</dd>`;
}

/** A block names a code only; where that was the last error, its message says more. */
function blockText(code: string, { lastError }: SourceHealth, { words }: View): string {
  return words.errors[code]?.[0] ?? (lastError?.code === code ? lastError.message : code);
}

function schedule(cron: string, { words }: View): TemplateResult {
  const minutes = minutesOf(cron);
  const said =
    minutes === null || minutes.length > 8
      ? nothing
      : fill(words.source.minutes, { minutes: minutes.join(', ') });
  return html`<code>${cron}</code> <span class="faint">${said}</span>`;
}

function quota(source: SourceHealth, sample: QuotaSample | undefined, view: View): TemplateResult {
  const { words, now } = view;
  const { used, limit } = source.quota;
  if (limit === null) return html`${fill(words.source.quotaOpen, { used: String(used) })}`;
  const forecast = forecastQuota(source.quota, now, sample);
  const isShort = forecast.kind === 'ends' || forecast.kind === 'gone';
  const values = { used: String(used), limit: String(limit), percent: percentText(used, limit) };
  return html`${fill(words.source.quotaUsed, values)}
    ${bar([[isShort ? 'expired' : 'used', Math.min(1, used / limit)]])}
    <span class=${isShort ? 'alarming' : 'faint'}>${forecastText(forecast, view)}</span>`;
}

function batch(
  { readings, dropped, unknownStations, unknownWords, unknownKeys }: SourceHealth['batch'],
  view: View,
): TemplateResult {
  const { words } = view;
  const names = (all: readonly string[]) =>
    list(all.slice(0, namesShown), words) + (all.length > namesShown ? ' …' : '');
  const notes = [
    [words.source.dropped, countsText(dropped)],
    [words.source.unknownStations, names(unknownStations)],
    [words.source.unknownWords, countsText(unknownWords)],
    [words.source.unknownKeys, countsText(unknownKeys)],
  ] as const;
  return html`${fill(words.source.readings, { count: String(readings) })}
    ${notes.map(([template, text]) =>
      text === ''
        ? nothing
        : html`<span class="note">${fill(template, { list: text.slice(0, 300) })}</span>`,
    )}`;
}

function lastError(source: SourceHealth, view: View): TemplateResult | typeof nothing {
  const { words } = view;
  const { lastError: error } = source;
  if (error === null) return nothing;
  const { state, unconfirmedSince } = source;
  const isOver = state === 'ok' && !unconfirmedSince;
  const own = words.source;
  const title = isOver ? own.pastError : unconfirmedSince ? own.unconfirmed : own.lastError;
  const { message, action, isTranslated } = sourceErrorText(error, words);
  const said = isTranslated ? view.language : 'en';
  return html`<dt>${title}</dt>
    <dd class=${isOver ? 'faint' : ''}>
      ${moment(error.at, view)} <span lang=${said}>${message}</span>
      ${isTranslated ? html`<span class="note" lang="en">${error.message}</span>` : nothing}
      ${isOver ? nothing : html`<span class="action" lang=${said}>${action}</span>`}
    </dd>`;
}
