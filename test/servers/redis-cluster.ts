import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { TestRedis, told } from './redis.ts';

/** Slots of a Cluster, in three equal parts. */
const parts = [
  [0, 5460],
  [5461, 10922],
  [10923, 16383],
] as const;

/** What was answered is on the disk. */
const kept = ['appendonly yes', 'appendfsync always'];

/** Three masters, each with a third of the slots, and no replicas. */
export class TestCluster implements AsyncDisposable {
  readonly nodes: readonly TestRedis[];

  private constructor(nodes: readonly TestRedis[]) {
    this.nodes = nodes;
  }

  static async start(): Promise<TestCluster> {
    const nodes: TestRedis[] = [];
    try {
      for (const [first, last] of parts) {
        const busPort = await freePort();
        const lines = ['cluster-enabled yes', `cluster-port ${busPort}`, ...kept];
        const node = await TestRedis.start(lines);
        nodes.push(node);
        await told(node.port, 'CLUSTER', 'ADDSLOTSRANGE', String(first), String(last));
        const [one] = nodes;
        if (one === undefined || one === node) continue;
        await told(one.port, 'CLUSTER', 'MEET', '127.0.0.1', String(node.port), String(busPort));
      }
      for (const { port } of nodes) await isWhole(port);
      return new TestCluster(nodes);
    } catch (error) {
      for (const node of nodes) await node[Symbol.asyncDispose]();
      throw error;
    }
  }

  get url(): string {
    return `redis://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?cluster`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const node of this.nodes) await node[Symbol.asyncDispose]();
  }
}

/** Rejects after half a minute. */
async function isWhole(port: number): Promise<void> {
  const end = performance.now() + 30_000;
  for (;;) {
    const says = await told(port, 'CLUSTER', 'INFO');
    if (/cluster_state:ok[\s\S]*cluster_known_nodes:3/.test(says)) return;
    if (performance.now() > end) throw new Error(`A Cluster did not form: ${says}`);
    await wait(50);
  }
}
