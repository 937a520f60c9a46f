import { minutes, seconds } from '../../time/clock.ts';
import { compactKst } from '../../time/kst.ts';
import { readHubFailure } from '../apihub/errors.ts';
import { readPortalFailure } from '../portal/envelope.ts';
import type { RequestContext, SourceRequest, WarningSource } from '../source.ts';
import type { WarningBatch } from '../warning.ts';
import { readHubList } from './hub-list.ts';
import { readPortalStatus } from './portal-status.ts';

/** KMA's warnings in force in the whole country: from its API hub, else from the data portal. */
export const warnings: WarningSource = {
  kind: 'warnings',
  id: 'warnings',
  title: 'KMA warnings in force',
  baseUrl: 'https://apihub.kma.go.kr',
  // Warnings are issued at any minute. 288 requests a day to the hub, 144 to the portal, off the
  // minutes when everyone asks.
  cron: '8-59/10 * * * *',
  jitter: seconds(20),
  // About 180 zones on land and 60 at sea, rarely in more than two warnings, 100 bytes a row.
  limits: { deadline: seconds(15), wireBytes: 256 * 1024, decodedBytes: 256 * 1024 },
  // A list says of which minute it is. Three runs without a newer one, and half an hour before it
  // expires.
  lateAfter: minutes(45),
  keys: ['kma-apihub', 'data-go-kr'],
  // The hub states no number. The portal's 10,000 are out of reach of these few requests.
  dailyRequests: null,
  readFailure: (bytes) => readHubFailure('warnings', bytes) ?? readPortalFailure('warnings', bytes),
  requests,
  requestsInstead: (context) =>
    context.keys['kma-apihub'] === undefined ? [] : portalRequests(context),
};

/**
 * By `fe` the hub lists by time of issue, where an announced change stands in place of what it will
 * replace, or by time of effect.
 */
const hubParts = [
  { part: 'issued', fe: 'f', by: 'issue' },
  { part: 'effective', fe: 'e', by: 'effect' },
] as const;

/** The hub gives codes of zones and times for each warning, the portal only text: the hub first. */
function requests({ now, keys }: RequestContext): readonly SourceRequest<WarningBatch>[] {
  const about = aboutAt(now);
  // Stands in where the answer itself names no time.
  const askedAt = now - (now % minutes(1));
  const hubKey = keys['kma-apihub'];
  if (hubKey !== undefined) {
    return hubParts.map(({ part, fe, by }) => {
      const query = `fe=${fe}&tm=&disp=0&help=1&authKey=${encodeURIComponent(hubKey)}`;
      return {
        path: `/api/typ01/url/wrn_now_data_new.php?${query}`,
        about: `${about} by ${by}`,
        read: (bytes) => ({ ...readHubList(bytes, askedAt), part }),
      };
    });
  }
  return portalRequests({ now, keys });
}

function portalRequests({ now, keys }: RequestContext): readonly SourceRequest<WarningBatch>[] {
  const portalKey = keys['data-go-kr'];
  if (portalKey === undefined) return [];
  const askedAt = now - (now % minutes(1));
  const query = `serviceKey=${encodeURIComponent(portalKey)}&pageNo=1&numOfRows=10&dataType=JSON`;
  return [
    {
      baseUrl: 'https://apis.data.go.kr',
      path: `/1360000/WthrWrnInfoService/getPwnStatus?${query}`,
      about: aboutAt(now),
      read: (bytes) => readPortalStatus(bytes, askedAt),
    },
  ];
}

function aboutAt(now: number): string {
  return `warnings at ${compactKst(now)}`;
}
