import { readOptions, refuse } from '../command-line.ts';
import type { BenchReport } from './report.ts';

interface Options {
  readonly quick: boolean;
}

/** Each is loaded when it is asked for: in the process that is measured there is nothing of the others. */
const parts: Readonly<Record<string, (options: Options) => Promise<BenchReport>>> = {
  widget: async (options) => (await import('./widget/bench-motion.ts')).benchMotion(options),
  start: async (options) => (await import('./widget/bench-start.ts')).benchStart(options),
  board: async (options) => (await import('./widget/bench-board.ts')).benchBoard(options),
  feeds: async () => (await import('./widget/bench-feeds.ts')).benchFeeds(),
  collector: async () => (await import('./collector.ts')).benchCollector(),
  hostile: async () => (await import('./hostile.ts')).benchHostile(),
  serve: async () => (await import('./serve.ts')).benchServe(),
  readers: async () => (await import('./readers.ts')).benchReaders(),
  limit: async ({ quick }) => (await import('./serve.ts')).benchLimit(quick ? 10 : undefined),
  restart: async () => (await import('./run/restart.ts')).benchRestart(),
  run: async ({ quick }) => (await import('./run/run.ts')).benchRun(quick ? 3 : undefined),
  scale: async ({ quick }) =>
    (await import('./scale/scale.ts')).benchScale(quick ? 100_000 : undefined),
};

const help = `npm run bench [-- PART...] [--json] [--quick]

Measures the parts that are named, or all: ${Object.keys(parts).join(', ')}.

  --json   one object instead of tables
  --quick  the widget less often, and against the bare strip alone; three minutes of a run instead of five, ten
           seconds of a server at its limit instead of 120, and 100,000 readers instead of a million

The exit code is 1 when a limit does not hold.
`;

const { values, positionals } = readOptions(help, {
  allowPositionals: true,
  options: { json: { type: 'boolean' }, quick: { type: 'boolean', default: false } },
});
const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
const unknown = chosen.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  refuse(`There is no part ${unknown}. The parts are ${Object.keys(parts).join(', ')}.`);
}

const data: Record<string, object> = {};
for (const name of chosen) {
  const report = await parts[name]?.(values);
  if (report === undefined) continue;
  data[name] = { ...report.data, broken: report.broken };
  if (report.broken.length > 0) process.exitCode = 1;
  if (values.json === true) continue;
  console.log(report.title);
  console.table(report.table);
  for (const limit of report.broken) console.log(`Does not hold: ${limit}`);
}
if (values.json === true) console.log(JSON.stringify(data, null, 2));
