import { hours, type Instant, minutes, seconds } from '../../time/clock.ts';
import { compactKst } from '../../time/kst.ts';
import { readHubFailure } from '../apihub/errors.ts';
import type { Batch } from '../reading.ts';
import type { ObservationSource, RequestContext, SourceRequest } from '../source.ts';
import { parse } from './parse.ts';

/** Surface observations of KMA's API hub: 97 stations, twelve elements, hourly. */
export const apihubAsos: ObservationSource = {
  kind: 'observations',
  id: 'apihub-asos',
  title: 'KMA API hub, hourly observations of 97 surface stations',
  baseUrl: 'https://apihub.kma.go.kr',
  // The rows of an hour come 10 to 20 minutes after it, not all at once.
  cron: '11,17,24,41 * * * *',
  jitter: seconds(20),
  // A full answer is 26 kB; the hub has been seen to take several seconds.
  limits: { deadline: seconds(20), wireBytes: 256 * 1024, decodedBytes: 256 * 1024 },
  networks: ['asos'],
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
    'snowDepth',
    'visibility',
    'cloud',
  ],
  lateAfter: minutes(100),
  expiresAfter: minutes(150),
  keys: ['kma-apihub'],
  // KMA states no number; users report about 1000 a day for all services of a key. 192 are planned.
  dailyRequests: 300,
  readFailure: (bytes) => readHubFailure('apihub-asos', bytes),
  requests,
};

/**
 * The last full hour, and the one before: its late rows, its corrections, and all of it when the
 * last hour is not in yet and the collector has only just started.
 */
function requests({ now, keys }: RequestContext): SourceRequest<Batch>[] {
  const key = keys['kma-apihub'];
  if (key === undefined) return [];
  const lastHour = Math.floor(now / hours(1)) * hours(1);
  return [lastHour, lastHour - hours(1)].map((hour) => requestOf(hour, key));
}

function requestOf(hour: Instant, key: string): SourceRequest<Batch> {
  const query = `tm=${compactKst(hour)}&stn=0&help=0&authKey=${encodeURIComponent(key)}`;
  return {
    path: `/api/typ01/url/kma_sfctm2.php?${query}`,
    about: `all stations at ${compactKst(hour)}`,
    read: parse,
  };
}
