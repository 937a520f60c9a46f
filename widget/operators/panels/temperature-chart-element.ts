import type { HistoryRow } from '@nalssi/schemas';
import { LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import {
  type ChartPoint,
  hoursUntil,
  rowsByHour,
  type TemperatureChart,
  temperatureChart,
} from '../../chart/temperature-chart.ts';
import { html, svg } from '../../element/html.ts';
import { fill } from '../../format/words.ts';
import { dayTimeText, timeText } from '../format/times.ts';
import { valueText } from '../format/values.ts';
import { type Language, type Words, wordFor, words } from '../words.ts';
import { chartStyles } from './temperature-chart.styles.ts';

const height = 220;
const margins = { left: 40, right: 12, top: 12, bottom: 34 };

/**
 * The temperature of a station over 48 hours, with a slider that reads one hour after the other:
 * by keyboard, by finger, by mouse over the chart.
 */
export class NalssiTemperatureChart extends LitElement {
  static override readonly styles = chartStyles;

  static override readonly properties: PropertyDeclarations = {
    history: { attribute: false },
    now: { attribute: false },
    language: { attribute: false },
    name: { attribute: false },
    units: { attribute: false },
    width: { state: true },
    hour: { state: true },
  };

  declare history: readonly HistoryRow[];
  /** Milliseconds since the epoch. */
  declare now: number;
  declare language: Language;
  /** Of the station. */
  declare name: string;
  declare units: Readonly<Record<string, string>>;
  /** Of the drawing, in CSS px: text in it keeps its size at any width. */
  declare width: number;
  /** The hour that is read; `null` for the newest. */
  declare hour: number | null;
  // In the next frame: another width makes another height, which would be observed in turn.
  readonly #observer = new ResizeObserver(([entry]) =>
    requestAnimationFrame(() => {
      this.width = Math.max(240, Math.round(entry?.contentRect.width ?? 0));
    }),
  );

  constructor() {
    super();
    this.history = [];
    this.now = 0;
    this.language = 'ko';
    this.name = '';
    this.units = {};
    this.width = 640;
    this.hour = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override render(): TemplateResult {
    const own = words[this.language];
    const hours = hoursUntil(this.now);
    const chart = temperatureChart(this.history, hours, { width: this.width, height, ...margins });
    const rows = rowsByHour(this.history);
    const newest = hours.findLastIndex((at) => rows.get(at)?.temperature !== undefined);
    const read = this.hour === null ? -1 : hours.indexOf(this.hour);
    const index = read === -1 ? Math.max(newest, 0) : read;
    const at = hours[index] ?? 0;
    const reading = this.#readingOf(at, rows.get(at), own);
    const move = (event: PointerEvent) => {
      const box = (event.currentTarget as Element).getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * this.width;
      this.hour = nearest(hours, (hour) => Math.abs(chart.xOf(hour) - x));
    };
    return html`<figure>
      <output>${reading}</output>
      <svg
        role="img"
        aria-label=${fill(own.chart.label, { station: this.name, summary: summaryOf(chart, own) })}
        viewBox="0 0 ${this.width} ${height}"
        @pointermove=${move}
        @pointerdown=${move}
      >
        ${this.#axes(chart, own)} ${chart.lines.map(lineOf)} ${chart.marks.map(markOf)}
        ${cursorOf(chart, at, rows.get(at))}
      </svg>
<input
          type="range"
          min="0"
          max=${hours.length - 1}
          step="1"
          .value=${String(index)}
          aria-label=${own.chart.hour}
          aria-valuetext=${reading}
          @input=${({ target }: Event) => {
            this.hour = hours[Number((target as HTMLInputElement).value)] ?? null;
          }}
        />
      <figcaption>${this.#legend(chart, own)}</figcaption>
    </figure>`;
  }

  #readingOf(at: number, row: HistoryRow | undefined, own: Words): string {
    const { language, units, now } = this;
    const temperature = row?.temperature;
    const text = (element: string, value: number | string) =>
      valueText(element, value, units, language, own);
    const parts =
      temperature === undefined
        ? [own.chart.nothing]
        : [
            text('temperature', temperature.value),
            ...(temperature.quality === 'pass'
              ? []
              : [wordFor(own.qualities, temperature.quality)]),
            temperature.source,
          ];
    if (row?.condition !== undefined) parts.splice(1, 0, text('condition', row.condition.value));
    const time = dayTimeText(
      temperature === undefined ? at : Date.parse(temperature.observedAt),
      now,
      own,
    );
    return fill(own.chart.reading, { time, value: parts.join(own.and) });
  }

  #axes(chart: TemperatureChart, own: Words): TemplateResult {
    const bottom = height - margins.bottom;
    const right = this.width - margins.right;
    const everyOther = this.width < 480;
    return svg`
      ${chart.gaps.map(({ x, width }) => svg`<rect class="gap" x=${x} y=${margins.top} width=${width} height=${bottom - margins.top}/>`)}
      ${chart.ticksY.map(
        ({
          y,
          value,
        }) => svg`<line class=${value === 0 ? 'zero' : 'grid'} x1=${margins.left} x2=${right} y1=${y} y2=${y}/>
        <text class="y" x=${margins.left - 6} y=${y + 4}>${value}°</text>`,
      )}
      ${chart.ticksX.map(({ x, at }) => {
        const clock = timeText(at, at, own);
        const isMidnight = clock === '00:00';
        const day = dayTimeText(at, this.now, own).replace(clock, '').trim();
        return svg`<line class=${isMidnight ? 'midnight' : 'grid'} x1=${x} x2=${x} y1=${margins.top} y2=${bottom}/>
        ${everyOther && !isMidnight && clock !== '12:00' ? nothing : svg`<text class="x" x=${x} y=${bottom + 14}>${clock}</text>`}
        ${isMidnight ? svg`<text class="x day" x=${x} y=${bottom + 28}>${day}</text>` : nothing}`;
      })}` as TemplateResult;
  }

  #legend({ gaps, marks }: TemperatureChart, own: Words): TemplateResult {
    const key = (content: unknown, word: string) => html`<span
      ><svg class="key" viewBox="0 0 20 12" aria-hidden="true">${content}</svg>${word}</span
    >`;
    const has = (quality: string) => marks.some((mark) => mark.quality === quality);
    return html`${key(svg`<path class="line" d="M1 6h18"/>`, own.chart.line)}
    ${has('suspect') ? key(svg`<path class="mark suspect" d="M10 1l5 5-5 5-5-5z"/>`, own.chart.suspect) : nothing}
    ${has('fail') ? key(svg`<path class="mark fail" d="M6 2l8 8M14 2l-8 8"/>`, own.chart.fail) : nothing}
    ${gaps.length > 0 ? key(svg`<rect class="gap" width="20" height="12"/>`, own.chart.gap) : nothing}`;
  }
}

function nearest(hours: readonly number[], distance: (hour: number) => number): number | null {
  return hours.reduce<number | null>(
    (best, hour) => (best === null || distance(hour) < distance(best) ? hour : best),
    null,
  );
}

function summaryOf({ lines, gaps, marks }: TemperatureChart, own: Words): string {
  const values = lines.flat().map(({ value }) => value);
  if (values.length === 0) return own.chart.nothing;
  return fill(own.chart.summary, {
    low: `${Math.min(...values).toFixed(1)} °C`,
    high: `${Math.max(...values).toFixed(1)} °C`,
    gaps: String(gaps.length),
    marks: String(marks.length),
  });
}

function lineOf(points: readonly ChartPoint[]): TemplateResult {
  const data = points.map(
    ({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`,
  );
  // One hour alone between two gaps is no line, but it was measured.
  const [only] = points;
  return (
    points.length === 1 && only !== undefined
      ? svg`<circle class="dot" cx=${only.x} cy=${only.y} r="2.5"/>`
      : svg`<path class="line" d=${data.join('')}/>`
  ) as TemplateResult;
}

function markOf({ x, y, quality }: ChartPoint): TemplateResult {
  const shape = quality === 'fail' ? 'M-4 -4L4 4M4 -4L-4 4' : 'M0 -5L5 0L0 5L-5 0Z';
  return svg`<path class="mark ${quality}" transform="translate(${x} ${y})" d=${shape}/>` as TemplateResult;
}

function cursorOf(
  chart: TemperatureChart,
  at: number,
  row: HistoryRow | undefined,
): TemplateResult {
  const observedAt = Date.parse(row?.temperature?.observedAt ?? '') || at;
  const x = chart.xOf(observedAt);
  const point = [...chart.lines.flat(), ...chart.marks].find((one) => one.at === observedAt);
  return svg`<line class="cursor" x1=${x} x2=${x} y1=${margins.top} y2=${height - margins.bottom}/>
    ${point === undefined ? nothing : svg`<circle class="cursor" cx=${point.x} cy=${point.y} r="5"/>`}` as TemplateResult;
}
