import {
  configOf,
  createLogger,
  openCollector,
  type PublishReport,
  Secrets,
} from '@nalssi/collector';

// node collect-forever.ts DIRECTORY UPSTREAM BEHIND: a collector that publishes without a pause,
// until it is killed. Its clock is BEHIND milliseconds late. Prints a line of JSON when it has
// opened what the one before it left, and for each publish.

const [dataDirectory = '', upstream = '', behind = ''] = process.argv.slice(2);
const config = configOf('kma-map');
const collector = await openCollector({
  sources: [{ ...config, baseUrl: new URL(upstream), isBaseUrlGiven: true }],
  off: [],
  keys: {},
  dataDirectory,
  mode: 'live',
  clock: { now: () => Date.now() - Number(behind) },
  log: createLogger(new Secrets(), 'json', { write: (line) => process.stderr.write(line) }),
});
const opened = collector.sequence;
const stored = await collector.publishStored();
print({ opened, hasValues: stored !== null });
if (stored === null) await collector.run('kma-map', new AbortController().signal);
else tell(stored);
for (;;) {
  const report = await collector.publish();
  if (report === null) throw new Error('Nothing was published.');
  tell(report);
}

function tell({ sequence, summary: { fresh, carried } }: PublishReport): void {
  print({ published: sequence, shown: fresh + carried });
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
