import { fill } from '../../format/words.ts';
import type { BoardMoment, Templates } from '../extension.ts';
import type { Metric } from '../model/metrics.ts';
import type { OverviewWords } from '../words.ts';
import type { Extreme, Superlative } from './extremes.ts';

function superlative(
  { row, value, isSuspect }: Superlative,
  { text, unit }: Metric,
  suspect: string,
  { html, nothing }: Templates,
) {
  return html`<button class="to" data-show=${row.key}>
    <b>${text(value)}<small>${unit}</small></b> ${row.name}${
      isSuspect ? html`<small class="mark">${suspect}</small>` : nothing
    }
  </button>`;
}

/** The warmest, coldest, wettest and windiest places. */
export function extremesView(
  extremes: readonly Extreme[],
  { metrics, words }: Pick<BoardMoment, 'metrics' | 'words'>,
  own: OverviewWords,
  templates: Templates,
) {
  const { html, nothing } = templates;
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
        <dt>${own.extremes[id]}</dt>
        <dd>${now ? superlative(now, metric, words.suspect, templates) : isDry ? own.noRain : '–'}</dd>
        ${isKnown ? html`<dd class="today">${fill(own.today[id], { value, name, time: today?.at ?? '' })}</dd>` : nothing}
      </div>`;
    })}
  </dl>`;
}
