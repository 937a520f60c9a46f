import { expect, test } from 'vitest';
import { z } from 'zod';
import { holdAgainst } from '../../../collector/commands/hold-against.ts';

const schema = z.strictObject({
  name: z.string(),
  rows: z.array(z.strictObject({ value: z.number() })),
  more: z.array(z.string()).optional(),
});
const rows = (good: number, bad: number) =>
  Array.from({ length: good + bad }, (_, at) => ({ value: at < good ? at : 'wrong' }));

/** Where something is wrong, and whether all of it is told. */
function faultsOf(content: unknown) {
  const verdict = holdAgainst(schema, content);
  if ('data' in verdict) return null;
  return { paths: verdict.faults.map(({ path }) => path.join('.')), isAll: verdict.isAll };
}

test('what fits has no faults', () => {
  expect(faultsOf({ name: 'a', rows: rows(30, 0) })).toBeNull();
  expect(faultsOf({ name: 'a', rows: [], more: ['b'] })).toBeNull();
});

test('each fault is told by where it is, once', () => {
  expect(faultsOf({ name: 7, rows: rows(1, 2), more: [1] })).toEqual({
    paths: ['name', 'rows.1.value', 'rows.2.value', 'more.0'],
    isAll: true,
  });
});

test.each([
  [19, 19, true],
  [20, 20, false],
  [900, 20, false],
])('of %d wrong rows %d are told, and whether there may be more: %s', (bad, told, isAll) => {
  const faults = faultsOf({ name: 'a', rows: rows(0, bad) });

  expect(faults?.paths).toHaveLength(told);
  expect(faults?.isAll).toBe(isAll);
});

test.each([
  ['no object', 'a'],
  ['nothing', null],
  ['a list that is none', { name: 'a', rows: 'none' }],
])('%s is refused', (_, content) => {
  expect(faultsOf(content)).toMatchObject({ isAll: true });
});

test('of a list with more members than any feed has only the number is told', () => {
  expect(faultsOf({ name: 'a', rows: rows(5_000, 0) })).toBeNull();
  expect(faultsOf({ name: 'a', rows: rows(5_001, 0) })).toEqual({ paths: ['rows'], isAll: false });
});

test('a list or an object with more members than any of a feed is told by where it stands, and how many', () => {
  const content = (more: unknown) => ({ name: 'a', rows: [], more });
  const crowd = (value: unknown) => {
    const verdict = holdAgainst(schema, content(value));
    return 'data' in verdict ? null : verdict.faults.map(({ path, message }) => [path, message]);
  };

  expect(crowd(Array.from({ length: 5_000 }, String))).toBeNull();
  expect(crowd(Array.from({ length: 5_001 }, String))).toEqual([
    [['more'], expect.stringContaining('has 5001 members')],
  ]);
  const object = Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [`key${at}`, at]));
  expect(crowd(object)).toEqual([[['more'], expect.stringContaining('has 5001 members')]]);
});
