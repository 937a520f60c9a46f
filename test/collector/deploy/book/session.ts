import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** ms; less than a test may take, so that what was said is seen. */
const longest = 110_000;

/** A shell that an operator has open: what one block sets, starts and enters, the next one finds. */
export class Session implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #closed: Promise<unknown>;
  #output = '';
  #heard: () => unknown = () => undefined;

  /** `command`: what leads to the shell, as in `setpriv … sh`. `folder`: for scripts; the shell can read it. */
  constructor(command: readonly string[], environment: NodeJS.ProcessEnv, folder: string) {
    const [program = '', ...words] = command;
    this.#folder = folder;
    this.#child = spawn(program, words, { env: environment, cwd: folder, detached: true });
    this.#closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin?.on('error', () => undefined);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk) => {
        this.#output += chunk;
        this.#heard();
      });
    }
    this.#child.stdin?.write('umask 077; set -e; exec 2>&1\n');
  }

  /** What the commands print. Rejects with it when one of them fails, which ends the session. */

  async run(commands: string): Promise<string> {
    const id = randomUUID();
    const script = join(this.#folder, `block-${id}.sh`);
    writeFileSync(script, commands, { mode: 0o644 });
    this.#output = '';
    const end = `--end-of-${id}--\n`;
    const done = new Promise<void>((resolve) => {
      this.#heard = () => this.#output.includes(end) && resolve();
    });
    // Not by the shell's own input, which a command could read away.
    this.#child.stdin?.write(`. ${script} </dev/null; echo; echo ${end}`);
    const outcome = await Promise.race([
      done.then(() => null),
      this.#closed.then(() => 'A command failed'),
      expired(AbortSignal.timeout(longest)).then(() => 'They did not end'),
    ]);
    if (outcome !== null) {
      throw new Error(`${outcome}:\n${commands}\nThey said:\n${this.#output}`);
    }
    return this.#output.slice(0, this.#output.indexOf(end));
  }

  /** With all that was started in it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid !== undefined && exitCode === null && signalCode === null)
      process.kill(-pid, 'SIGKILL');
    await this.#closed;
  }
}

function expired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
