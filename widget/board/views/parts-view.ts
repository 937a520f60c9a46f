import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import type { FeedError } from '../../feed/feed-error.ts';
import { observedTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import type { BoardContent } from '../feed/board-file.ts';
import type { Extreme, Superlative } from '../model/extremes.ts';
import type { Metric, Metrics } from '../model/metrics.ts';
import type { Warned } from '../model/warned.ts';
import type { BoardWords } from '../words.ts';

const mostZones = 5;

/** What it is of, when it was observed, and of how many places; `said` is empty before that is known. */
export function headView(title: string, said: string, isReplay: boolean, words: BoardWords) {
  return html`<header>
    <h2>${title}</h2>
    <p>${isReplay ? html`<span class="badge">${words.common.replay}</span> ` : nothing}${said}</p>
  </header>`;
}

/** What is wrong; nothing where all is well. */
export function noticeView(
  board: BoardContent | null,
  failure: FeedError | null,
  isOld: boolean,
  now: number,
  words: BoardWords,
) {
  if (failure === null && !isOld && board?.status !== 'stale') return nothing;
  const said = board
    ? fill(words.stale, { time: observedTime(board.generatedAt, now, words.common) })
    : words.common.failed;
  return html`<p class="notice" role="status">
    ${said} <button data-do="retry">${words.retry}</button>
  </p>`;
}

/** The warnings in force; nothing where there are none. */
export function warningsView(warned: Warned | null, now: number, words: BoardWords) {
  if (warned === null || warned.groups.length === 0) return nothing;
  const { groups, issuer, asOf } = warned;
  const time = observedTime(asOf, now, words.common);
  return html`<ul part="warnings" class="warnings">
    ${groups.map(({ name, level, zones }) => {
      const named = zones.slice(0, mostZones).join(', ');
      const rest = zones.length - mostZones;
      const where = rest > 0 ? fill(words.others, { zones: named, count: String(rest) }) : named;
      return html`<li class=${level}>
        <b>${name}</b> ${where} <small>${fill(words.issued, { time, issuer })}</small>
      </li>`;
    })}
  </ul>`;
}

function superlative(
  { row, value, isSuspect }: Superlative,
  { text, unit }: Metric,
  words: BoardWords,
) {
  return html`<button class="to" data-show=${row.key}>
    <b>${text(value)}<small>${unit}</small></b> ${row.name}${
      isSuspect ? html`<small class="mark">${words.suspect}</small>` : nothing
    }
  </button>`;
}

/** What will be in the place of extremes and table when they are there. */
export function roomView(hasExtremes: boolean, hasTable: boolean): TemplateResult {
  return html`${hasExtremes ? html`<div class="extremes"><div></div><div></div><div></div><div></div></div>` : nothing}${hasTable ? html`<div class="room"></div>` : nothing}`;
}

/** The warmest, coldest, wettest and windiest places. */
export function extremesView(extremes: readonly Extreme[], metrics: Metrics, words: BoardWords) {
  if (extremes.length === 0) return nothing;
  const metricOf = {
    warmest: metrics.temperature,
    coldest: metrics.temperature,
    wettest: metrics.rain,
    windiest: metrics.windSpeed,
  };
  return html`<dl part="extremes" class="extremes">
    ${extremes.map(({ id, now, today, isDry }) => {
      const metric = metricOf[id];
      const value = today ? metric.text(today.value) + metric.unit : '';
      const name = today?.row.name ?? '';
      const isKnown = today ?? (id === 'wettest' && now);
      return html`<div>
        <dt>${words.extremes[id]}</dt>
        <dd>${now ? superlative(now, metric, words) : isDry ? words.noRain : '–'}</dd>
        ${isKnown ? html`<dd class="today">${fill(words.today[id], { value, name, time: today?.at ?? '' })}</dd>` : nothing}
      </div>`;
    })}
  </dl>`;
}
