import { minutes, seconds } from '../../time/clock.ts';
import { compactKst } from '../../time/kst.ts';
import { readHubFailure } from '../apihub/errors.ts';
import type { Batch } from '../reading.ts';
import type { ObservationSource, RequestContext, SourceRequest } from '../source.ts';
import { parse } from './parse.ts';

/** The rows of a minute are there 2 to 4 minutes later; before, the hub sends marks of no value. */
const lag = minutes(4);

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

function requests({ now, keys }: RequestContext): SourceRequest<Batch>[] {
  const key = keys['kma-apihub'];
  if (key === undefined) return [];
  const minute = compactKst(now - lag);
  const query = `tm2=${minute}&stn=0&disp=1&help=0&authKey=${encodeURIComponent(key)}`;
  return [
    {
      path: `/api/typ01/cgi-bin/url/nph-aws2_min?${query}`,
      about: `all stations at ${minute}`,
      read: parse,
    },
  ];
}
