import { type Duration, hours, type Instant, minutes, seconds } from '../../time/clock.ts';
import { compactKst } from '../../time/kst.ts';
import { readHubFailure } from '../apihub/errors.ts';
import type { Batch } from '../reading.ts';
import type { ObservationSource, RequestContext, RunsBefore, SourceRequest } from '../source.ts';
import { parse } from './parse.ts';

/**
 * How old the minutes are that are asked for, the usual one first. The rows of a minute are there 2
 * to 4 minutes later; before, the hub sends marks of no value. When it is slower than that, an older
 * minute is asked for: one of 24 minutes lives for a quarter of an hour more.
 */
const usualLag = minutes(4);
const lags = [usualLag, ...[6, 9, 14, 24].map(minutes)];

/** Between two runs of `cron`. */
const period = minutes(5);

/** Automatic stations of KMA's API hub: about 740, with the surface stations, by the minute. */
export const apihubAws: ObservationSource = {
  kind: 'observations',
  id: 'apihub-aws',
  title: 'KMA API hub, minute observations of about 740 automatic stations',
  baseUrl: 'https://apihub.kma.go.kr',
  // 288 requests a day, two minutes off those who ask at the full five minutes.
  cron: '2-57/5 * * * *',
  jitter: seconds(30),
  // A full answer is 90 kB; the hub has been seen to take several seconds.
  limits: { deadline: seconds(20), wireBytes: 512 * 1024, decodedBytes: 512 * 1024 },
  networks: ['asos', 'aws'],
  elements: [
    'condition',
    'temperature',
    'dewPoint',
    'humidity',
    'windSpeed',
    'windDirection',
    'pressure',
    'rain',
    'rainDay',
  ],
  lateAfter: minutes(15),
  expiresAfter: minutes(40),
  keys: ['kma-apihub'],
  // KMA states no number; users report about 1000 a day for all services of a key.
  dailyRequests: 400,
  readFailure: (bytes) => readHubFailure('apihub-aws', bytes),
  requests,
};

/**
 * A slow hub must not cost the quota of a day: what it has is looked for in a run after one that
 * gave something, and in the first of each hour; while it stays slow the age that it had is asked
 * for alone, and while it gives nothing at all one of the ages, the usual one every other time.
 */
function requests({ now, keys, before }: RequestContext): SourceRequest<Batch>[] {
  const key = keys['kma-apihub'];
  if (key === undefined) return [];
  const ages = agesToAsk(now, before);
  const request = ages.reduceRight<SourceRequest<Batch> | undefined>(
    (otherwise, age) => requestOf(now - age, key, otherwise),
    undefined,
  );
  return request === undefined ? [] : [request];
}

function agesToAsk(now: Instant, before: RunsBefore | undefined): readonly Duration[] {
  const sinceHour = now % hours(1);
  if (before === undefined || sinceHour < period) return lags;
  if (!before.isSilent) {
    const lag = before.lag ?? usualLag;
    // The age that was asked for then, which the seconds of the minute and of the answer add to.
    const first = lags.findLastIndex((one) => one <= lag);
    return lags.slice(Math.max(first, 0));
  }
  const round = Math.floor(sinceHour / period);
  return round % 2 === 0
    ? [usualLag]
    : [lags[1 + (((round - 1) / 2) % (lags.length - 1))] ?? usualLag];
}

function requestOf(
  at: Instant,
  key: string,
  otherwise: SourceRequest<Batch> | undefined,
): SourceRequest<Batch> {
  const minute = compactKst(at);
  const query = `tm2=${minute}&stn=0&disp=1&help=0&authKey=${encodeURIComponent(key)}`;
  return {
    path: `/api/typ01/cgi-bin/url/nph-aws2_min?${query}`,
    about: `all stations at ${minute}`,
    read: parse,
    ...(otherwise !== undefined && { otherwise }),
  };
}
