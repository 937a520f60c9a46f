import { expect, test } from 'vitest';
import { warnings } from '../../../../collector/sources/warnings/source.ts';

const now = Date.parse('2026-07-28T15:37:20+09:00');

test('the hub is asked by issue and by effect where there is a key of the hub', () => {
  const keys = { 'kma-apihub': 'a+b', 'data-go-kr': 'c' };

  expect(warnings.requests({ now, keys })).toEqual([
    {
      path: '/api/typ01/url/wrn_now_data_new.php?fe=f&tm=&disp=0&help=1&authKey=a%2Bb',
      about: 'warnings at 202607281537 by issue',
      read: expect.any(Function),
    },
    {
      path: '/api/typ01/url/wrn_now_data_new.php?fe=e&tm=&disp=0&help=1&authKey=a%2Bb',
      about: 'warnings at 202607281537 by effect',
      read: expect.any(Function),
    },
  ]);
});

test('the portal is asked, at its own host, where there is only a key of the portal', () => {
  expect(warnings.requests({ now, keys: { 'data-go-kr': 'c+/d==' } })).toEqual([
    {
      baseUrl: 'https://apis.data.go.kr',
      path: '/1360000/WthrWrnInfoService/getPwnStatus?serviceKey=c%2B%2Fd%3D%3D&pageNo=1&numOfRows=10&dataType=JSON',
      about: 'warnings at 202607281537',
      read: expect.any(Function),
    },
  ]);
});

test('without a key nothing is asked', () => {
  expect(warnings.requests({ now, keys: {} })).toEqual([]);
});

test.each([
  ['{"result":{"status":401,"message":"유효한 인증키가 아닙니다."}}', 'auth'],
  ['{"response":{"header":{"resultCode":"22"}}}', 'quota'],
  ['Unexpected errors', 'upstream-fault'],
])('an error body of either host says what is wrong: %s', (body, code) => {
  expect(warnings.readFailure?.(new TextEncoder().encode(body))).toMatchObject({
    code,
    source: 'warnings',
  });
});

test('a body that says nothing leaves it to the HTTP status', () => {
  expect(warnings.readFailure?.(new TextEncoder().encode('<html></html>'))).toBe(null);
});
