import { expect, test } from 'vitest';
import { addCounts } from '../../../collector/sources/reading.ts';

test('counts of several answers are added by their names, and what one does not count is none', () => {
  expect(addCounts<string>({ one: 1, two: 2 }, {}, { two: 3, three: undefined })).toEqual({
    one: 1,
    two: 5,
    three: 0,
  });
});
