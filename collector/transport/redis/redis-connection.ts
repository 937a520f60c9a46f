import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import type { Duration } from '../../time/clock.ts';
import { placeOf, type RedisAddress } from './redis-address.ts';
import { clientsOf, longestPause } from './redis-clients.ts';
import { faultOf } from './redis-fault.ts';

/** A Cluster of three has as many in years; what lies could name others without end, and all are kept. */
const mostNodes = 5_000;

/** A replica on the same net has a write within a millisecond. */
const replicaWait: Duration = 200;

/** Something that Redis runs from beginning to end, with nothing of others in between. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

export function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** What Redis answers, with `Buffer` for every text. */
export type Reply = Buffer | number | null | readonly Reply[];

/** Redis could not be asked, or said no. The message holds no secret. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
}

/**
 * A connection to a Redis or Valkey, which is made again whenever it breaks. A command fails at once
 * while there is none, and is never repeated by itself: what is repeated has to be safe to repeat, and
 * that is for the caller to know.
 */
export class RedisConnection implements AsyncDisposable {
  /** For people. */
  readonly place: string;
  /** What all keys begin with; one slot of a Cluster, so that a script may touch several. */
  readonly prefix: string;
  readonly #address: RedisAddress;
  readonly #make: () => Redis | Cluster;
  #client: Redis | Cluster;
  readonly #replicates: boolean;
  readonly #onReconnect = new Set<() => void>();
  #wasReady = false;
  #isEnded = false;
  #lastFault = 'it was not reached yet';

  private constructor(address: RedisAddress, make: () => Redis | Cluster) {
    this.place = `Redis at ${placeOf(address)}`;
    this.prefix = `{${address.prefix}}:`;
    this.#address = address;
    this.#replicates = address.kind === 'sentinel';
    this.#make = make;
    this.#client = this.#connect();
  }

  /**
   * Begins to connect. `longestAnswer`: how much longer than usual an answer may take, for commands that
   * wait.
   */
  static async open(address: RedisAddress, longestAnswer: Duration = 0): Promise<RedisConnection> {
    return new RedisConnection(address, await clientsOf(address, longestAnswer));
  }

  key(name: string): string {
    return `${this.prefix}${name}`;
  }

  /** Resolves once commands can be sent, or when `stop` aborts. */
  async connected(stop: AbortSignal): Promise<void> {
    while (!stop.aborted && !this.#isEnded && !this.isConnected) {
      await new Promise<void>((resolve) => {
        const look = setTimeout(done, 50);
        stop.addEventListener('abort', done, { once: true });
        function done() {
          clearTimeout(look);
          stop.removeEventListener('abort', done);
          resolve();
        }
      });
    }
  }

  /** Runs a script. `keys` without the prefix. Rejects with RedisError. */
  async run(
    { text, sha }: Script,
    keys: readonly string[],
    values: readonly (string | number | Buffer)[],
  ): Promise<Reply> {
    const words = [keys.length, ...keys.map((key) => this.key(key)), ...values] as const;
    return this.#explained(async () => {
      const client = this.#client;
      try {
        return (await client.callBuffer('EVALSHA', sha, ...words)) as Reply;
      } catch (error) {
        // A server that was started again or took over does not know it.
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return (await client.callBuffer('EVAL', text, ...words)) as Reply;
      }
    });
  }

  /** Sends one command. Rejects with RedisError. */
  async send(command: string, ...words: readonly (string | number | Buffer)[]): Promise<Reply> {
    return this.#explained(async () => (await this.#client.callBuffer(command, ...words)) as Reply);
  }

  /**
   * Calls `hear` whenever the connection was lost and made again, or a node of a Cluster is lost: what
   * answers from now on may know less. Returns what ends that.
   */
  onReconnect(hear: () => void): () => void {
    this.#onReconnect.add(hear);
    return () => this.#onReconnect.delete(hear);
  }

  /** Why there was no connection, or no answer, when there last was none. */
  get lastFault(): string {
    return this.#lastFault;
  }

  get isConnected(): boolean {
    return this.#client.status === 'ready';
  }

  /**
   * Waits a little until a replica has what was written, where Sentinels make a master of one when theirs
   * dies. Never rejects: no replica is no fault of the write.
   */
  async replicated(): Promise<void> {
    if (this.#replicates) await this.send('WAIT', 1, replicaWait).catch(() => undefined);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    this.#client.disconnect();
  }

  #connect(): Redis | Cluster {
    const client = this.#make();
    client.on('error', (error: Error) => {
      this.#lastFault = faultOf(error, this.#address);
    });
    let nodes = 0;
    client.on('+node', () => {
      nodes += 1;
      // What it knows of them goes with it; it is made anew as soon as it has ended.
      if (nodes === mostNodes) client.disconnect();
    });
    const hear = () => {
      for (const one of this.#onReconnect) one();
    };
    client.on('ready', () => {
      if (this.#wasReady) hear();
      this.#wasReady = true;
    });
    // A Cluster is ready all the time, also while one node takes the place of another.
    client.on('-node', hear);
    // It gives up for good now and then when master and Sentinels change at once.
    client.on('end', () => {
      if (this.#isEnded || client !== this.#client) return;
      setTimeout(() => {
        if (!this.#isEnded) this.#client = this.#connect();
      }, longestPause).unref();
    });
    return client;
  }

  async #explained<Result>(action: () => Promise<Result>): Promise<Result> {
    const client = this.#client;
    try {
      return await action();
    } catch (error) {
      this.#leaveStalled(client, error);
      const said = faultOf(error, this.#address);
      // That there is no connection is no news, but why there is none.
      if (!/^(?:Stream isn't writeable|Reached the max retries)/.test(said)) this.#lastFault = said;
      throw new RedisError(`${this.place}: ${this.#lastFault}`, { cause: error });
    }
  }

  /**
   * Makes a connection anew on which an answer does not come. The library leaves one on which nothing comes at
   * all, and no other: messages that nobody asked for held it for ever. Of a Cluster it would be those of all nodes.
   */
  #leaveStalled(client: Redis | Cluster, error: unknown): void {
    const isStalled = error instanceof Error && error.message === 'Command timed out';
    if (isStalled && this.#address.kind !== 'cluster' && !this.#isEnded) client.disconnect(true);
  }
}
