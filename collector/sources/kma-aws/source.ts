import { minutes, seconds } from '../../time/clock.ts';
import type { ObservationSource } from '../source.ts';
import { parse } from './parse.ts';

/** KMA's table of all automatic stations: observations of about 745 of them, each minute. */
export const kmaAws: ObservationSource = {
  kind: 'observations',
  id: 'kma-aws',
  title: 'KMA minute table, observations of all automatic stations',
  baseUrl: 'https://www.weather.go.kr',
  // A minute is listed 2 to 4 minutes after it. Every fifth minute keeps a value younger than ten
  // minutes and costs a page that is made for browsers 288 requests a day; off the round minutes.
  cron: '1-59/5 * * * *',
  jitter: seconds(20),
  // A page is half a megabyte and takes the upstream about a second.
  limits: { deadline: seconds(20), wireBytes: 1536 * 1024, decodedBytes: 1536 * 1024 },
  networks: ['asos', 'aws'],
  elements: [
    'condition',
    'temperature',
    'rain',
    'rainDay',
    'windDirection',
    'windSpeed',
    'humidity',
    'pressure',
  ],
  lateAfter: minutes(15),
  expiresAfter: minutes(40),
  keys: [],
  dailyRequests: null,
  // Without parameters the newest minute of all stations is answered.
  requests: () => [{ path: '/cgi-bin/aws/nph-aws_txt_min', about: 'all stations', read: parse }],
};
