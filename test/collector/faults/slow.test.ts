import { describe, test } from 'vitest';
import * as faults from '../../upstream/faults.ts';
import { subjects } from './subjects.ts';
import { expectKept, suffer } from './suffer.ts';

/** Each costs its deadline, twice: these have a file of their own to run beside the others. */
describe.each([
  ['a silent accept', faults.silence],
  ['a header stall', faults.headerStall],
  ['a drip', faults.drip],
])('%s', (_what, responder) => {
  test.concurrent.each(subjects)(
    '$name keeps its last good values and says so once',
    async (subject) => {
      expectKept(await suffer(subject, responder, { isSlow: true }), subject, 'timeout');
    },
  );
});
