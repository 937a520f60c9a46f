import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createLogger, readConfig, Secrets } from '@nalssi/collector';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { backup } from '../../../collector/commands/backup.ts';
import { readWords } from '../../../collector/commands/command.ts';
import { Workbench } from '../workbench.ts';

let bench: Workbench;
let root = '';
let target = '';

beforeAll(async () => {
  bench = await Workbench.start();
  await bench.pull();
  const build = join(bench.directory, 'widget/builds', 'a'.repeat(32));
  await mkdir(build, { recursive: true });
  await writeFile(join(build, 'nalssi.js'), 'one');
  execFileSync('ln', ['-s', `builds/${'a'.repeat(32)}`, join(bench.directory, 'widget/1.4.2')]);
  await writeFile(join(bench.directory, 'stations.json'), '[]');
});

afterAll(() => bench[Symbol.asyncDispose]());

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'nalssi-'));
  target = join(root, 'backup');
  return () => rm(root, { recursive: true, force: true });
});

async function run(from = bench.directory, to = target): Promise<string> {
  let output = '';
  const code = await backup.run({
    ...readWords(backup, [to], [backup]),
    signal: new AbortController().signal,
    clock: bench.clock,
    print(text) {
      output += text;
    },
    config: () => readConfig({ NALSSI_DATA_DIR: from }),
    log: () => createLogger(new Secrets(), 'json', { write: () => undefined }),
  });
  expect(code).toBe(0);
  return output;
}

function sumsHold(directory: string): boolean {
  try {
    execFileSync('sha256sum', ['--quiet', '--check', 'SHA256SUMS'], {
      cwd: directory,
      stdio: 'pipe',
    });
    return true;
  } catch {
    return false;
  }
}

function valuesIn(directory: string): unknown {
  using database = new DatabaseSync(join(directory, 'nalssi.sqlite'), { readOnly: true });
  return database.prepare('SELECT count(*) AS count FROM observation').get()?.['count'];
}

describe('a backup of a data directory in use', () => {
  test('has the store, the tables and the scripts, and sums that hold', async () => {
    const output = await run();

    expect(output).toMatch(/^nalssi\.sqlite: [\d.]+ MB, read through and sound$/m);
    expect(output).toMatch(/^\d+ files, [\d.]+ MB, as of sequence \d+, are in \S+backup\.$/m);
    expect((await readdir(target)).sort()).toEqual([
      'SHA256SUMS',
      'nalssi-backup.json',
      'nalssi.sqlite',
      'stations.json',
      'widget',
    ]);
    expect(valuesIn(target)).toBe(valuesIn(bench.directory));
    expect(await readFile(join(target, 'widget/1.4.2/nalssi.js'), 'utf8')).toBe('one');
    expect(await readlink(join(target, 'widget/1.4.2'))).toBe(`builds/${'a'.repeat(32)}`);
    expect(sumsHold(target)).toBe(true);
    expect((await stat(join(target, 'nalssi.sqlite'))).mode & 0o777).toBe(0o600);
  });

  test('is of one moment, whatever is written meanwhile', async () => {
    const busy = join(root, 'busy');
    await mkdir(busy);
    using writer = new DatabaseSync(join(busy, 'nalssi.sqlite'));
    // Both rows of a pair are written together; 8 MB let the copy take several steps.
    writer.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
      CREATE TABLE sequence (only INTEGER PRIMARY KEY, last INTEGER);
      CREATE TABLE pair (side TEXT PRIMARY KEY, value INTEGER);
      CREATE TABLE filling (content BLOB);
      INSERT INTO sequence VALUES (0, 1);
      INSERT INTO pair VALUES ('left', 0), ('right', 0);
      INSERT INTO filling VALUES (zeroblob(8000000));
    `);
    let writes = 0;
    const write = () => {
      if (writes === 5) return;
      writes += 1;
      writer.exec('UPDATE pair SET value = value + 1');
      setImmediate(write);
    };
    write();
    await run(busy);

    expect(writes).toBe(5);
    using copy = new DatabaseSync(join(target, 'nalssi.sqlite'), { readOnly: true });
    const [left, right] = copy.prepare('SELECT value FROM pair ORDER BY side').all();
    expect(left).toEqual(right);
  });

  test('replaces the one before, with what was left of one that was cut off', async () => {
    await run();
    await writeFile(join(target, 'zones.json'), 'of then');
    const left = join(target, 'unfinished-01234567-0123-0123-0123-0123456789ab');
    await mkdir(left);
    await run();

    expect(await readdir(target)).not.toContain('zones.json');
    expect((await readdir(target)).filter((name) => name.startsWith('unfinished'))).toEqual([]);
    expect(sumsHold(target)).toBe(true);
  });
});

test('what is no file of ours in a data directory is left out of its backup', async () => {
  const from = join(root, 'from');
  await cp(bench.directory, from, { recursive: true, verbatimSymlinks: true });
  const names = ['stations.json', 'table-refresh.json', 'widget/pipe'];
  for (const name of names) await rm(join(from, name), { force: true });
  symlinkSync('/etc/hostname', join(from, 'stations.json'));
  execFileSync('mkfifo', [join(from, 'table-refresh.json'), join(from, 'widget/pipe')]);
  await run(from);

  expect((await readdir(target)).sort()).toEqual([
    'SHA256SUMS',
    'nalssi-backup.json',
    'nalssi.sqlite',
    'widget',
  ]);
  expect((await readdir(join(target, 'widget'))).sort()).toEqual(['1.4.2', 'builds']);
  expect(sumsHold(target)).toBe(true);
});

const endless =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS last FROM n';
const insert = 'INSERT INTO sequence VALUES';

describe('a backup is refused', () => {
  test('where other things are, which stay', async () => {
    await mkdir(target);
    await writeFile(join(target, 'letter.txt'), 'dear');

    await expect(run()).rejects.toThrow(/not empty and no earlier backup/);
    expect(await readdir(target)).toEqual(['letter.txt']);
  });

  test('in the data directory itself', async () => {
    await expect(run(bench.directory, join(bench.directory, 'backup'))).rejects.toThrow(
      /is in the data directory/,
    );
    await expect(run(bench.directory, bench.directory)).rejects.toThrow(/is in the data directory/);
  });

  test('in the data directory by a link that stands above a folder that is still to be made', async () => {
    const link = join(root, 'link');
    symlinkSync(bench.directory, link);

    await expect(run(bench.directory, join(link, 'new/backup'))).rejects.toThrow(
      /is in the data directory/,
    );
    expect(await readdir(bench.directory)).not.toContain('new');
  });

  test.each([
    ['a view that reckons without end', `CREATE VIEW sequence AS ${endless}`, 'has not made'],
    ['a sequence that is none', `CREATE TABLE sequence (last); ${insert} ('x')`, 'no number'],
    ['a sequence below none', `CREATE TABLE sequence (last); ${insert} (-1)`, 'no number'],
  ])('of a store with %s', async (_what, sql, said) => {
    const odd = join(root, 'odd');
    await mkdir(odd);
    const store = new DatabaseSync(join(odd, 'nalssi.sqlite'));
    store.exec(sql);
    store.close();

    await expect(run(odd)).rejects.toThrow(said);
    expect(existsSync(join(target, 'SHA256SUMS'))).toBe(false);
  });

  test('where there is nothing to copy', async () => {
    await expect(run(root)).rejects.toThrow(/There is nothing to back up: .*NALSSI_DATA_DIR/);
  });

  test('of a damaged store, and the one before stays whole', async () => {
    await run();
    const damaged = join(root, 'damaged');
    await cp(target, damaged, { recursive: true });
    const store = await readFile(join(damaged, 'nalssi.sqlite'));
    // The first pages tell where the others are: the damage lies behind them.
    store.fill(0xff, 3 * 4096, 6 * 4096);
    await writeFile(join(damaged, 'nalssi.sqlite'), store);

    await expect(run(damaged)).rejects.toThrow(/damaged|malformed/);
    expect(sumsHold(target)).toBe(true);
    expect(await readdir(target)).toHaveLength(5);
  });
});

test('a restored data directory goes on above all that was published since the backup', async () => {
  await run();
  for (let minute = 0; minute < 30; minute += 1) {
    bench.clock.advance(1);
    await bench.collector.publish();
  }
  const { sequence } = await bench.health();
  await bench.stop();
  await rm(bench.directory, { recursive: true });
  await cp(target, bench.directory, { recursive: true, verbatimSymlinks: true });
  await bench.reopen();
  await bench.collector.publish();

  expect((await bench.health()).sequence).toBeGreaterThan(sequence);
  expect((await bench.ticker()).summary.carried + (await bench.ticker()).summary.fresh).toBe(97);
  expect(bench.log.filter(({ code }) => code === 'restored')).toHaveLength(1);
  const names = await readdir(bench.directory);
  expect(names).not.toContain('nalssi-backup.json');
  expect(names).not.toContain('SHA256SUMS');
});

test('a link that is put at the place of the sums while they are away leads to nothing that is written', async () => {
  await run();
  const other = join(root, 'other');
  await writeFile(other, 'of somebody else');
  // So many that whoever watches sees the sums go.
  for (let number = 0; number < 2_000; number += 1) {
    await writeFile(join(target, 'widget', `old-${number}.js`), '');
  }
  const sums = join(target, 'SHA256SUMS');
  let isPut = false;
  const watch = () => {
    if (!existsSync(sums)) {
      symlinkSync(other, sums);
      isPut = true;
    }
    if (!isPut) setImmediate(watch);
  };
  watch();
  await run();

  expect(isPut).toBe(true);
  expect(await readFile(other, 'utf8')).toBe('of somebody else');
  expect(sumsHold(target)).toBe(true);
});
