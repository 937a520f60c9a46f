import { expect, test } from 'vitest';
import { besideClock, lengthOf, offsetText } from '../../../collector/time/clock-words.ts';

const minute = 60_000;

test.each([
  [0, '0 min'],
  [0.4, '0 min'],
  [0.6, '1 min'],
  [59, '59 min'],
  [60, '1 h'],
  [362, '6 h 2 min'],
  [1_440, '1 d'],
  [1_445, '1 d 5 min'],
  [1_500, '1 d 1 h'],
  [2_945, '2 d 1 h 5 min'],
])('%d minutes are %s', (minutes, words) => {
  expect(lengthOf(minutes * minute)).toBe(words);
});

test.each([
  [1_200, "20 min ahead of the upstreams'"],
  [-7_200, "2 h behind the upstreams'"],
])('an offset of %d seconds is told by its side', (offset, words) => {
  expect(offsetText({ offset })).toBe(words);
});

test('only of a clock that is off a line of the log says so, and of each by how much', () => {
  expect(besideClock({ state: 'off', offset: 1_200 })).toEqual({
    facts: { clockOffset: 1_200 },
    sentence: " The clock of this machine is 20 min ahead of the upstreams'.",
  });
  expect(besideClock({ state: 'ok', offset: 1 })).toEqual({
    facts: { clockOffset: 1 },
    sentence: '',
  });
  expect(besideClock(null)).toEqual({ facts: { clockOffset: null }, sentence: '' });
});
