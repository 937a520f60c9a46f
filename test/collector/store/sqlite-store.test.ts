import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SqliteStore, storeFile } from '../../../collector/store/sqlite-store.ts';

const now = Date.parse('2026-11-26T21:10:00+09:00');

let directory = '';
let path = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  path = join(directory, storeFile);
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** Leaves a store after so many publishes, each with its number as the hash of its content. */
async function publish(many: number): Promise<void> {
  await using store = new SqliteStore(path, (error) => {
    throw error;
  });
  for (let number = 1; number <= many; number += 1) {
    await store.commit({
      sequence: number,
      edition: { mode: 'live', changedAt: now, contentHash: `hash ${number}` },
      holdings: {},
      ledgers: {},
      entries: [],
      now,
    });
  }
}

/** What is said by a store that is opened again, and how often it heard of damage. */
async function reopened() {
  let damaged = 0;
  await using store = new SqliteStore(path, () => {
    damaged += 1;
  });
  const state = await store.loadState();
  return { last: state?.edition.contentHash ?? null, damaged };
}

/** What stands in the file of the editions, the newest first; `damage` breaks so many of them. */
function editions(damage = 0): number {
  using database = new DatabaseSync(path);
  database
    .prepare(
      `UPDATE state SET value = '{' WHERE part = 'edition' AND saved IN
         (SELECT saved FROM state WHERE part = 'edition' ORDER BY saved DESC LIMIT ?)`,
    )
    .run(damage);
  const row = database.prepare("SELECT count(*) AS many FROM state WHERE part = 'edition'").get();
  return Number(row?.['many']);
}

test.each([1, 2, 3, 12])(
  'the last of %d publishes is the one that is started from',
  async (many) => {
    await publish(many);

    expect(await reopened()).toEqual({ last: `hash ${many}`, damaged: 0 });
  },
);

test('a newest state that is damaged leaves the one before, and one that is told', async () => {
  await publish(12);
  editions(1);

  expect(await reopened()).toEqual({ last: 'hash 11', damaged: 1 });
});

test('where both are damaged there is none, and the next publish is a first one', async () => {
  await publish(3);
  editions(2);

  expect(await reopened()).toEqual({ last: null, damaged: 2 });
  await publish(1);
  expect(await reopened()).toEqual({ last: 'hash 1', damaged: 0 });
});

test('of any number of publishes two are kept', async () => {
  await publish(1);
  expect(editions()).toBe(1);
  await publish(40);
  expect(editions()).toBe(2);
});
