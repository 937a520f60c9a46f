import { connect, createServer, type Server, type Socket } from 'node:net';

/** What stands between a program and a server: it lets everything through, nothing, or swallows it. */
export class RedisGate implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly port: number;
  /** `silent`: connections are taken, and nothing ever comes back, as behind a broken network. */
  #way: 'open' | 'silent' = 'open';
  #heard: (near: Socket, far: Socket, bytes: Buffer) => void = () => undefined;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async before(target: number): Promise<RedisGate> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const gate = new RedisGate(server, typeof address === 'object' ? (address?.port ?? 0) : 0);
    server.on('connection', (near) => {
      gate.#keep(near);
      if (gate.#way === 'silent') return;
      const far = connect(target, '127.0.0.1');
      gate.#keep(far);
      near.on('data', (bytes: Buffer) => {
        gate.#heard(near, far, bytes);
        if (gate.#way === 'open') far.write(bytes);
      });
      far.on('data', (bytes) => gate.#way === 'open' && near.write(bytes));
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
    return gate;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  silence(): void {
    this.#way = 'silent';
  }

  /** Connections of before are gone. */
  open(): void {
    this.#way = 'open';
    for (const socket of this.#sockets) socket.destroy();
  }

  /**
   * Waits until a connection says the word: its answer is held back from then on, and all other
   * connections are cut. Resolves to what lets the answer through.
   */
  async holdAnswerTo(word: string): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<Socket>();
    this.#heard = (near, far, bytes) => {
      if (!bytes.includes(word)) return;
      this.#heard = () => undefined;
      far.pause();
      for (const socket of this.#sockets) if (socket !== near && socket !== far) socket.destroy();
      resolve(far);
    };
    const held = await promise;
    return () => void held.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
