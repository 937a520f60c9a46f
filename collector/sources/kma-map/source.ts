import { minutes, seconds } from '../../time/clock.ts';
import type { ObservationSource } from '../source.ts';
import { parse } from './parse.ts';

/** KMA's national map of current weather: condition and temperature of 97 stations, hourly. */
export const kmaMap: ObservationSource = {
  kind: 'observations',
  id: 'kma-map',
  title: 'KMA national map, condition and temperature of 97 stations, hourly',
  baseUrl: 'https://www.kma.go.kr',
  // The content changes once an hour at a minute that KMA does not state. Six requests an hour,
  // off the full minutes when everyone asks, find the new hour at most ten minutes late.
  cron: '3-59/10 * * * *',
  jitter: seconds(20),
  // A full answer is 8 kB.
  limits: { deadline: seconds(10), wireBytes: 256 * 1024, decodedBytes: 256 * 1024 },
  networks: ['asos'],
  elements: ['condition', 'temperature'],
  lateAfter: minutes(100),
  expiresAfter: minutes(150),
  keys: [],
  dailyRequests: null,
  requests: () => [{ path: '/XML/weather/sfc_web_map.xml', about: 'all stations', read: parse }],
};
