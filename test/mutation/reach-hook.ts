import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Runs inside the copy that `reach.ts` makes, never in the repository: in the processes of the tests, and in those
// that they start, which find by their parent on whose behalf they run.

const folder = join(import.meta.dirname, '../../reached');
const processes = join(folder, 'processes');
mkdirSync(processes, { recursive: true });

/** The file of reached parts that a process writes to; one that no test started has none. */
function outputOf(pid: number): string | undefined {
  try {
    return readFileSync(join(processes, String(pid)), 'utf8');
  } catch {
    return undefined;
  }
}

interface Hook {
  readonly reached: Set<string>;
  output: string | undefined;
}

// Kept with the process: Vitest loads this file once more for each file of tests.
const held = globalThis as { nalssiReach?: Hook; nalssiReached?: (part: string) => void };
held.nalssiReach ??= {
  reached: new Set(),
  output: outputOf(process.pid) ?? outputOf(process.ppid),
};
const hook = held.nalssiReach;
if (hook.output !== undefined) writeFileSync(join(processes, String(process.pid)), hook.output);
held.nalssiReached ??= (part) => {
  if (hook.output === undefined || hook.reached.has(part)) return;
  hook.reached.add(part);
  appendFileSync(hook.output, `${part}\n`);
};

/** What this process reaches from now on, and each that it starts, is reached by another test. */
export function beginTest(file: string): void {
  hook.reached.clear();
  hook.output = join(folder, file.replaceAll(/[\\/]/g, '+'));
  writeFileSync(join(processes, String(process.pid)), hook.output);
}
