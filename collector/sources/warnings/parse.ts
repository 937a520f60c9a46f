import type { Instant } from '../../time/clock.ts';
import { compactKst, instantOfCompactKst } from '../../time/kst.ts';
import type { SourceRequest } from '../source.ts';
import type { WarningBatch } from '../warning.ts';
import { readHubList } from './hub-list.ts';
import { readPortalStatus } from './portal-status.ts';

/** Where the portal's answers come from; all others are the hub's. */
export const portalPath = '/1360000/WthrWrnInfoService/getPwnStatus';

/** What a request is about; the time is read back where the answer itself names none. */
export function aboutWarningsAt(now: Instant): string {
  return `warnings at ${compactKst(now)}`;
}

function askedAtOf({ about }: SourceRequest): Instant | null {
  return instantOfCompactKst(/^warnings at (\d{12})$/.exec(about)?.[1] ?? '');
}

/**
 * Reads the list of warnings in force, the hub's or the portal's by the path of the request. Throws
 * SourceError; see hub-list.ts and portal-status.ts.
 */
export function parse(bytes: Uint8Array, request: SourceRequest): WarningBatch {
  const read = request.path.startsWith(portalPath) ? readPortalStatus : readHubList;
  return read(bytes, askedAtOf(request));
}
