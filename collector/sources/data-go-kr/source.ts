import { hours, type Instant, minutes, seconds } from '../../time/clock.ts';
import { compactKst } from '../../time/kst.ts';
import { readPortalFailure } from '../portal/envelope.ts';
import type { Batch } from '../reading.ts';
import type { ObservationSource, RequestContext, SourceRequest } from '../source.ts';
import { cellName, nowcastCells } from './cells.ts';
import { parse } from './parse.ts';

/** The portal gives the nowcast of an hour from ten minutes past it. */
const availableAfter = minutes(10);

/** KMA's nowcast on its 5 km grid: what falls at automatic stations, hourly, a request a cell. */
export const dataGoKr: ObservationSource = {
  kind: 'observations',
  id: 'data-go-kr',
  title: 'KMA nowcast on a grid of 5 km, precipitation at automatic stations, hourly',
  baseUrl: 'https://apis.data.go.kr',
  // From minute 10 by the guide, by minute 40 in practice: early once, then once for what was late.
  cron: '17,42 * * * *',
  jitter: seconds(60),
  // A full answer is below 2 kB. The portal needs 0.1 s as a rule, and seconds in its bad hours.
  limits: { deadline: seconds(10), wireBytes: 64 * 1024, decodedBytes: 128 * 1024 },
  networks: ['aws'],
  elements: ['condition'],
  lateAfter: minutes(100),
  expiresAfter: minutes(150),
  keys: ['data-go-kr'],
  // The portal allows 10,000; the rest is for people who try something with the same key.
  dailyRequests: 9_500,
  readFailure: (bytes) => readPortalFailure('data-go-kr', bytes),
  requests,
};

function requests({ now, keys }: RequestContext): readonly SourceRequest<Batch>[] {
  const key = keys['data-go-kr'];
  if (key === undefined) return [];
  const base = lastHour(now);
  return nowcastCells.map((cell) => {
    const query = [
      // Decoded keys hold +, / and =: they are encoded here, once.
      `serviceKey=${encodeURIComponent(key)}`,
      'pageNo=1',
      'numOfRows=100',
      'dataType=JSON',
      `base_date=${base.slice(0, 8)}`,
      `base_time=${base.slice(8)}`,
      `nx=${cell.nx}`,
      `ny=${cell.ny}`,
    ];
    return {
      path: `/1360000/VilageFcstInfoService_2.0/getUltraSrtNcst?${query.join('&')}`,
      about: `cell ${cellName(cell)}`,
      stations: cell.stations,
      read: (bytes) => parse(bytes, cell),
    };
  });
}

/** The newest hour that the portal can have, `YYYYMMDDHH00` in Korean time. */
function lastHour(now: Instant): string {
  const available = now - availableAfter;
  return compactKst(available - (available % hours(1)));
}
