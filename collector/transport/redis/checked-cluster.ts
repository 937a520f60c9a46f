import type { Cluster, Redis } from 'ioredis';
import { isAboutItself } from './checked-server.ts';
import { commandOfLibrary, type Hear, lookedAt } from './looked-at.ts';

/** A Cluster has no more by its own specification. */
const mostNodes = 1_000;

/** A master with its replicas. */
const mostOfARange = 32;

const slots = 16_384;

/** A name or an address, of IPv6 with its zone; empty where it is that which was asked. */
const host = /^[\w.:%-]{0,253}$/;

/** What has the commands of the library. */
interface Library {
  readonly Redis: { readonly prototype: Redis };
  readonly Cluster: { readonly prototype: Cluster };
}

/**
 * Has the library look at what a node of a Cluster says before it goes by it. By itself it takes what `CLUSTER
 * SLOTS` answers as it is: a range up to 2^53 fills the memory, a null in it ends the process, as does a stranger to whom
 * `ASK` points and who refuses `ASKING`, and 16,384 nodes take 230 MB.
 */
export function checkClusters(commands: Library): void {
  const { prototype } = commands.Redis;
  const cluster = commandOfLibrary(prototype, 'cluster');
  const asking = commandOfLibrary(prototype, 'asking');

  Reflect.set(prototype, 'cluster', function (this: Redis, word: string, hear: Hear) {
    const fault = 'it tells nodes and slots as no Cluster does';
    return cluster.call(this, word, lookedAt(hear, areSlots, fault));
  });

  // It is sent before a command, whose own fault tells what there is to tell.
  Reflect.set(prototype, 'asking', function (this: Redis) {
    const answer = asking.call(this);
    answer.catch(() => undefined);
    return answer;
  });

  // How the whole of them is.
  Reflect.set(
    commands.Cluster.prototype,
    'cluster',
    function (this: Redis, word: string, hear: Hear) {
      const fault = 'it tells how it is as no Cluster does';
      return cluster.call(this, word, lookedAt(hear, isAboutItself, fault));
    },
  );
}

/**
 * Whether it is what `CLUSTER SLOTS` answers. By hand: it may have a million faults, of each of which a schema would
 * keep a note.
 */
function areSlots(answer: unknown): boolean {
  if (!Array.isArray(answer)) return false;
  const nodes = new Set<string>();
  let count = 0;
  for (const range of answer) {
    if (!Array.isArray(range) || range.length > 2 + mostOfARange) return false;
    const [first, last, ...told] = range;
    if (!isWithin(first, 0, slots - 1) || !isWithin(last, first, slots - 1)) return false;
    count += last - first + 1;
    for (const node of told) {
      if (!isNode(node)) return false;
      nodes.add(`${node[0]}:${node[1]}`);
    }
    if (count > slots || nodes.size > mostNodes) return false;
  }
  return true;
}

function isNode(node: unknown): node is readonly [string | null, number] {
  if (!Array.isArray(node)) return false;
  const [name, port] = node;
  return (
    (name === null || (typeof name === 'string' && host.test(name))) && isWithin(port, 0, 65_535)
  );
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
