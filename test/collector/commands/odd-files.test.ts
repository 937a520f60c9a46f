import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartedCommand } from '../started-command.ts';

// What people name to a command, or what stands in a folder of somebody else, is no plain file.

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const command = (...words: string[]) =>
  new StartedCommand(words, { variables: { NALSSI_DATA_DIR: directory } });

test('nalssi validate reads no device', async () => {
  await using asking = command('validate', '/dev/zero');

  expect((await asking.ended).code).toBeGreaterThan(0);
  expect(asking.errors).toContain('/dev/zero cannot be read: it is no file.');
});

test('nalssi inspect reads no device in the folder of somebody else', async () => {
  await mkdir(join(directory, 'feed/v1'), { recursive: true });
  await symlink('/dev/zero', join(directory, 'feed/v1/observations.json'));
  await using asking = command('inspect', directory);

  expect((await asking.ended).code).toBeGreaterThan(0);
  expect(`${asking.errors}${asking.output}`).toContain(
    'observations.json cannot be read: it is no file',
  );
});

test.each(['nalssi.sqlite', 'nalssi.lock'])(
  'nalssi collect makes no file at the end of a link that stands at %s',
  async (name) => {
    const data = join(directory, 'data');
    await mkdir(data);
    await symlink(join(directory, 'nowhere'), join(data, name));
    await using collecting = new StartedCommand(['collect'], {
      variables: { NALSSI_DATA_DIR: data, NALSSI_KMA_MAP_URL: 'http://127.0.0.1:1' },
    });

    expect((await collecting.ended).code).toBe(1);
    expect(collecting.errors).toBe(
      `nalssi: The store could not open ${join(data, name)}: it is a link to nowhere. Remove it, or make the file that it leads to\n`,
    );
    expect(await readdir(directory)).toEqual(['data']);
  },
);

test.each([
  ['a view at the place of a table', 'VIEW sequence AS'],
  ['a view beside its tables', 'VIEW more AS'],
])('a restored store with %s is refused before it is looked into', async (_what, begin) => {
  const store = new DatabaseSync(join(directory, 'nalssi.sqlite'));
  store.exec(
    `CREATE ${begin} WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS last FROM n`,
  );
  store.close();
  await writeFile(join(directory, 'nalssi-backup.json'), '{}');
  await using collecting = new StartedCommand(['collect'], {
    variables: { NALSSI_DATA_DIR: directory, NALSSI_KMA_MAP_URL: 'http://127.0.0.1:1' },
  });

  expect((await collecting.ended).code).toBe(1);
  expect(collecting.errors).toContain('which nalssi has not made. Put another backup in its place');
});

test('nalssi validate hears SIGTERM while it waits for a pipe', async () => {
  const pipe = join(directory, 'pipe.json');
  execFileSync('mkfifo', [pipe]);
  await using asking = command('validate', pipe);
  // Opens when the other end does.
  await using _ = await open(pipe, 'w');
  asking.child.kill('SIGTERM');

  expect((await asking.ended).code).toBe(143);
});

test('nalssi validate reads what a shell gives as a file', () => {
  const nalssi = join(import.meta.dirname, '../../../collector/main.ts');
  const script = `${process.execPath} ${nalssi} validate <(sleep 0.5; echo '{"a":1}') 2>&1 || true`;

  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toContain('no schema');
});

describe('a file that says more than any of nalssi', () => {
  test.each([
    ['a million and more lists in each other', '['.repeat(1_100_000)],
    ['a million and more empty objects', `[${'{},'.repeat(1_100_000)}{}]`],
  ])('%s is refused before it is understood', async (_, text) => {
    const path = join(directory, 'health.json');
    await writeFile(path, text);
    await using asking = command('validate', path);

    expect((await asking.ended).code).toBeGreaterThan(0);
    expect(asking.errors).toContain('which no such file of nalssi has');
  });
});
