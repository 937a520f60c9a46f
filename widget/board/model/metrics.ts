import { oneDecimal } from '../../format/temperature.ts';
import type { BoardElement } from '../feed/board-file.ts';

/** What a board can show on its map, in the order of its switch. */
export const metricIds = [
  'temperature',
  'feelsLike',
  'rain',
  'windSpeed',
  'humidity',
  'change',
] as const satisfies readonly BoardElement[];
export type MetricId = (typeof metricIds)[number];

export interface Metric {
  readonly unit: string;
  /** As it is printed, without its unit. */
  readonly text: (value: number) => string;
}

export type Metrics = Readonly<Record<MetricId, Metric>>;

const shown = (value: number) => oneDecimal(value).replace('-', '−');

/** How values are printed, temperatures in ℃ or in ℉. */
function metricsIn(isFahrenheit: boolean): Metrics {
  const unit = isFahrenheit ? '℉' : '℃';
  const times = isFahrenheit ? 1.8 : 1;
  const temperature = {
    unit,
    text: (value: number) => shown(value * times + (times > 1 ? 32 : 0)),
  };
  const plain = (unit: string) => ({ unit, text: oneDecimal });
  return {
    temperature,
    feelsLike: temperature,
    rain: plain('mm'),
    windSpeed: plain('m/s'),
    humidity: { unit: '%', text: (value) => String(Math.round(value)) },
    change: {
      unit,
      text: (value) => {
        const text = shown(value * times);
        return /[−]|^0\.0/.test(text) ? text : `+${text}`;
      },
    },
  };
}

const both = [metricsIn(false), metricsIn(true)] as const;

/** By the attribute `unit`, which is the ticker's. */
export function metricsOf(unit: string | null): Metrics {
  return both[unit === 'f' ? 1 : 0];
}

export function isMetricId(word: string | null): word is MetricId {
  return metricIds.some((id) => id === word);
}
