const day = 86_400_000;
const kst = 9 * 3_600_000;
/** Before this much of a day has passed, its rate says nothing. */
const shortestDay = 30 * 60_000;
const shortestWatch = 15 * 60_000;

/** How much of a quota was used at a moment; milliseconds since the epoch. */
export interface QuotaSample {
  readonly at: number;
  readonly used: number;
}

/**
 * Whether a quota lasts until midnight in Korea. `early`: the day is too young to tell; `lasts`:
 * `atMidnight` is what will have been used then; `ends`: at `at` it is used up; `gone`: it is.
 */
export type QuotaForecast =
  | { readonly kind: 'unlimited' | 'early' | 'gone' }
  | { readonly kind: 'lasts'; readonly atMidnight: number }
  | { readonly kind: 'ends'; readonly at: number };

/**
 * Goes by the day so far, or by what was seen since `first` where that is faster: a collector that
 * was started at noon has spent nothing all morning.
 */
export function forecastQuota(
  { used, limit }: { readonly used: number; readonly limit: number | null },
  now: number,
  first?: QuotaSample,
): QuotaForecast {
  if (limit === null) return { kind: 'unlimited' };
  if (used >= limit) return { kind: 'gone' };
  const midnight = Math.floor((now + kst) / day) * day - kst;
  const passed = now - midnight;
  const watched = first === undefined ? 0 : now - Math.max(first.at, midnight);
  const rates: number[] = [];
  if (passed >= shortestDay) rates.push(used / passed);
  if (first !== undefined && watched >= shortestWatch && used >= first.used) {
    rates.push((used - first.used) / watched);
  }
  if (rates.length === 0) return { kind: 'early' };
  const rate = Math.max(...rates);
  const left = midnight + day - now;
  if (used + rate * left <= limit) {
    return { kind: 'lasts', atMidnight: Math.round(used + rate * left) };
  }
  return { kind: 'ends', at: now + (limit - used) / rate };
}
