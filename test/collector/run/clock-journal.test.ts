import { createLogger, Secrets } from '@nalssi/collector';
import type { ClockHealth } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { ClockJournal } from '../../../collector/run/clock-journal.ts';

test('a clock that is off is told once, and once when it is right again, whatever is unknown between', () => {
  const lines: string[] = [];
  const log = createLogger(new Secrets(), 'json', { write: (line) => void lines.push(line) });
  const journal = new ClockJournal(log);
  const told = (['ok', 'unknown', 'off', 'off', 'unknown', 'off', 'ok', 'ok', 'off'] as const).map(
    (state) => {
      lines.length = 0;
      journal.tell({
        state,
        offset: 1200,
        uncertainty: 1,
        servers: 3,
        action: null,
      } as ClockHealth);
      return lines.map((line) => JSON.parse(line).code).join();
    },
  );

  expect(told).toEqual(['', '', 'clock-off', '', '', '', 'clock-right', '', 'clock-off']);
});
