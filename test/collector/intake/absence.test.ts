import { expect, test } from 'vitest';
import { absenceOf } from '../../../collector/intake/absence.ts';
import type { Batch } from '../../../collector/sources/reading.ts';
import type { SourceRequest } from '../../../collector/sources/source.ts';
import { SourceError } from '../../../collector/sources/source-error.ts';
import type { RequestResult } from '../../../collector/transport/outcome.ts';

const error = new SourceError('data-go-kr', 'reset', '');
const batch: Batch = { readings: [], dropped: {}, unknownWords: {}, unknownKeys: {} };

function result(kind: RequestResult<Batch>['kind'], ...stations: string[]): RequestResult<Batch> {
  const request: SourceRequest<Batch> = {
    path: '/',
    about: 'stations',
    ...(stations.length > 0 && { stations }),
    read: () => batch,
  };
  if (kind === 'answered') return { kind, request, parsed: batch };
  return kind === 'unasked' ? { kind, request } : { kind, request, error };
}

test.each([
  ['answered', 'station-absent'],
  ['not-yet', 'station-absent'],
  ['unasked', null],
  ['failed', 'upstream-error'],
] as const)('a station of a request that is %s: %s', (kind, expected) => {
  const absence = absenceOf([result(kind, '108'), result('answered', '90')]);

  expect(absence('108')).toBe(expected);
  expect(absence('90')).toBe('station-absent');
});

test('of two requests for a station the one that failed counts, then the one that was not made', () => {
  const asked = (...kinds: RequestResult<Batch>['kind'][]) =>
    absenceOf(kinds.map((kind) => result(kind, '108')))('108');

  expect(asked('answered', 'failed', 'unasked')).toBe('upstream-error');
  expect(asked('unasked', 'answered')).toBe(null);
});

test('a request for all stations is one for each', () => {
  expect(absenceOf([result('answered'), result('failed')])('108')).toBe('upstream-error');
  expect(absenceOf([result('answered')])('108')).toBe('station-absent');
});

test('a station that no request asks for any more is absent', () => {
  expect(absenceOf([result('failed', '90')])('108')).toBe('station-absent');
});
