import { describe, expect, test } from 'vitest';
import * as faults from '../../upstream/faults.ts';
import { formatGatewayFailure, formatPortalFailure } from '../../upstream/formats/data-go-kr.ts';
import {
  answering,
  apihubAsos,
  apihubAws,
  dataGoKr,
  hubWarnings,
  kmaAws,
  kmaCity,
  kmaMap,
  portalWarnings,
} from './subjects.ts';
import { expectKept, expectUnharmed, suffer } from './suffer.ts';

const ofPortal = [dataGoKr, portalWarnings];
const ofHub = [apihubAsos, apihubAws, hubWarnings];

/** Who writes the error, and in which form: the portal's gateway does not heed what was asked for. */
const writers = [
  ['the service in JSON', 'application/json', formatPortalFailure, 'JSON'],
  ['the service in XML', 'text/xml', formatPortalFailure, 'XML'],
  ['the gateway in JSON', 'application/json', formatGatewayFailure, 'JSON'],
  ['the gateway in XML', 'text/xml', formatGatewayFailure, 'XML'],
] as const;

const portalCodes = [
  ['01', 'APPLICATION_ERROR', 'upstream-fault', 'warn'],
  ['12', 'NO_OPENAPI_SERVICE_ERROR', 'gone', 'error'],
  ['20', 'SERVICE_ACCESS_DENIED_ERROR', 'auth', 'error'],
  ['22', 'LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR', 'quota', 'warn'],
  [
    '23',
    'LIMITED_NUMBER_OF_SERVICE_REQUESTS_PER_SECOND_EXCEEDS_ERROR',
    'too-many-requests',
    'warn',
  ],
  ['30', 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR', 'auth', 'error'],
  ['31', 'DEADLINE_HAS_EXPIRED_ERROR', 'auth', 'error'],
  ['99', 'UNKNOWN_ERROR', 'upstream-fault', 'warn'],
] as const;

describe.each(portalCodes)('result code %s (%s) with 200', (result, words, code, level) => {
  describe.each(writers)('of %s', (_who, contentType, format, form) => {
    test.concurrent.each(ofPortal)(
      '$name keeps its last good values and says so once',
      async (subject) => {
        const body = format(result, words, form);
        const aftermath = await suffer(subject, faults.says(body, contentType));
        expectKept(aftermath, subject, code, level);
      },
    );
  });
});

describe.each(writers)('result code 03 (nothing yet) of %s', (_who, contentType, format, form) => {
  test.concurrent.each(ofPortal)('$name has not failed and goes on as before', async (subject) => {
    const body = format('03', 'NODATA_ERROR', form);
    const aftermath = await suffer(subject, faults.says(body, contentType));

    expect(aftermath.outcomes).toEqual([false, false]);
    expect(aftermath.after).toEqual(aftermath.before);
    expect(aftermath.states).toEqual(['fresh']);
    expect(aftermath.lines).toEqual([]);
    expect(aftermath.health).toMatchObject({ state: 'ok', consecutiveFailures: 0 });
  });
});

describe.each([403, 429, 500])('result code 22 with HTTP %i', (status) => {
  test.concurrent.each(ofPortal)('$name is not asked again', async (subject) => {
    const body = formatGatewayFailure('22', 'LIMITED_NUMBER_OF_SERVICE_REQUESTS', 'XML');
    const aftermath = await suffer(subject, faults.says(body, 'text/xml', status));
    expectKept(aftermath, subject, 'quota');
    expect(aftermath.requests[1]).toBe(0);
  });
});

describe('XML where JSON was asked for', () => {
  test.concurrent.each(ofPortal)('$name is read all the same', async (subject) => {
    expectUnharmed(await suffer(subject, answering(subject, { form: 'XML' })));
  });
});

const hubBodies = [
  [401, '유효한 인증키가 아닙니다.', 'auth', 'error'],
  [403, '활용신청이 필요한 API 입니다.', 'auth', 'error'],
  [403, '일일 최대 호출 건수 제한을 초과하였습니다.', 'quota', 'warn'],
  [403, 'API 호출 한도를 초과했습니다.', 'quota', 'warn'],
  [404, '유효하지 않은 API 입니다', 'gone', 'error'],
] as const;

describe.each(hubBodies)('the hub’s %i (%s)', (status, message, code, level) => {
  const body = JSON.stringify({ result: { status, message } }, null, 2);

  describe.each([200, status])('with HTTP %i', (http) => {
    test.concurrent.each(ofHub)(
      '$name keeps its last good values, says so once and asks no more',
      async (subject) => {
        const aftermath = await suffer(subject, faults.says(body, 'application/json', http));
        expectKept(aftermath, subject, code, level);
        expect(aftermath.health?.state).toBe('blocked');
        expect(aftermath.requests[1]).toBe(0);
      },
    );
  });
});

const xml = '<?xml version="1.0" encoding="UTF-8"?>\n<response><body>1</body></response>';
const json = '{"result":[]}';

/** A document of another kind than the upstream has, with 200. */
const otherKinds = [
  [kmaMap, 'JSON', json, 'shape'],
  [kmaCity, 'JSON', json, 'shape'],
  [kmaCity, 'XML', xml, 'html'],
  [kmaAws, 'JSON', json, 'shape'],
  [kmaAws, 'XML', xml, 'html'],
  [apihubAsos, 'XML', xml, 'shape'],
  [apihubAws, 'XML', xml, 'shape'],
  [hubWarnings, 'XML', xml, 'shape'],
  [kmaMap, 'XML', xml, 'shape'],
  [dataGoKr, 'XML', xml, 'shape'],
  [portalWarnings, 'XML', xml, 'shape'],
] as const;

test.concurrent.each(
  otherKinds.map(([subject, kind, body, code]) => ({
    name: subject.name,
    subject,
    kind,
    body,
    code,
  })),
)('$name given some $kind keeps its last good values and says so once', async (one) => {
  const { subject, body, code } = one;
  expectKept(await suffer(subject, faults.says(body, 'text/plain')), subject, code);
});
