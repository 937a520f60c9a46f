import { describe, expect, test } from 'vitest';
import { readHubFailure } from '../../../../collector/sources/apihub/errors.ts';
import { encodeEucKr } from '../../../upstream/euc-kr.ts';

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function body(status: unknown, message: string): string {
  return JSON.stringify({ result: { status, message } });
}

function codeOf(input: Uint8Array): string | undefined {
  return readHubFailure('apihub-asos', input)?.code;
}

const bodies: [string, string, string][] = [
  ['a key that is not valid', body(401, '유효한 인증키가 아닙니다.'), 'auth'],
  ['a service not applied for', body(403, '활용신청이 필요한 API 입니다.'), 'auth'],
  ['a used-up day', body(403, '일일 최대 호출 건수 제한'), 'quota'],
  ['a used-up day, in other words', body(403, 'API 호출 한도를 초과했습니다.'), 'quota'],
  ['a used-up day in plain text', '일일 최대 호출 건수 제한을 초과하였습니다.', 'quota'],
  ['a used-up day on a page', '<html>일일 최대 호출 건수 제한</html>', 'quota'],
  ['a service that does not exist', body(404, '유효하지 않은 API 입니다'), 'gone'],
  ['a status as text', body('401', '유효한 인증키가 아닙니다.'), 'auth'],
  ['a wrong parameter', body(400, '잘못된 요청입니다.'), 'bad-request'],
  ['too many requests', body(429, ''), 'too-many-requests'],
  ['a fault', body(500, '오류'), 'upstream-fault'],
  ['a page about maintenance', '<html><body>시스템 점검 중입니다</body></html>', 'upstream-fault'],
  ['an object about maintenance', body(503, '시스템 점검 중입니다'), 'upstream-fault'],
  ['a pretty object', ' {\r\n  "result" : {\r\n    "status" : 401\r\n  }\r\n}\r\n', 'auth'],
  ['an object without its envelope', '{"status":404,"message":""}', 'gone'],
];

describe.each([
  ['UTF-8', bytes],
  ['EUC-KR', encodeEucKr],
])('in %s', (_encoding, encode) => {
  test.each(bodies)('%s is understood', (_what, text, code) => {
    expect(codeOf(encode(text))).toBe(code);
  });
});

test.each([
  ['nothing', ''],
  ['data', '#START7777\n#7777END\n'],
  ['data that speak of maintenance', '# 시스템 점검\n202511130800 108\n#7777END\n'],
  ['another page', '<html><body>502 Bad Gateway</body></html>'],
  ['an object without status', '{"result":{"message":"x"}}'],
  ['a status that is no failure', body(200, '')],
  ['a status that is no number', body({}, '')],
  ['a list', '[401]'],
  ['a broken object', '{"result":{"status":401'],
  ['a nest', '{"result":'.repeat(20_000)],
  ['a polluted object', '{"__proto__":{"status":401}}'],
])('%s says nothing', (_what, text) => {
  expect(readHubFailure('apihub-asos', bytes(text))).toBe(null);
});

test('bytes of no encoding say nothing', () => {
  expect(readHubFailure('apihub-asos', Uint8Array.of(0x7b, 0xff, 0xff))).toBe(null);
});

test('the detail does not repeat what the upstream says', () => {
  const failure = readHubFailure('apihub-asos', bytes(body(401, 'authKey=secret')));

  expect(failure?.detail).not.toContain('secret');
});
