import { type ChildProcess, fork } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sources } from '../../../collector/sources/registry.ts';
import { type SourceId, sourceIds } from '../../../collector/sources/source-id.ts';
import type { Account, Question } from './asking-process.ts';
import { contentAttacks } from './content-attacks.ts';
import { wireAttacks } from './wire-attacks.ts';

// Each source, asked by a real process over real sockets, meets every hostile answer. Promised are
// the code of the error, one line in the log, what is resident of the process, and its CPU time
// against that of a harmless answer of the same size.

/** MB resident of a process that has read a hostile answer. */
const mostResident = 250;

/** So many answers are read by one process. */
const askedOfOne = 10;

/** A harmless answer of the largest size costs so much less, at most, than a hostile one. */
const mostTimes = 40;

class AskingProcess {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'asking-process.ts'), {
    // Else the garbage of earlier answers would be counted with each.
    execArgv: ['--expose-gc'],
  });

  ask(question: Question): Promise<Account> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (account) => resolve(account as Account));
      this.#child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
      this.#child.send(question);
    });
  }

  end(): void {
    this.#child.removeAllListeners('exit');
    this.#child.kill();
  }
}

/** An upstream that answers in the way that the path of a request begins with. */
class HostileUpstream {
  readonly #answers = new Map<string, (socket: Socket) => void>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.once('data', (request) => {
      const way = /^\S+ \/(\d+)/.exec(request.toString('latin1'))?.[1] ?? '';
      this.#answers.get(way)?.(socket);
    });
  });

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** A base URL at which requests are answered so. */
  at(answer: (socket: Socket) => void): string {
    const way = String(this.#answers.size + 1);
    this.#answers.set(way, answer);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/${way}`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

function bodied(body: string | Buffer): (socket: Socket) => void {
  const bytes = Buffer.from(body as string);
  return (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${bytes.length}\r\n\r\n`);
    socket.end(bytes);
  };
}

/** What the request and its headers leave of the bytes of an answer. */
const room = 1_000;

describe.each(sourceIds)('%s', (id: SourceId) => {
  const upstream = new HostileUpstream();
  const { wireBytes, decodedBytes } = sources[id].limits;
  const size = Math.min(wireBytes, decodedBytes) - room;
  const harmlessAnswer = bodied(`<html>${'harmless text '.repeat(size / 14 - 1)}`);
  let asking: AskingProcess;
  let asked = 0;
  let harmless = 0;

  const ask = (answer: (socket: Socket) => void, deadline: number) => {
    asked += 1;
    return asking.ask({ id, url: upstream.at(answer), deadline });
  };

  /** A process that is warm. */
  const begin = async () => {
    asking = new AskingProcess();
    asked = 0;
    await ask(harmlessAnswer, 10_000);
  };

  beforeAll(async () => {
    await upstream.listen();
    await begin();
    const costs = [await ask(harmlessAnswer, 10_000), await ask(harmlessAnswer, 10_000)];
    harmless = Math.max(10, ...costs.map(({ cpu }) => cpu));
  });

  // Memory is that of an answer, not of the hundred before it.
  beforeEach(async () => {
    if (asked < askedOfOne) return;
    asking.end();
    await begin();
  });

  afterAll(() => {
    asking.end();
    upstream.close();
  });

  /** Three times at most: what else a machine does makes the same work dearer, and an attack is one each time. */
  async function expectBounded(
    answer: (socket: Socket) => void,
    deadline: number,
    code: string,
  ): Promise<void> {
    let account = await ask(answer, deadline);
    for (let again = 0; again < 2 && account.cpu >= mostTimes * harmless; again += 1) {
      account = await ask(answer, deadline);
    }
    expect(account.peak).toBeLessThan(mostResident);
    expect(account.code).toBe(code);
    if (code !== 'nothing-yet' && code !== 'ok') expect(account.lines).toBe(1);
    expect(account.cpu).toBeLessThan(mostTimes * harmless);
  }

  // Not concurrent: each is measured alone in its process.
  test.each(wireAttacks)('$name', async ({ code, answer }) => {
    const deadline = code === 'timeout' ? 300 : 10_000;
    await expectBounded(answer, deadline, code);
  });

  test.each(contentAttacks.filter((one) => one.sources.includes(id)))(
    '$name',
    async ({ code, body }) => {
      await expectBounded(bodied(body(size)), 10_000, code);
    },
  );
});
