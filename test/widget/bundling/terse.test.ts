import { expect, test } from 'vitest';
import { boardNames, ownNames } from '../../../widget/bundling/terse.ts';
import { boardFiles, stationFileOf } from '../board/board-files.ts';
import { mapFile, mapIds } from '../board/map-files.ts';
import { recordedTickerFile } from '../recorded-ticker-file.ts';

/** The names of all fields in a file. */
function fieldsOf(file: unknown): string[] {
  if (typeof file !== 'object' || file === null) return [];
  return Object.entries(file).flatMap(([name, value]) => [name, ...fieldsOf(value)]);
}

// The sea around the regions was in no board that a reader saw: the build had another name for `around`.
test.each([
  ['the ticker', ownNames, [recordedTickerFile()]],
  [
    'the board',
    boardNames,
    [...boardFiles('KR', 'KR-44').values(), stationFileOf('232'), ...mapIds.map(mapFile)],
  ],
])('no name that the build shortens in %s is one of a field of its files', (_, names, files) => {
  const fields = new Set(fieldsOf(files));

  expect(fields.size).toBeGreaterThan(10);
  expect([...fields].filter((field) => names.test(field))).toEqual([]);
});
