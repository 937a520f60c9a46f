import { type Duration, seconds } from '../time/clock.ts';

/**
 * Signals that end a command, and the exit codes by which shells know them: 128 and their number.
 */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof exitCodes;

/** How long a command may take to end in order. What it has not finished then is cut off. */
const farewell: Duration = seconds(1.8);

/** npm hands on a Ctrl-C that the terminal has sent to us already: that is not a second one. */
const echo: Duration = 50;

/** The reason with which the signal of an interrupted command aborts. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: StopSignal) {
    super(`${signal} ended the command.`);
    this.exitCode = exitCodes[signal];
  }
}

/**
 * Does `work` until it is done, or until SIGINT or SIGTERM aborts its signal. Returns its exit
 * code, or 130 and 143 when it was interrupted. A second signal ends the process at once, and so
 * does work that has not ended within two seconds of the first: nothing that is written anywhere
 * takes harm.
 */
export async function untilInterrupted(
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const abort = new AbortController();
  let interrupted: { readonly by: Interrupted; readonly at: Duration } | null = null;
  const interrupt = (signal: StopSignal) => {
    const at = performance.now();
    if (interrupted !== null) {
      if (at - interrupted.at > echo) process.exit(interrupted.by.exitCode);
      return;
    }
    const by = new Interrupted(signal);
    interrupted = { by, at };
    setTimeout(() => process.exit(by.exitCode), farewell).unref();
    abort.abort(by);
  };
  for (const signal of Object.keys(exitCodes) as StopSignal[]) process.on(signal, interrupt);
  const exitCodeOf = (code: number) => interrupted?.by.exitCode ?? code;
  try {
    return exitCodeOf(await work(abort.signal));
  } catch (error) {
    if (interrupted === null || error !== abort.signal.reason) throw error;
    return exitCodeOf(1);
  }
}
