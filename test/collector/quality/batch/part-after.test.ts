import { expect, test } from 'vitest';
import { partAfter } from '../../../../collector/quality/batch/strange-part.ts';

const observedAt = Date.parse('2026-01-10T06:00:00+09:00');
const field = (values: Readonly<Record<string, number>>) => ({
  observedAt,
  values: new Map(Object.entries(values)),
});

/** Four stations that went 8 K further than all others, each from another value. */
const part = { 201: 8, 202: 8, 203: 8, 204: 8 };
const others = { 101: 0, 102: 1, 103: 2 };
const before = field({ ...others, 201: 9, 202: 10, 203: 11, 204: 12 });

/** The same an hour later, when the others grew 1 K colder, with what these changed apart from that. */
const after = (...own: readonly number[]) =>
  field({
    101: -1,
    102: 0,
    103: 1,
    ...Object.fromEntries(own.map((by, index) => [201 + index, 8 + index + by])),
  });

test('stations of a part are further by what they moved apart from the others', () => {
  expect(partAfter(part, before, after(0, 1, -3, 20))).toEqual({ 201: 8, 202: 9, 203: 5, 204: 28 });
});

test.each<readonly [string, readonly number[], boolean]>([
  ['three of four step back by half', [-4, -4, -4, 0], true],
  ['two of four step back', [-8, -8, 0, 0], false],
  ['they step back by less than half', [-3.9, -3.9, -3.9, -3.9], false],
  ['they step back to the other side', [-24, -24, -24, -24], true],
  ['they step back by more than three times', [-24.1, -24.1, -24.1, -24.1], false],
  ['they go on by half', [4, 4, 4, 4], false],
  ['one of them is missing, and the others step back', [-8, -8, -8], true],
])('a part is over or is not where %s', (_, own, isOver) => {
  expect(partAfter(part, before, after(...own)) === null).toBe(isOver);
});

test('a part of which nobody tells stays as it was, also where nobody else does', () => {
  expect(partAfter(part, before, after())).toEqual(part);
  expect(partAfter(part, field({ 201: 9 }), field({ 201: 1 }))).toEqual(part);
});

test('a part at one value is over when less than three in four are at one', () => {
  const zeros = field({ ...others, 201: 0, 202: 0, 203: 0, 204: 12 });
  const last = { 101: -1, 102: 0, 103: 1 };

  expect(partAfter(part, zeros, field({ ...last, 201: 0, 202: 0, 203: 0, 204: 3 }))).not.toBeNull();
  expect(partAfter(part, zeros, field({ ...last, 201: 0, 202: 0, 203: 5, 204: 3 }))).toBeNull();
});
