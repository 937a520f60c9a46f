import { spawn } from 'node:child_process';
import { availableParallelism, constants, setPriority } from 'node:os';

/** Ends by itself where the bench was killed. */
const untilOrphaned = 'const parent = process.ppid; while (process.ppid === parent);';

/**
 * Keeps all processors busy with work that gives way to any other, until it is disposed. A virtual machine
 * that has nothing to do runs what comes next slower: the same page took 327 ms on an idle one and 222 on
 * one that was busy, by the time in which its thread ran.
 */
export function keptAwake(): Disposable {
  const busy = Array.from({ length: availableParallelism() }, () => {
    const child = spawn(process.execPath, ['--eval', untilOrphaned], { stdio: 'ignore' });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    return child;
  });
  return {
    [Symbol.dispose]: () => {
      for (const child of busy) child.kill('SIGKILL');
    },
  };
}
