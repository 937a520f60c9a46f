import { expect, test } from 'vitest';
import { marksIn } from '../../../../collector/sources/formats/marks-in.ts';

test.each([
  ['', 0],
  ['1', 0],
  ['[1,2,3,4]', 3],
  ['[{},{}]', 3],
  ['{"a":"b"}', 5],
  ['[1,2]', 1],
])('%s costs as much as %d marks', (text, marks) => {
  expect(marksIn(Buffer.from(text))).toBe(marks);
});
