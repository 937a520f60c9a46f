import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../servers/free-port.ts';
import { toolPath } from './tools.ts';

/**
 * Debian's Caddy with a Caddyfile as a user has it: TLS included, with certificates of its own making,
 * and all it writes in a folder of its own. Only the ports are others.
 */
export class Caddy implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #directory: string;
  readonly #port: number;

  private constructor(process: ChildProcess, directory: string, port: number) {
    this.#process = process;
    this.#directory = directory;
    this.#port = port;
  }

  /** `caddyfile` names `127.0.0.1:8080` as where nalssi is, which is `target` here. */
  static async start(caddyfile: string, target: number): Promise<Caddy> {
    const caddy = toolPath('caddy', 'caddy');
    const directory = mkdtempSync(join(tmpdir(), 'nalssi-caddy-'));
    const [https, http] = [await freePort(), await freePort()];
    const options = `{
      admin off
      skip_install_trust
      local_certs
      https_port ${https}
      http_port ${http}
      default_bind 127.0.0.1
    }`;
    const file = join(directory, 'Caddyfile');
    writeFileSync(file, `${options}\n${caddyfile.replaceAll(':8080', `:${target}`)}`);
    const words = ['--adapter', 'caddyfile', '--config', file];
    const env = { PATH: process.env['PATH'], HOME: directory };
    execFileSync(caddy, ['validate', ...words], { env, stdio: 'pipe' });
    const child = spawn(caddy, ['run', ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const started = new Caddy(child, directory, https);
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
    });
    // It listens before it has the certificates.
    for (const name of caddyfile.match(/^[\w.]+(?= \{)/gm) ?? []) {
      while (!(await started.#answersTo(name))) {
        if (child.exitCode !== null) throw new Error(`Caddy ended:\n${log}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    return started;
  }

  #answersTo(host: string): Promise<boolean> {
    return this.ask(host, '/').then(
      () => true,
      () => false,
    );
  }

  /** Asks `host` for `path` by TLS, whose certificate must be of Caddy's own authority. */
  async ask(host: string, path: string): Promise<{ status: number; text: string }> {
    const authority = join(this.#directory, '.local/share/caddy/pki/authorities/local/root.crt');
    const asked = request({
      host: '127.0.0.1',
      port: this.#port,
      path,
      servername: host,
      headers: { host },
      ca: readFileSync(authority),
      agent: false,
    });
    asked.end();
    const [response] = await once(asked, 'response');
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode, text };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
