import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment } from '../collector/started-command.ts';

const script = join(import.meta.dirname, '../../demo/start.ts');

/** A base URL at which nothing listens: a KMA that cannot be reached. */
export const nowhere = 'http://127.0.0.1:9';

/** The whole product as `npm start` runs it, on a port and a data directory of its own. */
export class StartedProduct implements AsyncDisposable {
  readonly address: string;
  readonly output: () => string;
  readonly #end: () => Promise<number | null>;

  private constructor(address: string, output: () => string, end: () => Promise<number | null>) {
    this.address = address;
    this.output = output;
    this.#end = end;
  }

  /** Resolves when the product says that it is ready. Rejects with its output when it ends instead. */
  static async start(variables: Record<string, string> = {}): Promise<StartedProduct> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const child = spawn(process.execPath, [script], {
      env: { ...bareEnvironment, PORT: '0', NALSSI_DATA_DIR: directory, ...variables },
    });
    let output = '';
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const end = async () => {
      child.kill('SIGTERM');
      const code = await ended;
      await rm(directory, { recursive: true, force: true });
      return code;
    };
    const address = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        output += chunk.toString();
        const ready = output.match(/Ready: (http:\/\/\S+)/)?.[1];
        if (ready !== undefined) resolve(ready);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      void ended.then(() => reject(new Error(`The product ended:\n${output}`)));
    });
    return new StartedProduct(address, () => output, end);
  }

  /** Ends it as a service manager does; returns its exit code. */
  end(): Promise<number | null> {
    return this.#end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}
