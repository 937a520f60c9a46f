import { lstatSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { requestsAtOnce } from '../../collector/transport/storage/storage-connections.ts';

/** What there is of everything that might grow, by name. */
export type Census = Readonly<Record<string, number>>;

/** How much more there may be later, as a multiple; and on top of it, for what is few. */
interface Limit {
  readonly times: number;
  readonly more: number;
}

/**
 * Connections are kept for the next request, some or all of them: here are both ends of each, once from
 * the collector to the gate and once from there to the storage, and a timer at each end.
 */
const endsKept = 2 * 2 * requestsAtOnce;

/** The heap and the resident memory breathe: pages that V8 keeps for later are no leak. */
const limits: Readonly<Record<string, Limit>> = {
  'heap MB': { times: 1.1, more: 2 },
  'buffers MB': { times: 1.1, more: 4 },
  'resident MB': { times: 1.2, more: 20 },
  'WAL kB': { times: 1.2, more: 1_024 },
  sockets: { times: 1.05, more: 8 + endsKept },
  timers: { times: 1.05, more: 8 + endsKept },
};
const usual: Limit = { times: 1.05, more: 8 };

let collect: (() => void) | null = null;

/** Collects garbage, without a flag on the command line. */
function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}

/** Memory of this process after a garbage collection. */
export async function censusOfProcess(): Promise<Census> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const open = openFiles();
  const sockets = open.filter((target) => target.startsWith('socket:')).length;
  return {
    'heap MB': inMega(heapUsed),
    'buffers MB': inMega(arrayBuffers),
    'resident MB': inMega(rss),
    'open files': open.length - sockets,
    sockets,
    timers: process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length,
  };
}

/** What each open descriptor of this process leads to. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(join('/proc/self/fd', descriptor))];
    } catch {
      // It was the one by which the list was read.
      return [];
    }
  });
}

/** Everything below a data directory, with the rows of its store. */
export function censusOfDirectory(directory: string, storeFile: string): Census {
  const inodes = new Set<number>();
  const all = { files: 0, links: 0, folders: 0, bytes: 0 };
  for (const name of readdirSync(directory, { recursive: true })) {
    const found = lstatSync(join(directory, String(name)));
    inodes.add(found.ino);
    if (found.isSymbolicLink()) all.links += 1;
    else if (found.isDirectory()) all.folders += 1;
    else {
      all.files += 1;
      all.bytes += found.size;
    }
  }
  const store = join(directory, storeFile);
  const wal = statSync(`${store}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return {
    files: all.files,
    links: all.links,
    folders: all.folders,
    inodes: inodes.size,
    'directory kB': Math.round(all.bytes / 1_024),
    'store kB': Math.round(statSync(store).size / 1_024),
    'WAL kB': Math.round(wal / 1_024),
    ...rowsOf(store),
  };
}

function rowsOf(store: string): Census {
  const database = new DatabaseSync(store, { readOnly: true });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .map(({ name }) => String(name));
    return Object.fromEntries(
      tables.map((table) => {
        const row = database.prepare(`SELECT count(*) AS rows FROM "${table}"`).get();
        return [`rows of ${table}`, Number(row?.['rows'])];
      }),
    );
  } finally {
    database.close();
  }
}

/** Whether something grows as long as there is not all the history that is kept. */
export function isOfHistory(name: string): boolean {
  return /^(?:rows of|store|directory|WAL|objects kB)/.test(name);
}

/** The mean of several. */
export function meanOf(all: readonly Census[]): Census {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))];
  return Object.fromEntries(
    names.map((name) => {
      const sum = all.reduce((total, one) => total + (one[name] ?? 0), 0);
      return [name, Math.round((sum / all.length) * 10) / 10];
    }),
  );
}

/** What has grown from one census to a later one by more than it may, in words. */
export function grownSince(before: Census, after: Census): string[] {
  return Object.entries(after).flatMap(([name, now]) => {
    const then = before[name] ?? 0;
    const { times, more } = limits[name] ?? usual;
    return now <= then * times + more ? [] : [`${name} grew from ${then} to ${now}`];
  });
}

function inMega(bytes: number): number {
  return Math.round((bytes / 1e6) * 10) / 10;
}
