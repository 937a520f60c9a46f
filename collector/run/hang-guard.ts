import { Worker } from 'node:worker_threads';
import { type Duration, seconds } from '../time/clock.ts';

/** Exit code of a process that hung: the supervisor starts it again. */
export const hung = 70;

interface Watch {
  /** Counted up by the main thread as long as its event loop turns. */
  readonly beats: Int32Array;
  /** ms between two looks, and how many in a row must see no new beat. */
  readonly interval: number;
  readonly looks: number;
  readonly exitCode: number;
  readonly line: string;
}

/**
 * Watches from a thread of its own whether the event loop of the main thread turns, which the main
 * thread cannot see of itself, and ends the process with exit code 70 when it has stood still for
 * `limit`: a loop without end or a disk that does not answer shall end in a restart. It works
 * without a supervisor's help, so in a container too. Time in which the whole process stood still
 * (a suspended machine, SIGSTOP) does not count.
 *
 * The thread waits in the kernel between its looks: it costs 3 to 8 MB and no time. Returns how to
 * stop it.
 */
export function startHangGuard(limit: Duration = seconds(60)): () => void {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * 2));
  const looks = 12;
  const watch: Watch = {
    beats,
    interval: limit / looks,
    looks,
    exitCode: hung,
    line: `The process did nothing for ${limit / 1000} s: it ends, to be started again.`,
  };
  // From its text: so there is no file that would have to be found in the repository, in the
  // package and in a bundle, and no TypeScript to strip in the thread, which takes 20 MB.
  const worker = new Worker(`(${watchBeats})(require, require('node:worker_threads').workerData)`, {
    eval: true,
    workerData: watch,
    execArgv: [],
    env: {},
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 8, stackSizeMb: 1 },
  });
  worker.unref();
  const timer = setInterval(() => Atomics.add(beats, 0, 1), watch.interval / 2);
  timer.unref();
  return () => {
    clearInterval(timer);
    // The second place says that it is over, and wakes the thread.
    Atomics.store(beats, 1, 1);
    Atomics.notify(beats, 1);
  };
}

/** Runs in the thread, out of its own text: it can name nothing outside but what it is given. */
function watchBeats(require: NodeJS.Require, watch: Watch): void {
  const { beats, interval, looks, exitCode, line } = watch;
  let last = -1;
  for (let missed = 0; missed < looks; ) {
    if (Atomics.wait(beats, 1, 0, interval) !== 'timed-out') return;
    const beat = Atomics.load(beats, 0);
    missed = beat === last ? missed + 1 : 0;
    last = beat;
  }
  const { writeSync } = require('node:fs') as typeof import('node:fs');
  const { Session } = require('node:inspector') as typeof import('node:inspector');
  const entry = { level: 'fatal', time: new Date().toISOString(), code: 'hang', msg: line };
  try {
    writeSync(1, `${JSON.stringify(entry)}\n`);
  } catch {
    // Nobody reads the log any more. That must not keep the process.
  }
  // An inspector gets into JavaScript that does not end, and into a wait. Only so there is an exit
  // code, and only so the first process of a container ends, which no signal of its own can kill.
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.evaluate', { expression: `process.reallyExit(${exitCode})` });
  // What is stuck in the kernel or in native code does not hear it.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2_000);
}
