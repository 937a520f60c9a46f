import { oneDecimal } from '../../format/temperature.ts';
import type { BoardElement } from '../feed/board-file.ts';
import {
  changeScale,
  humidityScale,
  rainScale,
  type Scale,
  temperatureScale,
  windScale,
} from './scales.ts';

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
  readonly scale: Scale;
  readonly unit: string;
  /** As it is printed, without its unit. */
  readonly text: (value: number) => string;
}

const signed = (value: number) => {
  const text = oneDecimal(value);
  return value > 0 && text !== '0.0' ? `+${text}` : text.replace('-', '−');
};
const degrees = (value: number) => oneDecimal(value).replace('-', '−');

export const metrics: Readonly<Record<MetricId, Metric>> = {
  temperature: { scale: temperatureScale, unit: '℃', text: degrees },
  feelsLike: { scale: temperatureScale, unit: '℃', text: degrees },
  rain: { scale: rainScale, unit: 'mm', text: oneDecimal },
  windSpeed: { scale: windScale, unit: 'm/s', text: oneDecimal },
  humidity: { scale: humidityScale, unit: '%', text: (value) => String(Math.round(value)) },
  change: { scale: changeScale, unit: '℃', text: signed },
};

export function isMetricId(word: string): word is MetricId {
  return metricIds.some((id) => id === word);
}
