import { expect, test } from 'vitest';
import { apihubAsos } from '../../../../collector/sources/apihub-asos/source.ts';

const keys = { 'kma-apihub': 'k+y/=' };

test('the last full hour and the one before are asked for, with the key encoded once', () => {
  const now = Date.parse('2026-01-01T00:11:05+09:00');

  expect(apihubAsos.requests({ now, keys })).toEqual([
    {
      path: '/api/typ01/url/kma_sfctm2.php?tm=202601010000&stn=0&help=0&authKey=k%2By%2F%3D',
      about: 'all stations at 202601010000',
      read: expect.any(Function),
    },
    {
      path: '/api/typ01/url/kma_sfctm2.php?tm=202512312300&stn=0&help=0&authKey=k%2By%2F%3D',
      about: 'all stations at 202512312300',
      read: expect.any(Function),
    },
  ]);
});

test('without a key nothing is asked', () => {
  expect(apihubAsos.requests({ now: 0, keys: {} })).toEqual([]);
});

test('the planned requests of a day stay within the quota, with room for retries', () => {
  const runsAnHour = apihubAsos.cron.split(' ')[0]?.split(',').length ?? 0;
  const planned = runsAnHour * 24 * apihubAsos.requests({ now: 0, keys }).length;

  expect(planned * 1.5).toBeLessThanOrEqual(apihubAsos.dailyRequests ?? 0);
});

test('an error body is understood before its status is', () => {
  const body = new TextEncoder().encode('{"result":{"status":401,"message":""}}');

  expect(apihubAsos.readFailure?.(body)).toMatchObject({ source: 'apihub-asos', code: 'auth' });
});
