import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CarriedState } from '../../../collector/store/carried-state.ts';
import { SqliteStore, storeFile } from '../../../collector/store/sqlite-store.ts';
import { MemoryStorage } from '../../servers/memory-storage.ts';
import { storageAt } from '../../servers/storage-at.ts';

const never = new AbortController().signal;
let server: MemoryStorage;
let directory: string;

beforeEach(async () => {
  server = await MemoryStorage.start();
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

const headers = { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' };

async function newStore(): Promise<Buffer> {
  const path = join(directory, 'new.sqlite');
  await new SqliteStore(path, () => undefined)[Symbol.asyncDispose]();
  return readFile(path);
}

/** Takes the state of a storage in which somebody has done `sql` to it. */
async function takenAfter(sql: string): Promise<boolean> {
  const path = join(directory, 'theirs.sqlite');
  await new SqliteStore(path, () => undefined)[Symbol.asyncDispose]();
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  await using objects = storageAt(server);
  await objects.put('state/nalssi.sqlite.zst', zstdCompressSync(await readFile(path)), headers);
  return await new CarriedState(objects, join(directory, 'machine'), [], () => '').take(never);
}

test('a state as we put it there is taken', async () => {
  await expect(takenAfter('')).resolves.toBe(true);
  await using store = new SqliteStore(join(directory, 'machine', storeFile), () => undefined);
  await expect(store.loadState()).resolves.toBeNull();
});

test('a link at the name of a table or of the store leads to nothing that is written', async () => {
  const theirs = join(directory, 'theirs.txt');
  const machine = join(directory, 'machine');
  await writeFile(theirs, 'of somebody else');
  await mkdir(machine);
  for (const name of ['stations.json', storeFile]) await symlink(theirs, join(machine, name));
  await using objects = storageAt(server);
  await objects.put('state/stations.json', Buffer.from('{}'), headers, null, never);
  await objects.put('state/nalssi.sqlite.zst', zstdCompressSync(await newStore()), headers);
  const state = new CarriedState(objects, machine, ['stations.json'], () => '');

  await expect(state.take(never)).resolves.toBe(true);
  expect(await readFile(join(machine, 'stations.json'), 'utf8')).toBe('{}');
  expect(await readFile(theirs, 'utf8')).toBe('of somebody else');
});

const endless =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';

/** A second and 800 MB for each row. */
const dear = 'length(hex(zeroblob(400000000))) > 0';

// Each would hold the process for ever at the first look or write, deaf to SIGTERM.
test.each([
  ['a trigger', `CREATE TRIGGER t AFTER INSERT ON state BEGIN ${endless}; END`],
  [
    'a trigger by the name of ours',
    `DROP TRIGGER reading_changes_day;
     CREATE TRIGGER reading_changes_day AFTER INSERT ON reading BEGIN ${endless}; END`,
  ],
  ['a view', `DROP TABLE state; CREATE VIEW state AS ${endless}`],
  ['a check', `DROP TABLE ledger; CREATE TABLE ledger (source TEXT, value TEXT CHECK (${dear}))`],
  ['a column that is generated', `ALTER TABLE state ADD evil INTEGER AS (${dear})`],
  ['a standard that is reckoned', `CREATE TABLE other (value INTEGER DEFAULT (${dear}))`],
  ['an index of what is reckoned', `CREATE INDEX dear ON ledger (substr(source, 1) || 'a')`],
  ['an index of some rows', `CREATE INDEX dear ON ledger (source) WHERE (source > 'a')`],
  ['a table that a module makes', 'CREATE VIRTUAL TABLE pages USING fts5(text)'],
])('one with %s of somebody else is damaged', async (_what, sql) => {
  await expect(takenAfter(sql)).rejects.toThrow(/The state in .* is damaged: delete/);
});
