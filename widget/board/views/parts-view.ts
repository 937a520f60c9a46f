import { nothing, type TemplateResult } from 'lit';
import { html } from '../../element/html.ts';
import type { FeedError } from '../../feed/feed-error.ts';
import { observedTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import type { BoardView } from '../board-view.ts';
import type { BoardContent } from '../feed/board-file.ts';
import type { Extreme, Superlative } from '../model/extremes.ts';
import { type Metric, type MetricId, metricIds } from '../model/metrics.ts';
import { inkOn } from '../model/scales.ts';
import type { Warned } from '../model/warned.ts';
import type { BoardWords } from '../words.ts';

const mostZones = 5;

/** What it is of, when it was observed, and of how many places. */
export function headView({
  title,
  boards,
  view,
  failure,
  words,
}: {
  readonly title: string;
  readonly boards: readonly BoardContent[];
  readonly view: Pick<BoardView, 'observed' | 'count'>;
  readonly failure: FeedError | null;
  readonly words: BoardWords;
}): TemplateResult {
  const isReplay = boards.some(({ mode }) => mode === 'replay');
  const waits = failure === null ? words.loading : '';
  const said = boards.length > 0 ? [view.observed, view.count].filter(Boolean).join(' · ') : waits;
  return html`<header>
    <h2>${title}</h2>
    <p>${isReplay ? html`<span class="badge">${words.common.replay}</span> ` : nothing}${said}</p>
  </header>`;
}

/** What is wrong; nothing where all is well. */
export function noticeView({
  boards: [board],
  failure,
  isLate,
  now,
  words,
}: {
  readonly boards: readonly BoardContent[];
  readonly failure: FeedError | null;
  readonly isLate: boolean;
  readonly now: number;
  readonly words: BoardWords;
}) {
  const retry = html`<button data-do="retry">${words.retry}</button>`;
  if (board === undefined) {
    return failure === null
      ? nothing
      : html`<p class="notice" role="status">${words.common.failed} ${retry}</p>`;
  }
  if (board.status !== 'stale' && failure === null && !isLate) return nothing;
  const time = observedTime(board.generatedAt, now, words.common);
  return html`<p class="notice">${fill(words.stale, { time })} ${retry}</p>`;
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

/** One element of many: radio buttons, so that arrows change it at once. */
export function metricView(chosen: MetricId, words: BoardWords): TemplateResult {
  return html`<fieldset part="metrics" class="switch">
    <legend>${words.metric}</legend>
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
export function tabsView(
  tabs: readonly { readonly value: string; readonly title: string; readonly isChosen: boolean }[],
  words: BoardWords,
) {
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

/** The colours of the map, with the values at which they stand. */
export function legendView({ scale, unit, text }: Metric): TemplateResult {
  const { stops, light, dark } = scale;
  const [lights, darks] = [light.split(' '), dark.split(' ')];
  return html`<div part="legend" class="legend ${stops.length > 8 ? 'many' : ''}" aria-hidden="true">
    ${stops.map((stop, index) => {
      const [onLight, onDark] = [lights[index] ?? '', darks[index] ?? ''];
      const style = `--fill:light-dark(#${onLight},#${onDark});--ink:light-dark(${inkOn(onLight)},${inkOn(onDark)})`;
      const label = index === 0 && stop === -99 ? '' : text(stop).replace(/\.0$/, '');
      return html`<span .style=${style}>${label}</span>`;
    })}<small>${unit}</small>
  </div>`;
}

function superlative(
  found: Superlative,
  unit: string,
  text: (value: number) => string,
  words: BoardWords,
) {
  const { row, value, isSuspect } = found;
  return html`<button class="to" data-show=${row.key}>
    <b>${text(value)}<small>${unit}</small></b> ${row.name}${
      isSuspect ? html`<small class="mark">${words.suspect}</small>` : nothing
    }
  </button>`;
}

/** What will be in the place of extremes and table when they are there. */
export function roomView(rows: number, hasExtremes: boolean, hasTable: boolean): TemplateResult {
  return html`${hasExtremes ? html`<div class="extremes"><div></div><div></div><div></div><div></div></div>` : nothing}
  ${hasTable ? html`<div class="room" .style=${`--rows:${rows}`}></div>` : nothing}`;
}

/** The warmest, coldest, wettest and windiest places. */
export function extremesView(
  extremes: readonly Extreme[],
  metrics: Readonly<Record<MetricId, Metric>>,
  words: BoardWords,
) {
  if (extremes.length === 0) return nothing;
  const metricOf = {
    warmest: 'temperature',
    coldest: 'temperature',
    wettest: 'rain',
    windiest: 'windSpeed',
  } as const;
  return html`<dl part="extremes" class="extremes">
    ${extremes.map(({ id, now, today, isDry }) => {
      const { unit, text } = metrics[metricOf[id]];
      const values = today && {
        value: `${text(today.value)}${unit}`,
        name: today.row.name,
        time: today.at,
      };
      return html`<div>
        <dt>${words.extremes[id]}</dt>
        <dd>${now ? superlative(now, unit, text, words) : isDry ? words.noRain : '–'}</dd>
        ${
          values
            ? html`<dd class="today">${fill(words.today[id], values)}</dd>`
            : id === 'wettest' && now
              ? html`<dd class="today">${words.today.wettest}</dd>`
              : nothing
        }
      </div>`;
    })}
  </dl>`;
}
