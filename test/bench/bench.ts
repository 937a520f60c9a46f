import { readOptions, refuse } from '../command-line.ts';
import { benchCollector } from './collector.ts';
import { benchHostile } from './hostile.ts';
import { benchReaders } from './readers.ts';
import type { BenchReport } from './report.ts';
import { benchRestart } from './run/restart.ts';
import { benchRun } from './run/run.ts';
import { benchScale } from './scale/scale.ts';
import { benchLimit, benchServe } from './serve.ts';
import { benchBoard } from './widget/bench-board.ts';
import { benchFeeds } from './widget/bench-feeds.ts';
import { benchMotion } from './widget/bench-motion.ts';
import { benchStart } from './widget/bench-start.ts';

interface Options {
  readonly quick: boolean;
}

const parts: Readonly<Record<string, (options: Options) => BenchReport | Promise<BenchReport>>> = {
  widget: benchMotion,
  start: benchStart,
  board: benchBoard,
  feeds: () => benchFeeds(),
  collector: benchCollector,
  hostile: benchHostile,
  serve: () => benchServe(),
  readers: () => benchReaders(),
  limit: ({ quick }) => benchLimit(quick ? 10 : undefined),
  restart: () => benchRestart(),
  run: ({ quick }) => benchRun(quick ? 3 : undefined),
  scale: ({ quick }) => benchScale(quick ? 100_000 : undefined),
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
