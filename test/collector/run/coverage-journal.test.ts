import { createLogger, Secrets } from '@nalssi/collector';
import type { Summary } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { CoverageJournal } from '../../../collector/run/coverage-journal.ts';
import type { StationSnapshot } from '../../../collector/snapshot/element-snapshot.ts';

/** A hundred stations that are expected, so many of them without a temperature. */
const country = (without: number) => ({
  at: 0,
  summary: {} as Summary,
  stations: Array.from({ length: 100 }, (_, index) => ({
    station: { id: String(index) },
    standing: 'expected',
    elements: index < without ? {} : { temperature: { shown: { value: 1 } } },
  })) as unknown as StationSnapshot[],
});

/** What the log is told, one edition after the other. */
function told(...editions: readonly (readonly [without: number, state: 'ok' | 'failing'])[]) {
  const lines: string[] = [];
  const log = createLogger(new Secrets(), 'json', { write: (line) => void lines.push(line) });
  const journal = new CoverageJournal(log);
  return editions.map(([without, state]) => {
    lines.length = 0;
    journal.tell(country(without), [{ state }]);
    return lines.map((line) => JSON.parse(line).code).join(' ');
  });
}

test('stations without a temperature are told once when they are many, and once when they are back', () => {
  expect(told([0, 'ok'], [60, 'ok'], [60, 'ok'], [0, 'ok'], [0, 'ok'], [60, 'ok'])).toEqual([
    '',
    'missing-temperatures',
    '',
    'temperatures-back',
    '',
    'missing-temperatures',
  ]);
});

test('while a source fails nothing is told of them', () => {
  expect(told([60, 'failing'], [60, 'ok'], [0, 'failing'], [0, 'ok'])).toEqual([
    '',
    'missing-temperatures',
    '',
    'temperatures-back',
  ]);
});
