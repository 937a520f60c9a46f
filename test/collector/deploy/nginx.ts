import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../servers/free-port.ts';
import { toolPath } from './tools.ts';

const shipped = join(import.meta.dirname, '../../../collector/deploy/nginx.conf');

export interface NginxOptions {
  /** The feed directory. */
  readonly feed: string;
  /** The folder of the built widget, with the page for operators in it. */
  readonly pages?: string;
  /** The folder of the kept scripts. */
  readonly scripts?: string;
  /** A server block of its own instead of the one we ship. */
  readonly server?: (port: number) => string;
}

/** Debian's nginx, one worker, as the present user, with all it writes in a folder of its own. */
export class Nginx implements AsyncDisposable {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #directory: string;

  private constructor(url: string, process: ChildProcess, directory: string) {
    this.url = url;
    this.#process = process;
    this.#directory = directory;
  }

  static async start({
    feed,
    pages = feed,
    scripts = join(feed, 'widget'),
    server = shippedServer(feed, pages, scripts),
  }: NginxOptions): Promise<Nginx> {
    const nginx = toolPath('nginx', 'nginx');
    const port = await freePort();
    const directory = mkdtempSync(join(tmpdir(), 'nalssi-nginx-'));
    const main = join(directory, 'main.conf');
    for (const folder of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) {
      mkdirSync(join(directory, folder));
    }
    writeFileSync(main, mainConfig(directory, server(port)));
    const args = ['-p', directory, '-c', main, '-e', join(directory, 'error.log')];
    execFileSync(nginx, ['-t', '-q', ...args], { stdio: 'pipe' });
    const process = spawn(nginx, args, { stdio: 'ignore' });
    const started = new Nginx(`http://127.0.0.1:${port}`, process, directory);
    await started.#answers();
    return started;
  }

  async #answers(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const response = await fetch(this.url).catch(() => null);
      if (response !== null) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`nginx does not answer:\n${this.errorLog}`);
  }

  get errorLog(): string {
    return readFileSync(join(this.#directory, 'error.log'), 'utf8');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

/** Our configuration with another port and other paths: all that a user changes in it. */
function shippedServer(feed: string, pages: string, scripts: string): (port: number) => string {
  const text = readFileSync(shipped, 'utf8');
  return (port) =>
    [
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['root /var/lib/nalssi/feed$nalssi_path;', `root ${feed}$nalssi_path;`],
      ['set $nalssi_scripts /var/lib/nalssi/widget;', `set $nalssi_scripts ${scripts};`],
      [
        'alias /opt/nalssi/node_modules/@nalssi/widget/dist/operators/;',
        `alias ${pages}/operators/;`,
      ],
    ].reduce((changed, [from = '', to = '']) => replaceOnce(changed, from, to), text);
}

function replaceOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${from} stands ${parts.length - 1} times, not once.`);
  return parts.join(to);
}

function mainConfig(directory: string, server: string): string {
  // Started by root, the worker would otherwise be a user that may not read the test's folder.
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(directory, kind.replace('client_', ''))};`,
  );
  return `
    ${user}
    daemon off;
    worker_processes 1;
    pid ${join(directory, 'nginx.pid')};
    error_log ${join(directory, 'error.log')} warn;
    events { worker_connections 1024; }
    http {
      access_log off;
      sendfile on;
      tcp_nopush on;
      ${temporary.join('\n')}
      ${server}
    }`;
}
