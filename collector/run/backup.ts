import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { tableFiles } from '../catalogue/learnt-tables.ts';
import { tableStateFile } from '../intake/tables/table-state.ts';
import { isHalfMade, scriptsFolder } from '../serve/kept-scripts.ts';
import { makeFolder } from '../store/make-folder.ts';
import { copyStore } from '../store/sqlite-copy.ts';
import { storeFile } from '../store/sqlite-store.ts';
import type { Instant } from '../time/clock.ts';
import { backupMark, markFile, sumsFile } from './backup-mark.ts';

/** A backup cannot be made. The message says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** What a backup has that is being made, and what is left of one that was cut off. */
const unfinished = /^unfinished-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export interface BackupOptions {
  readonly dataDirectory: string;
  /** Absolute path. Made when missing; the backup that it holds is replaced. */
  readonly target: string;
  readonly now: Instant;
  readonly signal: AbortSignal;
  /** Hears what is being done, a line at a time. */
  readonly tell: (line: string) => void;
}

export interface Backup {
  readonly files: number;
  readonly bytes: number;
  /** Of the last publish that it knows. */
  readonly sequence: number;
}

/**
 * Copies what cannot be made anew from the data directory, also while a process writes there: the
 * store, what was learnt of stations and zones, and the scripts that pages may have pinned. The feed is
 * not in it: a start makes it from the store. An earlier backup in `target` stays until the new one is
 * whole. Rejects with BackupError and StoreError.
 */
export async function makeBackup(options: BackupOptions): Promise<Backup> {
  const { dataDirectory, target, signal } = options;
  await checkPlaces(dataDirectory, target);
  try {
    makeFolder(target);
    await removeUnfinished(target);
    const stage = join(target, `unfinished-${randomUUID()}`);
    try {
      await mkdir(stage);
      const { sequence } = await fill(stage, options);
      signal.throwIfAborted();
      const sums = await sumUp(stage);
      await putInPlace(stage, target, sums.text);
      return { files: sums.files, bytes: sums.bytes, sequence };
    } finally {
      await rm(stage, { recursive: true, force: true });
    }
  } catch (error) {
    if (signal.aborted || !isOfFiles(error)) throw error;
    throw new BackupError(
      `The backup could not be written to ${target}: ${error.message}. Where it still has ${sumsFile}, the backup before is whole.`,
      { cause: error },
    );
  }
}

/** Throws BackupError where there is nothing to copy, or where the copy must not go. */
async function checkPlaces(dataDirectory: string, target: string): Promise<void> {
  if (!existsSync(join(dataDirectory, storeFile))) {
    throw new BackupError(
      `There is nothing to back up: ${dataDirectory} has no ${storeFile}. NALSSI_DATA_DIR says which directory is meant.`,
    );
  }
  const from = await realpath(dataDirectory);
  const to = await placeOf(resolve(target));
  if (`${to}${sep}`.startsWith(`${from}${sep}`)) {
    throw new BackupError(
      `${target} is in the data directory, which is lost together with it. Name a folder elsewhere, best on another disk.`,
    );
  }
  const names = await readdir(to).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new BackupError(`${target} cannot be read: ${error.message}.`, { cause: error });
  });
  const others = names.filter((name) => !unfinished.test(name));
  if (others.length === 0 || others.includes(markFile)) return;
  throw new BackupError(
    `${target} is not empty and no earlier backup. Name another folder; a backup replaces what is in it.`,
  );
}

/** Where a path leads, also one that is still to be made: a link may stand above it. */
async function placeOf(path: string): Promise<string> {
  const place = await realpath(path).catch(() => null);
  const above = dirname(path);
  if (place !== null || above === path) return place ?? path;
  return join(await placeOf(above), basename(path));
}

/** Whether there is something of that name that is a file itself, and no pipe, device or link to somebody else's. */
async function isPlain(path: string, kind: 'isFile' | 'isDirectory' = 'isFile'): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.[kind]() ?? false;
}

async function fill(
  stage: string,
  { dataDirectory, now, tell }: BackupOptions,
): Promise<{ sequence: number }> {
  const store = join(stage, storeFile);
  let told = 0;
  const { sequence } = await copyStore(join(dataDirectory, storeFile), store, (share) => {
    const quarters = Math.floor(share * 4);
    if (quarters <= told) return;
    told = quarters;
    tell(`${storeFile}: ${quarters * 25} %`);
  });
  tell(`${storeFile}: ${megabytes((await stat(store)).size)}, read through and sound`);
  for (const name of [...tableFiles, tableStateFile]) {
    if (!(await isPlain(join(dataDirectory, name)))) continue;
    await cp(join(dataDirectory, name), join(stage, name), { preserveTimestamps: true });
    tell(name);
  }
  if (await isPlain(join(dataDirectory, scriptsFolder), 'isDirectory')) {
    await cp(join(dataDirectory, scriptsFolder), join(stage, scriptsFolder), {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
      filter: async (source) => !isHalfMade(source) && (await isOfScripts(source)),
    });
    tell(`${scriptsFolder}/`);
  }
  await writeFile(join(stage, markFile), backupMark(sequence, now));
  return { sequence };
}

/** The links of versions besides; what is neither cannot be copied, and is none of ours. */
async function isOfScripts(path: string): Promise<boolean> {
  const found = await lstat(path);
  return found.isFile() || found.isDirectory() || found.isSymbolicLink();
}

/** The sums of all files below `folder`, read back from there. */
async function sumUp(folder: string): Promise<{ text: string; files: number; bytes: number }> {
  const paths = (await filesBelow(folder))
    .map((path) => relative(folder, path).replaceAll(sep, '/'))
    .sort();
  let text = '';
  let bytes = 0;
  for (const path of paths) {
    const content = await readFile(join(folder, path));
    bytes += content.length;
    text += `${createHash('sha256').update(content).digest('hex')}  ${path}\n`;
  }
  return { text, bytes, files: paths.length };
}

/** Not by a recursive `readdir`, which follows links. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(paths)).flat();
}

/** Without its sums a backup is not whole: they go first and come last. */
async function putInPlace(stage: string, target: string, sums: string): Promise<void> {
  await rm(join(target, sumsFile), { force: true });
  const fresh = await readdir(stage);
  const ofStore = ['-wal', '-shm', '-journal'].map((end) => `${storeFile}${end}`);
  // Whoever has looked into the copy may have left a log, which SQLite would play into the next one.
  for (const name of [...ofStore, ...tableFiles, tableStateFile, scriptsFolder]) {
    await rm(join(target, name), { recursive: true, force: true });
  }
  // The mark first: what is cut off from here on is known as a backup.
  for (const name of [markFile, ...fresh.filter((name) => name !== markFile)]) {
    await rename(join(stage, name), join(target, name));
  }
  // By its name alone, as the others: where a link was put meanwhile, its file would be written.
  await writeFile(join(stage, sumsFile), sums, { flush: true });
  await rename(join(stage, sumsFile), join(target, sumsFile));
}

async function removeUnfinished(target: string): Promise<void> {
  for (const name of (await readdir(target)).filter((name) => unfinished.test(name))) {
    await rm(join(target, name), { recursive: true, force: true });
  }
}

function isOfFiles(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
