import type { Templates } from '../extension.ts';
import { type MetricId, type Metrics, metricIds } from '../model/metrics.ts';
import { type Scale, tintStyle } from '../model/scales.ts';
import type { AnswerWords } from '../words.ts';
import { marks } from './scales.ts';
import type { Tab } from './tabs.ts';

/** One element of many: radio buttons, so that arrows change it at once. */
export function metricView(chosen: MetricId, words: AnswerWords, { html }: Templates) {
  return html`<fieldset part="metrics" class="switch">
    <legend class="spoken">${words.metric}</legend>
    ${metricIds.map(
      (id) => html`<label
        ><input type="radio" name="metric" value=${id} .checked=${id === chosen} /><span
          >${words.metrics[id]}</span
        ></label
      >`,
    )}
  </fieldset>`;
}

/** Regions of which each is a file: arrows go from one to the other, and Enter opens. */
export function tabsView(tabs: readonly Tab[], words: AnswerWords, { html, nothing }: Templates) {
  if (tabs.length < 2) return nothing;
  return html`<div part="tabs" class="tabs" role="tablist" aria-label=${words.tabs}>
    ${tabs.map(
      ({ value, title, isChosen }, index) => html`<button
        role="tab"
        data-tab=${value}
        aria-selected=${isChosen}
        tabindex=${isChosen || (index === 0 && !tabs.some((tab) => tab.isChosen)) ? 0 : -1}
      >
        ${title}
      </button>`,
    )}
  </div>`;
}

/** The colours of the map with the values at which they stand, and where KMA's criteria lie. */
export function legendView(
  metric: MetricId,
  scale: Scale,
  metrics: Metrics,
  words: AnswerWords,
  { html }: Templates,
) {
  const { unit, text } = metrics[metric];
  const { stops, isSmooth } = scale;
  const label = (stop: number) => text(stop).replace(/\.0$/, '');
  // Colours stand from one stop to the next; the last as wide as the others.
  const at = (value: number) => {
    const index = stops.findLastIndex((stop) => value >= stop);
    const [from = 0, to = from + 1] = stops.slice(index);
    return ((index + (value - from) / (to - from)) / stops.length) * 100;
  };
  return html`<div part="legend" class="legend" aria-hidden="true">
    <div class=${isSmooth ? 'bar many' : 'bar'}>
      ${stops.map(
        (stop) =>
          html`<span .style=${tintStyle(scale, stop)}>${stop === -99 ? '' : label(stop)}</span>`,
      )}
    </div>
    <small>${unit}</small>
    <div class="marks">
      ${(marks[metric] ?? []).map(
        ([value, name]) =>
          html`<i .style=${`left:${at(value)}%`}>${label(value)} ${words.marks[name]}</i>`,
      )}
    </div>
  </div>`;
}
