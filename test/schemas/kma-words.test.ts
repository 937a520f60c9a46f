import { conditionCodes, conditionOfKmaWord, kmaWords } from '@nalssi/schemas';
import { expect, test } from 'vitest';

test('every word of KMA’s vocabulary maps to a condition of the feed', () => {
  for (const word of kmaWords) expect(conditionCodes).toContain(conditionOfKmaWord(word));
});

test.each([
  ['맑음', 'clear'],
  ['구름조금', 'partly-cloudy'],
  ['구름많음', 'mostly-cloudy'],
  ['흐림', 'overcast'],
  ['비', 'rain'],
  ['비 또는 눈', 'sleet'],
  ['천둥번개', 'thunder'],
  ['박무', 'mist'],
  ['약한 비 연속적', 'rain'],
])('%s is %s', (word, condition) => {
  expect(conditionOfKmaWord(word)).toBe(condition);
});

test.each(['비끝', '비 끝', ' 비  끝 '])('spacing makes no difference to %j', (word) => {
  expect(conditionOfKmaWord(word)).toBe('overcast');
});

test.each(['', '-', 'constructor', '개구리비', '맑음맑음'])('%j is no word of KMA’s', (word) => {
  expect(conditionOfKmaWord(word)).toBeUndefined();
});
