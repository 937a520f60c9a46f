import { describe, expect, test } from 'vitest';
import * as faults from '../../upstream/faults.ts';
import type { Responder } from '../../upstream/upstream.ts';
import { type Subject, subjects, wholeAnswer } from './subjects.ts';
import { expectKept, suffer } from './suffer.ts';

/** What goes wrong on the wire, with the code the log gives it. */
const onTheWire: readonly [what: string, code: string, (subject: Subject) => Responder][] = [
  ['a reset in mid-body', 'reset', (subject) => faults.reset(wholeAnswer(subject))],
  ['less than the content length', 'reset', (subject) => faults.tooShort(wholeAnswer(subject))],
  ['more than the content length', 'malformed', (subject) => faults.tooLong(wholeAnswer(subject))],
  ['a gzip bomb', 'too-large', () => faults.gzipBomb],
  ['a truncated gzip', 'malformed', (subject) => faults.truncatedGzip(wholeAnswer(subject))],
  ['10 MB of headers', 'too-large', () => faults.headerFlood],
  ['a redirect to a private address', 'redirect', () => faults.redirectInside],
  ['a web page with 200', 'html', () => faults.says(loginPage, 'text/html')],
];

const loginPage = '<!DOCTYPE html>\n<html><body><form>ID <input></form></body></html>';

describe.each(onTheWire)('%s', (_what, code, responderFor) => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      expectKept(await suffer(subject, responderFor(subject)), subject, code);
    },
  );
});

describe('a refused connection', () => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      const aftermath = await suffer(subject, {
        before: (bench) => bench.stopUpstream(),
      });
      expectKept(aftermath, subject, 'refused');
    },
  );
});

const withKey = subjects.filter(({ keys }) => Object.keys(keys).length > 0);
const keyless = subjects.filter((subject) => !withKey.includes(subject));

describe.each([401, 403])('HTTP %i with no word of why', (status) => {
  test.concurrent.each(withKey)(
    '$name asks for a person once and asks the upstream no more',
    async (subject) => {
      const aftermath = await suffer(subject, faults.status(status));
      expectKept(aftermath, subject, 'auth', 'error');
      expect(aftermath.health?.state).toBe('blocked');
      expect(aftermath.requests[1]).toBe(0);
    },
  );

  test.concurrent.each(keyless)('$name has no key to blame', async (subject) => {
    const aftermath = await suffer(subject, faults.status(status));
    expectKept(aftermath, subject, 'http-client-error');
  });
});

describe('HTTP 404 with no word of why', () => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      expectKept(await suffer(subject, faults.status(404)), subject, 'http-client-error');
    },
  );
});

describe('HTTP 429 with Retry-After', () => {
  test.concurrent.each(subjects)('$name is not asked again before that time', async (subject) => {
    const aftermath = await suffer(subject, faults.status(429, { 'Retry-After': '1800' }));
    expectKept(aftermath, subject, 'too-many-requests');
    expect(aftermath.requests[1]).toBe(0);
    expect(aftermath.health?.blocked?.until).toMatch(/^2024-11-24T08:09:(29|3\d)/);
  });
});
