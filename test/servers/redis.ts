import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type RedisAddress,
  redisAddressOf,
} from '../../collector/transport/redis/redis-address.ts';
import { RedisConnection, type Reply } from '../../collector/transport/redis/redis-connection.ts';
import { freePort } from './free-port.ts';

/** A program of Redis that was started. */
interface Started {
  readonly child: ChildProcess;
  readonly port: number;
}

/** One Redis, as a process that a test may pause, kill and start again. */
export class TestRedis implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #lines: readonly string[];
  #child: ChildProcess | null = null;

  private constructor(port: number, folder: string, lines: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#lines = lines;
  }

  /** `lines`: further ones of its settings. Without any it keeps what it has when it is started again. */
  static async start(
    lines: readonly string[] = ['appendonly yes', 'appendfsync everysec'],
  ): Promise<TestRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'nalssi-redis-'));
    const redis = new TestRedis(await freePort(), folder, lines);
    await redis.startAgain();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get child(): ChildProcess {
    if (this.#child === null) throw new Error('This Redis does not run.');
    return this.#child;
  }

  async startAgain(): Promise<void> {
    this.#child = (await startServer(this.port, this.#folder, this.#lines)).child;
    await answers(this.port);
  }

  /** As if the machine had lost its power; with `forgets` its disk as well. */
  async kill({ forgets = false } = {}): Promise<void> {
    await end(this.#child);
    this.#child = null;
    if (forgets) await rm(join(this.#folder, 'appendonlydir'), { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await end(this.#child);
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A master, a replica and three Sentinels, which need a second to take a master for dead. */
export class TestSentinels implements AsyncDisposable {
  readonly #folder: string;
  readonly servers: readonly Started[];
  readonly #sentinels: readonly Started[];

  private constructor(folder: string, servers: readonly Started[], sentinels: readonly Started[]) {
    this.#folder = folder;
    this.servers = servers;
    this.#sentinels = sentinels;
  }

  static async start(): Promise<TestSentinels> {
    const folder = await mkdtemp(join(tmpdir(), 'nalssi-sentinel-'));
    const started: Started[] = [];
    try {
      const lines = ['repl-diskless-sync yes', 'repl-diskless-sync-delay 0', 'save ""'];
      const masterPort = await freePort();
      const master = await startServer(masterPort, join(folder, 'master'), lines);
      started.push(master);
      await answers(masterPort);
      const replicaPort = await freePort();
      const replica = await startServer(replicaPort, join(folder, 'replica'), [
        ...lines,
        `replicaof 127.0.0.1 ${masterPort}`,
      ]);
      started.push(replica);
      const sentinels: Started[] = [];
      for (const name of ['s1', 's2', 's3']) {
        const sentinel = await startSentinel(await freePort(), join(folder, name), masterPort);
        sentinels.push(sentinel);
        started.push(sentinel);
      }
      await until(async () => {
        const about = await told(replicaPort, 'INFO', 'replication');
        return about.includes('master_link_status:up');
      });
      for (const { port } of sentinels) {
        await until(
          async () =>
            (await told(port, 'INFO', 'sentinel')).includes('status=ok,address=127.0.0.1:') &&
            (await told(port, 'INFO', 'sentinel')).includes('slaves=1,sentinels=3'),
        );
      }
      return new TestSentinels(folder, [master, replica], sentinels);
    } catch (error) {
      for (const { child } of started) await end(child);
      throw error;
    }
  }

  get url(): string {
    const hosts = this.#sentinels.map(({ port }) => `127.0.0.1:${port}`);
    return `redis://${hosts.join(',')}?sentinel=feed`;
  }

  /** The one that is master now, as the Sentinels say. */
  async master(): Promise<ChildProcess> {
    const [sentinel] = this.#sentinels;
    const said = await told(sentinel?.port ?? 0, 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'feed');
    const found = this.servers.find(({ port }) => said.includes(String(port)));
    if (found === undefined) throw new Error(`No master at ${said}.`);
    return found.child;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { child } of [...this.#sentinels, ...this.servers]) await end(child);
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** An address as `NALSSI_STORE` has it. */
export function addressOf(url: string): RedisAddress {
  const address = redisAddressOf(url);
  if (typeof address === 'string') throw new Error(address);
  return address;
}

/** What a Redis answers, as text. */
export async function told(port: number, command: string, ...words: string[]): Promise<string> {
  await using connection = await RedisConnection.open(addressOf(`redis://127.0.0.1:${port}`));
  await connection.connected(AbortSignal.timeout(5_000));
  return textOf(await connection.send(command, ...words));
}

function textOf(reply: Reply): string {
  return Array.isArray(reply) ? reply.map(textOf).join(' ') : String(reply);
}

async function startServer(port: number, folder: string, lines: readonly string[]) {
  await mkdir(folder, { recursive: true });
  const settings = ['bind 127.0.0.1', `port ${port}`, `dir ${folder}`, 'save ""', ...lines];
  await writeFile(join(folder, 'redis.conf'), `${settings.join('\n')}\n`);
  return { port, child: spawn('redis-server', [join(folder, 'redis.conf')], { stdio: 'ignore' }) };
}

async function startSentinel(port: number, folder: string, masterPort: number): Promise<Started> {
  await mkdir(folder, { recursive: true });
  const settings = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${folder}`,
    `sentinel monitor feed 127.0.0.1 ${masterPort} 2`,
    'sentinel down-after-milliseconds feed 1000',
    'sentinel failover-timeout feed 5000',
    'sentinel parallel-syncs feed 1',
  ];
  const file = join(folder, 'sentinel.conf');
  await writeFile(file, `${settings.join('\n')}\n`);
  return { port, child: spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' }) };
}

async function answers(port: number): Promise<void> {
  await until(async () => (await told(port, 'PING')).includes('PONG'));
}

/** Rejects after half a minute. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  for (;;) {
    if (await holds().catch(() => false)) return;
    if (performance.now() > end) throw new Error('A Redis did not start.');
    await wait(50);
  }
}

/** Also of one that is paused. */
async function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await ended;
}
