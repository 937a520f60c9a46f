import type { QuotaForecast } from '../model/quota.ts';
import { fill, plainTime, type View } from './view.ts';

/** Whether a quota lasts until midnight, in words; empty where there is no limit. */
export function forecastText(forecast: QuotaForecast, view: View): string {
  const template = view.words.forecasts[forecast.kind];
  if (forecast.kind === 'lasts') return fill(template, { count: String(forecast.atMidnight) });
  if (forecast.kind === 'ends') return fill(template, { time: plainTime(forecast.at, view) });
  return template;
}
