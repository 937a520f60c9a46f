import { expect, test } from 'vitest';
import { apihubAws } from '../../../../collector/sources/apihub-aws/source.ts';

const keys = { 'kma-apihub': 'k+y/=' };

test('the minute four minutes ago is asked for, with the key encoded once', () => {
  const now = Date.parse('2026-01-01T00:02:31+09:00');

  expect(apihubAws.requests({ now, keys })).toEqual([
    {
      path: '/api/typ01/cgi-bin/url/nph-aws2_min?tm2=202512312358&stn=0&disp=1&help=0&authKey=k%2By%2F%3D',
      about: 'all stations at 202512312358',
      read: expect.any(Function),
    },
  ]);
});

test('without a key nothing is asked', () => {
  expect(apihubAws.requests({ now: 0, keys: {} })).toEqual([]);
});

test('an error body is understood before its status is', () => {
  const body = new TextEncoder().encode('{"result":{"status":404,"message":""}}');

  expect(apihubAws.readFailure?.(body)).toMatchObject({ source: 'apihub-aws', code: 'gone' });
});
