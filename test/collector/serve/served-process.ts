import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { bareEnvironment } from '../started-command.ts';

/** The command `nalssi`. */
export const command = join(import.meta.dirname, '../../../collector/main.ts');

export interface LogEntry {
  readonly level: string;
  readonly msg: string;
  readonly port?: number;
  readonly code?: string;
}

/** `nalssi serve` as a process of its own, with KMA on loopback, asked once. */
export class ServedProcess implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly directory: string;
  readonly upstream: Upstream;
  readonly #closed: Promise<unknown>;
  #isClosed = false;
  #output = '';
  /** All of standard error. */
  errors = '';
  /** Port of the feed. */
  port = 0;

  private constructor(child: ChildProcess, directory: string, upstream: Upstream) {
    this.child = child;
    this.directory = directory;
    this.upstream = upstream;
    this.#closed = once(child, 'close').then(() => {
      this.#isClosed = true;
    });
    child.stdout?.on('data', (chunk) => {
      this.#output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  static async start(
    variables: Record<string, string> = {},
    words: readonly string[] = [command, 'serve'],
  ): Promise<ServedProcess> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const hour = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 13);
    const upstream = new Upstream(weatherOf(november2024, `${hour}:00:00+09:00`));
    const child = spawn(process.execPath, words, {
      env: {
        ...bareEnvironment,
        PORT: '0',
        NALSSI_DATA_DIR: directory,
        NALSSI_KMA_MAP_URL: await upstream.listen(),
        ...variables,
      },
    });
    const started = new ServedProcess(child, directory, upstream);
    started.port = (await started.logged('Serving.')).port ?? 0;
    await started.#ready();
    return started;
  }

  /**
   * The first answer waits for the first publish, but not for ever; and the publish of a full minute may
   * come before the source has answered.
   */
  async #ready(): Promise<void> {
    await fetch(`http://127.0.0.1:${this.port}/v1/index.json`);
    while (!(await fetch(`http://127.0.0.1:${this.port}/readyz`)).ok) await setTimeout(50);
  }

  get log(): LogEntry[] {
    return this.#output
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Warnings, errors, and whatever stands on standard error. */
  get complaints(): string[] {
    const bad = this.log.filter(({ level }) => level !== 'info').map((entry) => entry.msg);
    return [...bad, ...(this.errors === '' ? [] : [this.errors])];
  }

  /** The first line of the log that says `msg`. */
  async logged(msg: string): Promise<LogEntry> {
    for (;;) {
      const entry = this.log.find((candidate) => candidate.msg === msg);
      if (entry !== undefined) return entry;
      // What it wrote last may come after its end.
      if (this.#isClosed) {
        throw new Error(`It ended: ${this.errors}${this.#output}`);
      }
      if (this.child.stdout !== null) {
        await Promise.race([once(this.child.stdout, 'data'), this.#closed]);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#closed;
    await this.upstream.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** One answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection on which bytes are sent as they are. */
export class RawConnection implements Disposable {
  readonly socket: Socket;
  /** Resolves when the server has ended the connection. */
  readonly ended: Promise<void>;
  received = '';

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.received += chunk;
    });
    // A reset is an end as well.
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      socket.once('end', resolve);
      socket.once('close', () => resolve());
    });
  }

  static async open(port: number, host = '127.0.0.1'): Promise<RawConnection> {
    const socket = connect({ port, host, allowHalfOpen: true });
    const connection = new RawConnection(socket);
    await once(socket, 'connect');
    return connection;
  }

  send(bytes: string): void {
    this.socket.write(bytes, 'latin1');
  }

  /** `count` answers, or fewer if the server ends the connection before. */
  async answers(count: number, isHead = false): Promise<Answer[]> {
    let isOpen = true;
    void this.ended.then(() => {
      isOpen = false;
    });
    for (;;) {
      const answers = readAnswers(this.received, isHead);
      if (answers.length >= count || !isOpen) return answers;
      await Promise.race([this.ended, once(this.socket, 'data').catch(() => undefined)]);
    }
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

function readAnswers(text: string, isHead: boolean): Answer[] {
  const answers: Answer[] = [];
  for (let from = 0; ; ) {
    const end = text.indexOf('\r\n\r\n', from);
    if (end === -1) return answers;
    const [first = '', ...lines] = text.slice(from, end).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    const status = Number(first.match(/^HTTP\/1\.1 (\d{3}) /)?.[1]);
    const hasBody = !isHead && status >= 200 && status !== 204 && status !== 304;
    const length = hasBody ? Number(headers['content-length'] ?? 0) : 0;
    const body = text.slice(end + 4, end + 4 + length);
    if (body.length < length) return answers;
    answers.push({ status, headers, body });
    from = end + 4 + length;
  }
}
