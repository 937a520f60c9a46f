import { expect, test } from 'vitest';
import { apihubAws } from '../../../../collector/sources/apihub-aws/source.ts';
import type { RunsBefore } from '../../../../collector/sources/source.ts';

const keys = { 'kma-apihub': 'k+y/=' };

test('the minute four minutes ago is asked for, with the key encoded once', () => {
  const now = Date.parse('2026-01-01T00:02:31+09:00');

  expect(apihubAws.requests({ now, keys })).toMatchObject([
    {
      path: '/api/typ01/cgi-bin/url/nph-aws2_min?tm2=202512312358&stn=0&disp=1&help=0&authKey=k%2By%2F%3D',
      about: 'all stations at 202512312358',
      read: expect.any(Function),
    },
  ]);
});

/** The ages in minutes that a run asks for in turn. */
function agesOf(now: number, before?: RunsBefore): number[] {
  const [first] = apihubAws.requests({ now, keys, ...(before !== undefined && { before }) });
  const minutes: number[] = [];
  for (let request = first; request !== undefined; request = request.otherwise) {
    const [, date = '', hour, minute] = /(\d{8})(\d\d)(\d\d)$/.exec(request.about) ?? [];
    const day = date.replace(/(....)(..)(..)/, '$1-$2-$3');
    minutes.push(Math.floor((now - Date.parse(`${day}T${hour}:${minute}:00+09:00`)) / 60_000));
  }
  return minutes;
}

test('where nothing is known minutes up to 24 minutes ago are asked for in turn', () => {
  expect(agesOf(Date.parse('2026-01-01T00:02:31+09:00'))).toEqual([4, 6, 9, 14, 24]);
});

/** What a day of runs asks of a hub that has a minute `lag` minutes after it. */
function dayOf(lag: number) {
  const start = Date.parse('2026-01-01T00:02:11+09:00');
  let before: RunsBefore = { lag: null, isSilent: false };
  let requests = 0;
  let answered = 0;
  for (let now = start; now < start + 86_400_000; now += 300_000) {
    const ages = agesOf(now, before);
    const found = ages.findIndex((age) => age >= lag);
    requests += found === -1 ? ages.length : found + 1;
    answered += Number(found !== -1);
    const age = ages[found];
    before = {
      lag: age === undefined ? before.lag : age * 60_000 + 13_000,
      isSilent: age === undefined,
    };
  }
  return { requests, answered };
}

test.each([4, 5, 8, 12, 20, 24])(
  'a hub that is %i minutes late answers every run, within the quota of a day',
  (lag) => {
    const { requests, answered } = dayOf(lag);

    expect(answered).toBe(288);
    expect(requests).toBeLessThanOrEqual(apihubAws.dailyRequests ?? 0);
  },
);

test('a hub that has nothing all day is asked within its quota', () => {
  expect(dayOf(1_000)).toEqual({ requests: 384, answered: 0 });
});

test('a hub that says nothing is asked for the usual age and, in between, for the others in turn', () => {
  const atOne = Date.parse('2026-01-01T01:02:11+09:00');
  const silent: RunsBefore = { lag: null, isSilent: true };
  const ages = Array.from({ length: 11 }, (_, run) => agesOf(atOne + (run + 1) * 300_000, silent));

  expect(ages.flat()).toEqual([6, 4, 9, 4, 14, 4, 24, 4, 6, 4, 9]);
});

test('without a key nothing is asked', () => {
  expect(apihubAws.requests({ now: 0, keys: {} })).toEqual([]);
});

test('an error body is understood before its status is', () => {
  const body = new TextEncoder().encode('{"result":{"status":404,"message":""}}');

  expect(apihubAws.readFailure?.(body)).toMatchObject({ source: 'apihub-aws', code: 'gone' });
});
