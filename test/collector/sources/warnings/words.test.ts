import { describe, expect, test } from 'vitest';
import {
  commandOf,
  kindBefore,
  kindOf,
  levelOf,
} from '../../../../collector/sources/warnings/words.ts';

test.each([
  ['강풍', 'strong-wind'],
  [' 호 우 ', 'heavy-rain'],
  ['폭염', 'heat-wave'],
  ['폭', undefined],
  ['', undefined],
])('the kind of %j is %s, whatever its blanks', (word, kind) => {
  expect(kindOf(word)).toBe(kind);
});

test.each([
  ['폭염특별경보', 'heat-wave'],
  ['폭풍해일주의보', 'storm-surge'],
  ['호우', 'heavy-rain'],
  ['특별폭염', undefined],
  ['', undefined],
])('the kind before a level is that with which %j begins: %s', (word, kind) => {
  expect(kindBefore(word)).toBe(kind);
});

describe('the level', () => {
  test.each([
    ['주의보', 'advisory'],
    ['주의', 'advisory'],
    ['주의보(자동)', 'advisory'],
    ['경보', 'warning'],
    ['예비 특보', 'preliminary'],
    ['특별주의', undefined],
    ['', undefined],
  ])('of %j is %s', (word, level) => {
    expect(levelOf(word)).toBe(level);
  });
});

describe('the command', () => {
  test.each([
    ['발표', 'issued'],
    ['대치해제(자동)', 'lifted'],
    ['대치', 'replaced'],
    ['-', null],
    ['', null],
    ['--', undefined],
    ['발표됨', undefined],
  ])('of %j is %s', (word, command) => {
    expect(commandOf(word)).toBe(command);
  });
});
