import { decodeText } from '../formats/decode-text.ts';
import { SourceError } from '../source-error.ts';
import type { SourceErrorCode } from '../source-error-codes.ts';
import type { UpstreamId } from '../source-id.ts';

/** As far as an error body is read for words; the hub's own are shorter than 1 kB. */
const longestBody = 64 * 1024;

/** The two ways in which the hub says that the day's requests are used up, both with status 403. */
const quotaWords = /일일\s{0,3}최대\s{0,3}호출\s{0,3}건수|API\s{0,3}호출\s{0,3}한도/;

const maintenanceWords = /시스템\s{0,3}점검/;

/**
 * What an error body of KMA's API hub says, whatever the HTTP status it came with, 200 included:
 * `{"result":{"status":401,"message":"…"}}` in any spacing, or a page about maintenance. `null` for
 * data and for a body that says nothing. Codes: quota, auth, gone, bad-request, too-many-requests,
 * upstream-fault.
 */
export function readHubFailure(source: UpstreamId, bytes: Uint8Array): SourceError | null {
  try {
    return hubFailureOf(source, decodeText(source, bytes));
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

/** The same for a body that is decoded already. */
export function hubFailureOf(source: UpstreamId, text: string): SourceError | null {
  const body = text.slice(0, longestBody).trim();
  // Comment lines and rows are data, whatever words stand in them.
  if (body === '' || /^[#\d]/.test(body)) return null;
  const status = body.startsWith('{') ? statusOf(text) : null;
  const found = codeOf(status, body);
  return found === null ? null : new SourceError(source, found.code, found.detail);
}

function codeOf(
  status: number | null,
  body: string,
): { code: SourceErrorCode; detail: string } | null {
  const says = `the body says status ${status}`;
  if (quotaWords.test(body)) {
    return { code: 'quota', detail: 'the body says that the daily requests are used up' };
  }
  if (maintenanceWords.test(body)) {
    return { code: 'upstream-fault', detail: 'the body says that the system is under maintenance' };
  }
  if (status === null) return null;
  if (status === 401) return { code: 'auth', detail: `${says}: the key is not valid` };
  if (status === 403) {
    return { code: 'auth', detail: `${says}: the use of this service was not applied for` };
  }
  if (status === 404) return { code: 'gone', detail: `${says}: there is no such service` };
  if (status === 429) return { code: 'too-many-requests', detail: says };
  if (status >= 500 && status <= 599) return { code: 'upstream-fault', detail: says };
  if (status >= 400 && status <= 499) return { code: 'bad-request', detail: says };
  return null;
}

/** `result.status` of an error object, or `null` where there is none. */
function statusOf(text: string): number | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const status = memberOf(memberOf(document, 'result'), 'status') ?? memberOf(document, 'status');
  const number = typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : status;
  return typeof number === 'number' && Number.isInteger(number) ? number : null;
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}
