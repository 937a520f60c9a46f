import { accessSync, constants, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Duration, type Instant, seconds } from '../time/clock.ts';
import { formatKst } from '../time/kst.ts';
import { sleep } from '../time/sleep.ts';
import { makeFolder } from './make-folder.ts';
import { oddEntryOf } from './plain-entries.ts';
import { makePrivate } from './private-file.ts';
import { StoreError } from './store.ts';

/** SQLite's codes of a file that another process has locked, and of one that is no database. */
const busy = 5;
const notADatabase = 26;

/** A process that was told to end needs two seconds: who comes to take its place waits for it. */
const patience: Duration = seconds(3);
const nextTry: Duration = 100;

const holder = z.object({ pid: z.int(), host: z.string(), since: z.string() });

/**
 * The right to write to a data directory, which one process has at a time: two would take turns in
 * the one feed that nginx serves from there.
 *
 * What holds is the kernel's lock on `nalssi.lock`, an empty database that is never written to: the
 * kernel takes it back however the process ends, and it knows processes of other containers, whose
 * numbers say nothing here. `nalssi.lock.json` names the holder for people, and decides nothing.
 */
export class DirectoryLock implements Disposable {
  readonly #database: DatabaseSync;
  readonly #note: string;

  private constructor(database: DatabaseSync, note: string) {
    this.#database = database;
    this.#note = note;
  }

  /**
   * Takes the lock of `directory`, which is made when missing, or waits three seconds for it.
   * Rejects with StoreError where another process keeps it or the directory cannot be used.
   */
  static async take(
    directory: string,
    now: Instant,
    signal: AbortSignal,
    wait: Duration = patience,
  ): Promise<DirectoryLock> {
    const path = join(directory, 'nalssi.lock');
    const note = `${path}.json`;
    const database = opened(path, directory);
    try {
      const end = performance.now() + wait;
      while (!locks(database, path)) {
        if (performance.now() >= end) throw new StoreError(heldBy(directory, note));
        await sleep(nextTry, signal);
        signal.throwIfAborted();
      }
    } catch (error) {
      database.close();
      throw error;
    }
    name(note, now);
    return new DirectoryLock(database, note);
  }

  [Symbol.dispose](): void {
    removeNote(this.#note);
    this.#database.close();
  }
}

function opened(path: string, directory: string): DatabaseSync {
  try {
    makeFolder(directory);
    const odd = oddEntryOf(directory);
    if (odd !== null) {
      throw new Error(`${odd} in that folder is a pipe, a socket or a device. Move it away`);
    }
    // Whoever may read it could lock it as well.
    makePrivate(path);
    const database = new DatabaseSync(path);
    // SQLite opens what it may only read as well, and locks nothing there.
    accessSync(path, constants.W_OK);
    return database;
  } catch (error) {
    throw new StoreError(`The store could not open ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Whether the lock is ours now. */
function locks(database: DatabaseSync, path: string): boolean {
  try {
    // A journal on the disk would have to find room there: a start on a full one shows what is stored.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
    if (code === busy) return false;
    const reason =
      code === notADatabase
        ? 'it holds what nalssi has not written. Move it away'
        : reasonOf(error);
    throw new StoreError(`The store could not lock ${path}: ${reason}`, { cause: error });
  }
}

/** Says who we are. On a full disk nobody says it, and the lock holds all the same. */
function name(note: string, now: Instant): void {
  const text = JSON.stringify({ pid: process.pid, host: hostname(), since: formatKst(now) });
  try {
    // Not through a link that stands there, to a file of somebody else.
    removeNote(note);
    writeFileSync(note, `${text}\n`, { flag: 'wx' });
  } catch {
    removeNote(note);
  }
}

/** A folder of that name is not ours, and stays. */
function removeNote(note: string): void {
  if (lstatSync(note, { throwIfNoEntry: false })?.isDirectory() !== true) {
    rmSync(note, { force: true });
  }
}

function heldBy(directory: string, note: string): string {
  const found = readHolder(note);
  const who =
    found === null
      ? 'another process of nalssi'
      : `process ${found.pid} on ${found.host}, since ${found.since}`;
  return `The data directory ${directory} is in use by ${who}. Two would take turns in one feed: stop that one, or set NALSSI_DATA_DIR to another folder for this one.`;
}

function readHolder(note: string): z.infer<typeof holder> | null {
  try {
    return holder.parse(JSON.parse(readFileSync(note, 'utf8')));
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
