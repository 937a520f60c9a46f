import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { kstTime } from '@nalssi/schemas';
import { z } from 'zod';
import { isReachable } from '../publish/publisher.ts';
import { readPlain } from '../publish/read-plain.ts';
import { hasForeignCode } from '../store/sqlite-schema.ts';
import { storeFile } from '../store/sqlite-store.ts';
import { type SequenceStore, StoreError } from '../store/store.ts';
import type { Logger } from '../telemetry/log.ts';
import type { Instant } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { version } from '../version.ts';

/** By it a backup is known, and a data directory that was made from one. */
export const markFile = 'nalssi-backup.json';

/** As `sha256sum --check` reads it. Written last: a backup without it was cut off. */
export const sumsFile = 'SHA256SUMS';

/** It has a hundred. */
const mostMarkBytes = 10_000;

const mark = z.object({
  version: z.string(),
  madeAt: kstTime,
  // A store that once has given one near the largest there is can give no other.
  sequence: z.int().nonnegative().refine(isReachable),
});

/** What a backup says of itself. */
export function backupMark(sequence: number, now: Instant): string {
  const text: z.infer<typeof mark> = { version, madeAt: formatKst(now), sequence };
  return `${JSON.stringify(text)}\n`;
}

/**
 * Throws StoreError where a store that was restored has what we have not made: a view at the place of a table, or a
 * trigger, may reckon for ever at the first look or write, deaf to every signal.
 */
export function refuseForeignStore(dataDirectory: string): void {
  const path = join(dataDirectory, storeFile);
  if (!existsSync(join(dataDirectory, markFile)) || !existsSync(path) || !reckons(path)) return;
  throw new StoreError(
    `${path}, which was restored from a backup, has triggers, views or tables that reckon, which nalssi has not made. Put another backup in its place.`,
  );
}

function reckons(path: string): boolean {
  try {
    return hasForeignCode(path);
  } catch {
    // What is no database is told of when it is opened.
    return false;
  }
}

/**
 * Takes up a data directory that was restored. What was published since the backup is not known, and
 * readers leave a feed alone whose sequence they have passed: so it goes on one number a second
 * later, which is more than anybody publishes. The mark goes then: this is a data directory now.
 * Rejects with StoreError.
 */
export async function takeUpBackup(
  dataDirectory: string,
  store: SequenceStore,
  now: Instant,
  log: Logger,
): Promise<void> {
  const path = join(dataDirectory, markFile);
  if (!existsSync(path)) return;
  const read = mark.safeParse(parsed(await textOf(path)));
  if (!read.success) {
    log.warn(
      { code: 'damaged-backup', file: path },
      'What the restored backup says of itself cannot be read. The sequence goes on where the store ends: readers may pass over the feed for some minutes. Delete the file.',
    );
    return;
  }
  const { madeAt, sequence } = read.data;
  const passed = Math.max(0, Math.ceil((now - Date.parse(madeAt)) / 1000));
  const next = await store.nextSequence(sequence + passed);
  rmSync(join(dataDirectory, sumsFile), { force: true });
  rmSync(path);
  log.info(
    { code: 'restored', madeAt, version: read.data.version, sequence: next },
    'The data directory was restored from a backup. The sequence goes on above all that was published since.',
  );
}

/** A backup is of somebody else: what stands at the name of its mark may be a pipe, a device or a folder. */
async function textOf(path: string): Promise<string> {
  const bytes = await readPlain(path, mostMarkBytes, { followsLinks: true }).catch(() => null);
  return bytes?.toString() ?? '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
