import { readFileSync } from 'node:fs';
import { stationCatalogue, type TickerFile } from '@nalssi/schemas';
import { tickerFileOf } from './ticker-file.ts';

const recording = readFileSync(
  new URL('../upstream/recordings/observations-2024-11-24T0700+0900.tsv', import.meta.url),
  'utf8',
);

/** The ticker file of the recorded capture, for tests that run in Node. */
export function recordedTickerFile(changes: Partial<TickerFile> = {}): TickerFile {
  return tickerFileOf(recording, stationCatalogue as never, changes);
}
