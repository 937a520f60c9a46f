import { createLogger, Secrets } from '@nalssi/collector';
import type { TableHealth } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { TableJournal } from '../../../../collector/intake/tables/table-journal.ts';

const table = (id: TableHealth['id'], isOld: boolean, gone = {}) =>
  ({ id, isOld, date: '2026-01-01', gone }) as unknown as TableHealth;

/** What the log is told, one look after the other. */
function told(...looks: readonly (readonly TableHealth[])[]) {
  const lines: string[] = [];
  const log = createLogger(new Secrets(), 'json', { write: (line) => void lines.push(line) });
  const journal = new TableJournal(log);
  return looks.map((health) => {
    lines.length = 0;
    journal.aged(health);
    return lines.map((line) => JSON.parse(line).code).join();
  });
}

test('tables that grow old are told once, and once more after they were new', () => {
  const [young, old] = [[table('zones', false)], [table('zones', true)]];

  expect(told(young, old, old, young, old)).toEqual(['', 'table-old', '', '', 'table-old']);
});

test('places whose station is gone are told when others are, and make no table old', () => {
  const [one, two] = [{ '11140': '108' }, { '11140': '108', '26110': '159' }];
  const looks = [{}, one, one, two, {}, one].map((gone) => [table('places', true, gone)]);
  const isGone = 'place-station-gone';

  expect(told(...looks)).toEqual(['', isGone, '', isGone, '', isGone]);
});
