import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../servers/free-port.ts';
import { toolPath } from './tools.ts';

const modules = ['mpm_event', 'authz_core', 'dir', 'mime', 'headers'];

/** Debian's Apache as a web host runs it: files of a folder, and what its `.htaccess` says of them. */
export class Apache implements AsyncDisposable {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #directory: string;

  private constructor(url: string, process: ChildProcess, directory: string) {
    this.url = url;
    this.#process = process;
    this.#directory = directory;
  }

  /** `fill` puts files into the folder that is served. */
  static async start(fill: (folder: string) => Promise<void>): Promise<Apache> {
    const apache = toolPath('apache2', 'apache2-bin');
    const directory = mkdtempSync(join(tmpdir(), 'nalssi-apache-'));
    // Started by root it serves as another user, who has to get there.
    chmodSync(directory, 0o755);
    const folder = join(directory, 'public');
    mkdirSync(folder);
    await fill(folder);
    const port = await freePort();
    const config = join(directory, 'apache.conf');
    writeFileSync(config, configOf(directory, folder, port));
    const child = spawn(apache, ['-f', config, '-DFOREGROUND'], { stdio: 'ignore' });
    const started = new Apache(`http://127.0.0.1:${port}`, child, directory);
    while ((await fetch(started.url).catch(() => null)) === null) {
      if (child.exitCode !== null) throw new Error(`Apache ended:\n${started.#errorLog}`);
      await wait(50);
    }
    return started;
  }

  get #errorLog(): string {
    return readFileSync(join(this.#directory, 'error.log'), 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

function configOf(directory: string, folder: string, port: number): string {
  return `
    ServerRoot ${directory}
    ServerName 127.0.0.1
    Listen 127.0.0.1:${port}
    PidFile ${directory}/apache.pid
    DefaultRuntimeDir ${directory}
    ErrorLog ${directory}/error.log
    ${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
    User www-data
    Group www-data
    TypesConfig /etc/mime.types
    DocumentRoot ${folder}
    <Directory ${folder}>
      AllowOverride All
      Require all granted
    </Directory>
  `;
}
