import {
  type ChartHour,
  type ChartPoint,
  hoursUntil,
  temperatureChart,
} from '../../chart/temperature-chart.ts';
import { observedTime } from '../../format/time.ts';
import { fill } from '../../format/words.ts';
import type { BoardMoment, Templates } from '../extension.ts';
import type { Row } from '../model/rows.ts';
import type { ExtraWords } from '../words.ts';

export type PastTemperatures = readonly ChartHour[];

const margins = { height: 190, left: 34, right: 8, top: 8, bottom: 20 };

/** What is known of the station of a row; `null` while it is on its way. */
export interface PanelModel {
  readonly row: Row;
  readonly history: PastTemperatures | null;
  readonly elevation: number | null;
  readonly hasFailed: boolean;
  /** Of the chart in CSS px. */
  readonly width: number;
  readonly words: ExtraWords;
}

/** A station and its last 48 hours, with what they were in a sentence for those who do not see lines. */
export function panelView(
  { row, history, elevation, hasFailed, width, words }: PanelModel,
  { view, metrics, now, words: { common } }: BoardMoment,
  templates: Templates,
) {
  const { html } = templates;
  const { unit, text } = metrics.temperature;
  const name = row.facts?.name[common.language] ?? row.name;
  const { high, low } = view.dayOf(row) ?? { high: null, low: null };
  const today =
    high && low
      ? fill(words.more, {
          high: text(high.value) + unit,
          highTime: high.at,
          low: text(low.value) + unit,
          lowTime: low.at,
        })
      : '';
  const metres = elevation === null ? '' : elevation.toFixed();
  return html`<section class="panel" part="panel" aria-labelledby="panel">
    <h3 id="panel">${fill(words.panel, { name })}</h3>
    <button data-do="leave" aria-label=${words.close}>✕</button>
    <p>${[metres && fill(words.elevation, { metres }), today].filter(Boolean).join(' · ')}</p>
    ${
      history === null
        ? html`<p class="blank" role="status">${hasFailed ? words.chartFailed : words.loading}</p>`
        : chartView(history, { metrics, now, words: { common } }, width, words, templates)
    }
  </section>`;
}

interface ChartMoment extends Pick<BoardMoment, 'metrics' | 'now'> {
  readonly words: Pick<BoardMoment['words'], 'common'>;
}

function chartView(
  history: PastTemperatures,
  { metrics, now, words: { common } }: ChartMoment,
  width: number,
  words: ExtraWords,
  { html, svg }: Templates,
) {
  const { unit, text } = metrics.temperature;
  const box = { ...margins, width };
  const chart = temperatureChart(history, hoursUntil(now), box);
  const points = chart.lines.flat();
  if (points.length < 2) return html`<p class="blank">${words.noChart}</p>`;
  const of = (best: (one: ChartPoint, other: ChartPoint) => boolean) =>
    points.reduce((found, point) => (best(point, found) ? point : found));
  const [high, low] = [of((a, b) => a.value > b.value), of((a, b) => a.value < b.value)];
  const time = (at: number) => observedTime(at, now, common);
  const bottom = box.height - box.bottom;
  const label = fill(words.chart, {
    from: time(points[0]?.at ?? now),
    to: time(points.at(-1)?.at ?? now),
    high: text(high.value) + unit,
    highTime: time(high.at),
    low: text(low.value) + unit,
    lowTime: time(low.at),
  });
  const label24 = (at: number) => observedTime(at, at, common).slice(0, 2);
  return html`<svg class="past" role="img" aria-label=${label} viewBox="0 0 ${box.width} ${box.height}">
    ${chart.gaps.map(({ x, width }) => svg`<rect class="gap" x=${x} y=${box.top} width=${width} height=${bottom - box.top}/>`)}
    ${chart.ticksY.map(({ y, value }) => svg`<path class="grid" d="M${box.left} ${y}H${box.width - box.right}"/><text x=${box.left - 5} y=${y + 4} text-anchor="end">${text(value).replace(/\.0$/, '')}</text>`)}
    ${chart.ticksX.map(({ x, at }) => {
      const hour = label24(at);
      const day = time(at).replace(/[ ,]*\d\d:\d\d/, '');
      return svg`<path class=${hour === '00' ? 'grid day' : 'grid'} d="M${x} ${box.top}V${bottom}"/><text x=${x} y=${box.height - 5} text-anchor="middle">${(hour === '00' && day) || hour}</text>`;
    })}
    ${chart.lines.map((line) => svg`<path class="run" d=${`M${line.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`}/>`)}
    ${chart.marks.map(({ x, y }) => svg`<circle class="doubt" cx=${x} cy=${y} r="4"/>`)}
    ${[high, low].map(
      ({ x, y, value }, index) =>
        svg`<circle class=${index ? 'low' : 'high'} cx=${x} cy=${y} r="3.5"/><text class="value" x=${Math.min(Math.max(x, box.left + 14), box.width - 22)} y=${index ? Math.min(y + 16, bottom - 2) : Math.max(y - 7, 12)} text-anchor="middle">${text(value)}</text>`,
    )}
  </svg>`;
}
