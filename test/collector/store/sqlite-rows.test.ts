import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { listsOf } from '../../../collector/store/sqlite-rows.ts';

const select = 'SELECT ? AS element, 21.5 AS value, NULL AS quality UNION ALL SELECT 2, 3, 4';
const rows = [
  ['temperature', 21.5, null],
  [2, 3, 4],
];

test('rows are lists of their columns, in their order', () => {
  using database = new DatabaseSync(':memory:');

  expect(listsOf(database.prepare(select), ['temperature'])).toEqual(rows);
});

test('so they are in Node 22, which makes objects', () => {
  using database = new DatabaseSync(':memory:');
  const statement = database.prepare(select);
  const ofNode22 = { all: statement.all.bind(statement) };

  expect(listsOf(ofNode22, ['temperature'])).toEqual(rows);
});
