import { minutes, seconds } from '../../time/clock.ts';
import type { ObservationSource } from '../source.ts';
import { parse } from './parse.ts';

/** KMA's city table: hourly observations of 97 stations, with wind, humidity and pressure. */
export const kmaCity: ObservationSource = {
  kind: 'observations',
  id: 'kma-city',
  title: "KMA city table, hourly observations of 97 stations and the observers' words",
  baseUrl: 'https://www.weather.go.kr',
  // An hour is complete a few minutes after it has struck, and may be amended: asked for at
  // minutes 4, 9 and 18, when it is new, then twice more; never on the full minutes of others.
  cron: '4,9,18,34,49 * * * *',
  jitter: seconds(40),
  // A page is 110 kB; a busy hour takes the site seconds.
  limits: { deadline: seconds(15), wireBytes: 512 * 1024, decodedBytes: 512 * 1024 },
  networks: ['asos'],
  elements: [
    'condition',
    'visibility',
    'cloud',
    'temperature',
    'dewPoint',
    'feelsLike',
    'rainDay',
    'humidity',
    'windDirection',
    'windSpeed',
    'pressure',
    'snowDepth',
  ],
  lateAfter: minutes(100),
  expiresAfter: minutes(150),
  keys: [],
  dailyRequests: null,
  // Without parameters the newest complete hour is answered; `tm` would have us guess which it is.
  requests: () => [{ path: '/w/obs-climate/land/city-obs.do', about: 'all stations', read: parse }],
};
