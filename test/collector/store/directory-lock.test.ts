import { execFileSync } from 'node:child_process';
import {
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { StartedCommand } from '../started-command.ts';

const start = join(import.meta.dirname, '../../../demo/start.ts');

/** RFC 3339, Korean time: of when a test begins, since those before it may take longer than values are fresh. */
function presentHour(): string {
  return `${new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 13)}:00:00+09:00`;
}

let directory = '';
let upstream: Upstream;
let url = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  upstream = new Upstream(weatherOf(november2024, presentHour()));
  url = await upstream.listen();
});

afterEach(async () => {
  await upstream.close();
  await rm(directory, { recursive: true, force: true });
});

async function newFile(name: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, name);
  return path;
}

function command(words: string[], more: { script?: string; variables?: object } = {}) {
  const { script, variables } = more;
  return new StartedCommand(words, {
    ...(script !== undefined && { script }),
    variables: {
      PORT: '0',
      NALSSI_DATA_DIR: directory,
      NALSSI_KMA_MAP_URL: url,
      NALSSI_KMA_ZONES_URL: url,
      ...variables,
    },
  });
}

describe('a data directory that nalssi serve has', () => {
  test('is refused to nalssi serve, nalssi collect and npm start, which name who has it and end with 1', async () => {
    await using first = command(['serve']);
    await first.logs('Serving.');
    await using serve = command(['serve']);
    await using collect = command(['collect']);
    await using product = command([], { script: start });
    for (const second of [serve, collect, product]) {
      const { code } = await second.ended;

      expect(code, second.errors).toBe(1);
      expect(second.errors).toMatch(
        new RegExp(
          `^nalssi: The data directory .* is in use by process ${first.child.pid} on .*, since .*set NALSSI_DATA_DIR`,
          'm',
        ),
      );
      expect(second.output).not.toContain('Serving.');
    }
  });

  test('is open to those that only look, learn or copy', async () => {
    await using serving = command(['serve']);
    await serving.logs('Serving.');
    // The first edition may be of a minute in which no source had answered yet.
    await expect
      .poll(() => readFile(join(directory, 'feed/v1/ticker.json'), 'utf8').catch(() => null))
      .toContain('"status":"ok"');
    const codes: (number | null)[] = [];
    for (const words of [
      ['inspect'],
      ['validate', join(directory, 'feed/v1/ticker.json')],
      ['stations', '--refresh'],
    ]) {
      await using beside = command(words);
      codes.push((await beside.ended).code);
    }

    expect(codes).toEqual([0, 0, 0]);
  });

  test('is free at once when that was killed', async () => {
    await using first = command(['serve']);
    await first.logs('Serving.');
    first.child.kill('SIGKILL');
    await first.ended;
    // Its note stays behind, and is of nobody.
    expect(await readFile(join(directory, 'nalssi.lock.json'), 'utf8')).toContain(
      `"pid":${first.child.pid}`,
    );
    await using second = command(['collect']);

    expect((await second.ended).code).toBe(0);
  });

  test('is free for who waits while that ends', async () => {
    await using first = command(['serve']);
    await first.logs('Serving.');
    await using second = command(['serve']);
    first.child.kill('SIGTERM');

    await second.logs('Serving.');
  });

  test('is held by one that stands still too', async () => {
    await using first = command(['serve']);
    await first.logs('Serving.');
    first.child.kill('SIGSTOP');
    await using second = command(['collect']);

    expect((await second.ended).code).toBe(1);
  });
});

test('a note that names a process of another container decides nothing', async () => {
  // 1 is alive wherever this runs, as is the number of a process of another container perhaps.
  await writeFile(
    join(directory, 'nalssi.lock.json'),
    JSON.stringify({ pid: 1, host: 'elsewhere', since: presentHour() }),
  );
  await using one = command(['collect']);

  expect((await one.ended).code).toBe(0);
});

test('a copy of a directory that is in use is free', async () => {
  await using first = command(['serve']);
  await first.logs('Serving.');
  const copy = join(directory, 'copy');
  await cp(join(directory, 'nalssi.lock'), join(copy, 'nalssi.lock'));
  await cp(join(directory, 'nalssi.lock.json'), join(copy, 'nalssi.lock.json'));
  await using second = command(['collect'], { variables: { NALSSI_DATA_DIR: copy } });

  expect((await second.ended).code).toBe(0);
});

test('a collect that has ended leaves no note', async () => {
  await using one = command(['collect']);
  await one.ended;

  expect(execFileSync('ls', [directory], { encoding: 'utf8' })).not.toContain('lock.json');
});

describe('a data directory with a pipe or a device under a name of ours', () => {
  test.each(['nalssi.sqlite', 'nalssi.sqlite-journal', 'nalssi.lock', 'nalssi.lock.json'])(
    'is refused, by the name %s, before anything waits for it',
    async (name) => {
      execFileSync('mkfifo', [join(directory, name)]);
      await using collect = command(['collect']);
      const { code } = await collect.ended;

      expect(code).toBe(1);
      expect(collect.errors).toContain(`${name} in that folder is a pipe, a socket or a device.`);
    },
  );

  test('is refused where a link leads to the device', async () => {
    await symlink('/dev/zero', join(directory, 'nalssi.sqlite'));
    await using collect = command(['collect']);

    expect((await collect.ended).code).toBe(1);
    expect(collect.errors).toContain('nalssi.sqlite in that folder is a pipe');
  });

  test('is none where what is not ours is one', async () => {
    execFileSync('mkfifo', [join(directory, 'events')]);
    await using collect = command(['collect']);

    expect((await collect.ended).code).toBe(0);
  });
});

describe('a learnt table', () => {
  test.each([
    ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
    ['a link to a device', (path: string) => execFileSync('ln', ['-s', '/dev/zero', path])],
    ['larger than any', (path: string) => execFileSync('truncate', ['-s', '3G', path])],
  ])('that is %s is refused by name, and not waited for', async (_, make) => {
    make(join(directory, 'zones.json'));
    await using collect = command(['collect']);

    expect((await collect.ended).code).toBe(1);
    expect(collect.errors).toMatch(/zones\.json cannot be read: it is no file, or has more than/);
  });
});

test('a nalssi.lock of somebody else is named, with what to do', async () => {
  await writeFile(join(directory, 'nalssi.lock'), 'somebody else’s '.repeat(100));
  await using collect = command(['collect']);

  expect((await collect.ended).code).toBe(1);
  expect(collect.errors).toContain(
    'nalssi.lock: it holds what nalssi has not written. Move it away',
  );
});

describe('nalssi.lock.json', () => {
  test('that is a link does not lead to what is written over', async () => {
    const other = await newFile('precious');
    await symlink(other, join(directory, 'nalssi.lock.json'));
    await using collect = command(['collect']);

    expect((await collect.ended).code).toBe(0);
    expect(await readFile(other, 'utf8')).toBe('precious');
  });

  test('that is a folder stays, and hinders nothing', async () => {
    await mkdir(join(directory, 'nalssi.lock.json'));
    await using collect = command(['collect']);

    expect((await collect.ended).code).toBe(0);
    expect(await readdir(directory)).toContain('nalssi.lock.json');
  });
});

test('nalssi collect waits for no script that was kept and is a pipe, and puts it back', async () => {
  await using first = command(['collect']);
  await first.ended;
  const [build = ''] = await readdir(join(directory, 'widget/builds'));
  const scripts = ['nalssi.js', 'nalssi.js.br'];
  for (const name of scripts) {
    const path = join(directory, 'widget/builds', build, name);
    await rm(path);
    execFileSync('mkfifo', [path]);
  }
  await using second = command(['collect']);

  expect((await second.ended).code).toBe(0);
  const found = await lstat(join(directory, 'widget/builds', build, 'nalssi.js'));
  expect(found.isFile()).toBe(true);
});

test.each([
  ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ['a link to a device', (path: string) => execFileSync('ln', ['-s', '/dev/zero', path])],
])('nalssi collect waits for no index.json of its last publish that is %s', async (_, make) => {
  await using first = command(['collect']);
  await first.ended;
  const index = join(directory, 'feed/v1/index.json');
  await rm(index);
  make(index);
  await using second = command(['collect']);

  expect((await second.ended).code).toBe(0);
});
