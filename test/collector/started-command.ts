import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const nalssi = join(import.meta.dirname, '../../collector/main.ts');

/** To pack the real scripts takes each process two seconds, in a data directory that is new. */
export const smallWidget = join(import.meta.dirname, 'small-widget');

/**
 * What a command gets of the environment of the tests: where programs are, and where Node keeps what it compiled. It
 * would find that by itself, but only after its first files were stripped of their types, a tenth of a second of CPU.
 */
export const bareEnvironment = {
  PATH: process.env['PATH'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
};

export interface StartOptions {
  /** The Node that runs it, instead of that of the tests. */
  readonly node?: string;
  /** The script to run instead of `nalssi`. */
  readonly script?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The user and group to run as; only root may say so. */
  readonly uid?: number;
}

/** A command of ours as a process of its own. */
export class StartedCommand implements AsyncDisposable {
  readonly child: ChildProcess;
  output = '';
  errors = '';
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #heard = new Set<() => void>();

  constructor(words: readonly string[], options: StartOptions = {}) {
    const { node = process.execPath, script = nalssi, variables = {}, uid } = options;
    this.child = spawn(node, [script, ...words], {
      env: {
        ...bareEnvironment,
        ...(script === nalssi && { NALSSI_WIDGET_DIR: smallWidget }),
        ...variables,
      },
      ...(uid !== undefined && { uid, gid: uid }),
    });
    this.child.stdout?.on('data', (chunk) => {
      this.output += chunk;
      for (const look of this.#heard) look();
    });
    this.child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code, signal) => resolve({ code, signal }));
    });
  }

  /** Resolves with what `find` makes of the output as soon as it makes something of it. */
  says<Found>(find: (output: string) => Found | undefined | null): Promise<Found> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find(this.output);
        if (found === undefined || found === null) return;
        this.#heard.delete(look);
        resolve(found);
      };
      this.#heard.add(look);
      look();
      void this.ended.then(() => reject(new Error(`It ended:\n${this.output}\n${this.errors}`)));
    });
  }

  /** The first line of the log with this message or code. */
  logs(what: string): Promise<Record<string, unknown>> {
    return this.says((output) =>
      output
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line))
        .find(({ msg, code }) => msg === what || code === what),
    );
  }

  /** The address of `nalssi serve`. */
  async address(): Promise<string> {
    return `http://127.0.0.1:${(await this.logs('Serving.'))['port']}`;
  }

  /**
   * The same, once its first publish is out: a request waits ten seconds for that, a loaded machine may
   * take longer.
   */
  async published(): Promise<string> {
    const address = await this.address();
    while ((await fetch(`${address}/v1/index.json`)).status === 503);
    return address;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
