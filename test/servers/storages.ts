import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ObjectStorage } from '../../collector/transport/storage/object-storage.ts';
import type { StorageCredentials } from '../../collector/transport/storage/storage-address.ts';
import { freePort } from './free-port.ts';
import { storageAt, type TestStorage } from './storage-at.ts';

const here = import.meta.dirname;

export const storageKinds = ['swift', 'ceph'] as const;
export type StorageKind = (typeof storageKinds)[number];

const keys: Readonly<Record<StorageKind, StorageCredentials>> = {
  swift: {
    accessKeyId: 'test:tester',
    secretAccessKey: 'testing-secret-of-swift',
    sessionToken: null,
  },
  ceph: { accessKeyId: 'testkey', secretAccessKey: 'testing-secret-of-ceph', sessionToken: null },
};

/** Starts one, with a bucket `feed`. Rejects with what it printed. */
export async function startStorage(kind: StorageKind): Promise<TestStorage> {
  const folder = await mkdtemp(join(tmpdir(), `nalssi-${kind}-`));
  const port = await freePort();
  const end = kind === 'swift' ? await startSwift(folder, port) : startCeph(folder, port);
  const endpoint = new URL(`http://127.0.0.1:${port}`);
  await using storage = storageAt({ endpoint, bucket: 'feed', credentials: keys[kind] });
  try {
    await makeBucket(storage);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    endpoint,
    bucket: 'feed',
    credentials: keys[kind],
    async [Symbol.asyncDispose]() {
      await end();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * An address of a bucket alone is the bucket. Swift answers 400 now and then while its parts find each
 * other: it is asked again.
 */
async function makeBucket(storage: ObjectStorage): Promise<void> {
  const headers = { 'content-type': 'application/xml', 'cache-control': 'no-store' };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await storage.put('', Buffer.alloc(0), headers);
      return;
    } catch (error) {
      if (attempt === 50) throw error;
      await wait(100);
    }
  }
}

async function startSwift(folder: string, port: number): Promise<() => Promise<void>> {
  let said = '';
  const child = spawn('/usr/bin/python3', [join(here, 'swift_s3.py'), folder, String(port)]);
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ready = join(folder, 'ready');
  while (!existsSync(ready)) {
    if (child.exitCode !== null) throw new Error(`Swift did not start:\n${said}`);
    await wait(20);
  }
  return async () => {
    const ended = endOf(child);
    child.kill('SIGTERM');
    await ended;
  };
}

function startCeph(folder: string, port: number): () => Promise<void> {
  execFileSync('bash', [join(here, 'ceph.sh'), 'start', folder, String(port)], { stdio: 'ignore' });
  return async () => {
    const pids = await Promise.all(
      ['rgw', 'osd', 'mon'].map((name) => readFile(join(folder, `run/${name}.pid`), 'utf8')),
    );
    execFileSync('bash', [join(here, 'ceph.sh'), 'stop', folder]);
    while (pids.some((pid) => existsSync(`/proc/${pid.trim()}/exe`))) await wait(20);
  };
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
