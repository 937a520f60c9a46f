import { expect, test } from 'vitest';
import { reasonOf } from '../../../collector/commands/read-document.ts';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  [Object.assign(new Error('no such file'), { code: 'ENOENT' }), 'ENOENT'],
  [Object.assign(new Error('it hung up'), { code: 'UND_ERR_SOCKET' }), 'it hung up'],
  [Object.assign(new Error('it is full'), { code: 13 }), 'it is full'],
  [new Error('it is no file'), 'it is no file'],
  [named('TimeoutError', 'aborted'), 'no whole answer within 15 s'],
  [named('RangeError', ''), 'RangeError'],
  ['broken', 'broken'],
  [
    Object.assign(new Error('a\n\n  assert(a)\n'), { code: 'ERR_ASSERTION' }),
    'its answer is not HTTP',
  ],
  [new Error('it broke\n  at line 3'), 'it broke'],
])('%o could not be read because: %s', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
