import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { prepareDatabase } from '../../../collector/store/sqlite-schema.ts';

test('what keeps the tables from being made, and is no full disk, is told', () => {
  using database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE other (hour INTEGER); CREATE INDEX reading ON other (hour);');

  expect(() => prepareDatabase(database, () => undefined)).toThrow(
    /already an index named reading/,
  );
});
