import { writeFileSync } from 'node:fs';
import { pino } from 'pino';
import { Catalogue } from '../../../collector/catalogue/catalogue.ts';
import { configOf } from '../../../collector/config/source-variables.ts';
import { ObservationRunner } from '../../../collector/intake/observation-intake.ts';
import { WarningRunner } from '../../../collector/intake/warning-intake.ts';
import { sources } from '../../../collector/sources/registry.ts';
import type { SourceId } from '../../../collector/sources/source-id.ts';
import { systemClock } from '../../../collector/time/clock.ts';
import { peakResident } from '../peak-memory.ts';

// A process that asks what it is told to ask, with all of the product between the socket and the
// judged values, and says what that has cost it.

export interface Question {
  readonly id: SourceId;
  readonly url: string;
  /** ms for an attempt, where the source's own would make a test long. */
  readonly deadline: number;
}

export interface Account {
  /** Of the error, or `ok`, or `nothing-yet`. */
  readonly code: string;
  /** Lines of warnings and errors in the log. */
  readonly lines: number;
  /** ms of CPU of the process. */
  readonly cpu: number;
  /** MB resident at most while it was asked. */
  readonly peak: number;
}

const catalogue = new Catalogue();

async function ask({ id, url, deadline }: Question): Promise<Account> {
  const source = sources[id];
  const config = configOf(id);
  let lines = 0;
  const options = {
    config: {
      ...config,
      baseUrl: new URL(url),
      isBaseUrlGiven: true,
      limits: { ...config.limits, deadline },
    },
    keys: { 'kma-apihub': 'a-key-for-tests', 'data-go-kr': 'a-key-for-tests' },
    clock: systemClock,
    // Requests are tried again at once.
    sleep: async () => undefined,
    log: pino({ level: 'warn' }, { write: () => (lines += 1) }),
    catalogue,
  };
  const runner =
    source.kind === 'warnings'
      ? new WarningRunner(source, options, null)
      : new ObservationRunner(source, options);
  globalThis.gc?.();
  forgetPeak();
  const before = process.cpuUsage();
  const isUsable = await runner.ask(new AbortController().signal);
  const { user, system } = process.cpuUsage(before);
  const { lastError } = runner.health;
  const code = isUsable ? 'ok' : (lastError?.code ?? 'nothing-yet');
  return { code, lines, cpu: (user + system) / 1000, peak: peakResident('self') / 1024 };
}

/** Linux counts the peak anew after this (proc(5), clear_refs). */
function forgetPeak(): void {
  writeFileSync('/proc/self/clear_refs', '5');
}

process.on('message', async (question: Question) => {
  process.send?.(await ask(question));
});
