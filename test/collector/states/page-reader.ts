import type { StationsFile } from '@nalssi/schemas';
import { firstRetry } from '../../../widget/feed/refresh-schedule.ts';
import { OpsClient } from '../../../widget/operators/feed/ops-client.ts';
import { verdictOf } from '../../../widget/operators/model/verdict.ts';
import { reasonTexts } from '../../../widget/operators/panels/reason-texts.ts';
import type { View } from '../../../widget/operators/panels/view.ts';
import { words } from '../../../widget/operators/words.ts';

// A process that prints what the page for operators makes of the feed at an address: its own client,
// model and words, in English, and the clock that it is started with.

/** The page for operators: its one line, and the reasons below it. */
export interface Page {
  readonly verdict: string;
  readonly reasons: readonly string[];
}

async function read(address: string): Promise<Page> {
  let isRead = false;
  const { promise: again, resolve: looked } = Promise.withResolvers<void>();
  const client = new OpsClient(`${address}/v1/`, () => isRead && looked());
  await client.refresh();
  isRead = true;
  client.setActive(true);
  // Two answers tell whose clock is wrong: the page asks for the second within seconds.
  if ((client.wait ?? 0) < firstRetry) await again;
  client.setActive(false);
  const { files, failures, failingSince, samples } = client;
  const now = client.now();
  const { state, causes, notices } = verdictOf({ files, failures, failingSince, samples, now });
  const view: View = {
    words: words.en,
    language: 'en',
    now,
    files,
    stations: stationsIn(files.stations),
    selection: { station: null, region: null } as View['selection'],
  };
  const reasons = [...causes, ...notices].map((reason) => {
    const { what, action } = reasonTexts(reason, view);
    return `${what} ${action}`;
  });
  return { verdict: words.en.verdicts[state], reasons };
}

function stationsIn(file: StationsFile | null): View['stations'] {
  return new Map((file?.stations ?? []).map((station) => [station.id, station]));
}

process.stdout.write(JSON.stringify(await read(process.argv[2] ?? '')));
