import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SourceId } from '@nalssi/collector';
import { sourceIds } from '../../collector/sources/source-id.ts';
import { readOptions, refuse, wholeNumber } from '../command-line.ts';
import { explain, inputOfRound, type Round, type RoundResult, replay } from './campaign.ts';

const help = `npm run fuzz [-- --inputs N] [--seed S] [--source ID]
npm run fuzz -- --replay FILE --source ID

Damaged answers of every upstream through all of the collector's flow (examine.ts has what must hold).

  --inputs N     so many (210000)
  --seed S       what is drawn: the same seed and number of inputs give the same inputs; a new one if not
                 given, and printed
  --source ID    of one source alone: ${sourceIds.join(', ')}
  --replay FILE  an input that was kept

The exit code is 1 when something does not hold, and the input is kept then.
`;

const { values } = readOptions(help, {
  options: {
    inputs: { type: 'string', default: '210000' },
    seed: { type: 'string' },
    source: { type: 'string' },
    replay: { type: 'string' },
  },
});

const inputsOfRound = 250;
const deadline = 2_000;
/** An input that has not come back after this, ms, never will. */
const hangsAfter = 20_000;

/** Inputs kept so far. */
let kept = 0;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const source = sourceIds.find((id) => id === values.source);
if (values.source !== undefined && source === undefined) {
  refuse(`There is no source ${values.source}. There are ${sourceIds.join(', ')}.`);
}

if (values.replay !== undefined) replayFile(values.replay);
else await fuzz();

function replayFile(file: string): void {
  if (source === undefined) refuse('--replay needs --source.');
  try {
    for (const line of replay(source, readFileSync(file))) say(line);
  } catch (error) {
    say(explain(error));
    process.exitCode = 1;
  }
}

async function fuzz(): Promise<void> {
  const inputs = wholeNumber('inputs', values.inputs);
  const seed = values.seed === undefined ? randomInt(2 ** 30) : wholeNumber('seed', values.seed);
  const rounds = roundsOf(source === undefined ? sourceIds : [source], inputs, seed);
  say(`seed ${seed}, ${inputs} inputs`);
  const start = performance.now();
  const results: RoundResult[] = [];
  let told = start;
  const threads = Array.from({ length: Math.min(4, availableParallelism()) }, () =>
    work(rounds, (result) => {
      results.push(result);
      if (result.failure !== null) keep(result.source, result.failure);
      if (performance.now() - told < 5_000) return;
      told = performance.now();
      say(progressOf(results, start));
    }),
  );
  await Promise.all(threads);
  say(progressOf(results, start));
  say(summaryOf(results));
}

/** Rounds of all sources in turn. */
function roundsOf(ids: readonly SourceId[], inputs: number, seed: number): Round[] {
  const rounds: Round[] = [];
  for (let left = inputs; left > 0; left -= inputsOfRound) {
    const id = ids[rounds.length % ids.length];
    if (id === undefined) break;
    const round = { source: id, seed: seed + rounds.length, inputs: Math.min(left, inputsOfRound) };
    rounds.push({ ...round, deadline });
  }
  return rounds;
}

/** One thread, started anew after an input that hung. */
async function work(rounds: Round[], done: (result: RoundResult) => void): Promise<void> {
  for (;;) {
    const shared = new SharedArrayBuffer(4);
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: shared });
    const hung = await takeRounds(worker, new Int32Array(shared), rounds, done);
    await worker.terminate();
    if (!hung) return;
  }
}

async function takeRounds(
  worker: Worker,
  progress: Int32Array,
  rounds: Round[],
  done: (result: RoundResult) => void,
): Promise<boolean> {
  for (let round = rounds.shift(); round !== undefined; round = rounds.shift()) {
    const result = await answerOf(worker, progress, round);
    if (result === null) {
      const bytes = inputOfRound(round, Atomics.load(progress, 0) - 1) ?? new Uint8Array();
      keep(round.source, { message: 'it never came back', bytes, input: JSON.stringify(round) });
      return true;
    }
    done(result);
  }
  return false;
}

/** The result of a round; `null` where one input hangs. */
function answerOf(worker: Worker, progress: Int32Array, round: Round): Promise<RoundResult | null> {
  return new Promise((resolve, reject) => {
    let count = -1;
    const watch = setInterval(() => {
      const now = Atomics.load(progress, 0);
      if (now === count) settle(null);
      count = now;
    }, hangsAfter);
    const settle = (result: RoundResult | null) => {
      clearInterval(watch);
      worker.off('message', settle);
      worker.off('error', reject);
      resolve(result);
    };
    worker.on('message', settle);
    worker.on('error', reject);
    worker.postMessage(round);
  });
}

/** Writes a failing input where it can be tried again. */
function keep(id: SourceId, failure: NonNullable<RoundResult['failure']>): void {
  kept += 1;
  process.exitCode = 1;
  const file = join(tmpdir(), `nalssi-fuzz-${id}-${process.pid}-${kept}.bin`);
  writeFileSync(file, failure.bytes);
  say(`\n${id}: ${failure.message}\n${failure.input}`);
  say(`Try it again: npm run fuzz -- --source ${id} --replay ${file}\n`);
}

function sumOf(results: readonly RoundResult[], count: (result: RoundResult) => number): number {
  return results.reduce((sum, result) => sum + count(result), 0);
}

function progressOf(results: readonly RoundResult[], start: number): string {
  const tried = sumOf(results, ({ inputs }) => inputs);
  const seconds = (performance.now() - start) / 1000;
  const failures = sumOf(results, ({ failure }) => (failure === null ? 0 : 1));
  return `${tried} inputs, ${Math.round(tried / seconds)} a second, ${failures} failures`;
}

/** A line for each source. */
function summaryOf(results: readonly RoundResult[]): string {
  const lines = [...Map.groupBy(results, (result) => result.source)].map(([id, own]) => {
    const outcomes = new Map<string, number>();
    for (const [outcome, count] of own.flatMap((result) => Object.entries(result.outcomes))) {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
    }
    const sorted = [...outcomes].sort(([, a], [, b]) => b - a);
    const inputs = sumOf(own, (result) => result.inputs);
    const files = sumOf(own, (result) => result.files);
    const slowest = Math.round(Math.max(...own.map((result) => result.slowest)));
    const found = sorted.map(([outcome, count]) => `${outcome} ${count}`).join(', ');
    return `${id}: ${inputs} inputs, ${files} feeds checked, slowest ${slowest} ms; ${found}`;
  });
  return lines.sort().join('\n');
}
