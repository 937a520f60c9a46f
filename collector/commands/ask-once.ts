import type { Config } from '../config/config.ts';
import type { Source } from '../sources/source.ts';
import { systemClock } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import { SourceClient } from '../transport/client.ts';
import { emptyLedger } from '../transport/ledger.ts';
import { OpenLedger } from '../transport/open-ledger.ts';
import type { Outcome } from '../transport/outcome.ts';

/**
 * Asks a source once, as a person who tries it out does: no store, no schedule, nothing remembered,
 * so it is never blocked before its first request. `signal` ends it at once with outcome `aborted`.
 */
export function askOnce<Parsed>(
  source: Source<Parsed>,
  { everySource, keys }: Pick<Config, 'everySource' | 'keys'>,
  signal: AbortSignal,
): Promise<Outcome<Parsed>> {
  const client = new SourceClient<Parsed>({
    source,
    config: everySource[source.id],
    keys,
    clock: systemClock,
    sleep,
    ledger: new OpenLedger(emptyLedger(systemClock.now()), systemClock),
  });
  return client.ask(signal);
}
