import { spawn } from 'node:child_process';
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DirectoryPublisher } from '../../../collector/publish/directory-publisher.ts';
import { type EncodedFiles, encodeAll } from '../../../collector/publish/encode.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(async () => {
  vi.useRealTimers();
  await rm(directory, { recursive: true, force: true });
});

async function filesOf(sequence: number) {
  return encodeAll(
    new Map(
      ['ticker.json', 'schema/1.0/ticker.schema.json'].map((path) => [path, String(sequence)]),
    ),
  );
}

/** A file that no file system can hold. */
function impossibleFile(files: EncodedFiles): EncodedFiles {
  return new Map([...files].slice(0, 1).map(([, file]) => ['x\0', file]));
}

test('a publish stands below v1, with its compressed forms beside it', async () => {
  await new DirectoryPublisher(directory).publish({ sequence: 7 }, await filesOf(7));

  expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe('7');
  expect((await readdir(join(directory, 'v1'))).sort()).toEqual([
    'schema',
    'ticker.json',
    'ticker.json.br',
    'ticker.json.gz',
    'ticker.json.zst',
  ]);
});

test('a process has one generation, and removes that of the process before with its second publish', async () => {
  await new DirectoryPublisher(directory).publish({ sequence: 1 }, await filesOf(1));
  const publisher = new DirectoryPublisher(directory);
  await publisher.publish({ sequence: 2 }, await filesOf(2));
  expect(await readdir(join(directory, 'generations'))).toEqual(['0000000001', '0000000002']);
  for (let sequence = 3; sequence <= 6; sequence += 1) {
    await publisher.publish({ sequence }, await filesOf(sequence));
  }

  expect(await readdir(join(directory, 'generations'))).toEqual(['0000000002']);
  expect(await readdir(join(directory, 'bodies'))).toEqual(['0000000002']);
  expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe('6');
});

test.each([
  ['its first publish', 0],
  ['its second publish', 1],
])('one that was superseded before a name moves has moved none with %s', async (_, earlier) => {
  await new DirectoryPublisher(directory).publish({ sequence: 1 }, await filesOf(1));
  const publisher = new DirectoryPublisher(directory);
  if (earlier > 0) await publisher.publish({ sequence: 2 }, await filesOf(2));
  const confirm = () => Promise.reject(new Error('superseded'));

  await expect(publisher.publish({ sequence: 3, confirm }, await filesOf(3))).rejects.toThrow(
    'superseded',
  );
  expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe(String(1 + earlier));
});

test('while nobody can say who publishes it goes on: the directory is its own', async () => {
  const edition = { sequence: 3, confirm: async () => false };
  await new DirectoryPublisher(directory).publish(edition, await filesOf(3));

  expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe('3');
});

test('the sequence it holds is that of index.json', async () => {
  const publisher = new DirectoryPublisher(directory);
  for (const sequence of [3, 4]) {
    const index = JSON.stringify({ sequence });
    const files = await encodeAll(new Map([['index.json', index]]));
    await publisher.publish({ sequence }, files);
  }

  expect(await new DirectoryPublisher(directory).currentSequence()).toBe(4);
});

test('a sequence that no collector has reached is not taken over, and is replaced', async () => {
  const lie = { sequence: Number.MAX_SAFE_INTEGER };
  const indexOf = (sequence: number) =>
    encodeAll(new Map([['index.json', JSON.stringify({ sequence })]]));
  await new DirectoryPublisher(directory).publish(lie, await indexOf(lie.sequence));
  const publisher = new DirectoryPublisher(directory);
  const sequence = await publisher.currentSequence();
  await publisher.publish({ sequence: 5 }, await indexOf(5));

  expect(sequence).toBe(0);
  expect(await readFile(join(directory, 'v1/index.json'), 'utf8')).toBe('{"sequence":5}');
});

test('a publish touches the files that changed and no other', async () => {
  const publisher = new DirectoryPublisher(directory);
  const same = await encodeAll(new Map([['stations.json', 'same']]));
  const health = (text: string) => encodeAll(new Map([['health.json', text]]));
  await publisher.publish({ sequence: 1 }, new Map([...same, ...(await health('one'))]));
  const before = await linkTimes();
  await publisher.publish({ sequence: 2 }, new Map([...same, ...(await health('two'))]));
  const after = await linkTimes();
  const moved = [...after].filter(([name, inode]) => before.get(name) !== inode);

  expect(moved.map(([name]) => name).sort()).toEqual(
    ['', '.br', '.gz', '.zst'].map((suffix) => `health.json${suffix}`),
  );
});

/** The link that stands at each name, by its inode. */
async function linkTimes(): Promise<Map<string, number>> {
  const names = await readdir(join(directory, 'v1'));
  const found = names.map(async (name) => {
    const { ino } = await lstat(join(directory, 'v1', name));
    return [name, ino] as const;
  });
  return new Map(await Promise.all(found));
}

test('a file that is no longer there is gone in all its forms', async () => {
  const publisher = new DirectoryPublisher(directory);
  await publisher.publish({ sequence: 1 }, await filesOf(1));
  const [[, file] = []] = await filesOf(2);
  if (file === undefined) throw new Error('no file');
  await publisher.publish({ sequence: 2 }, new Map([['regions/KR-44.json', file]]));
  const names = await readdir(join(directory, 'v1'), { recursive: true });

  expect(names.filter((name) => name.includes('ticker'))).toEqual([]);
  expect(await readFile(join(directory, 'v1/regions/KR-44.json'), 'utf8')).toBe('2');
});

test('a feed directory that someone emptied is whole again with the next publish', async () => {
  const publisher = new DirectoryPublisher(directory);
  await publisher.publish({ sequence: 1 }, await filesOf(1));
  await rm(directory, { recursive: true });
  await publisher.publish({ sequence: 2 }, await filesOf(2));

  expect(await readFile(join(directory, 'v1/schema/1.0/ticker.schema.json'), 'utf8')).toBe('2');
});

test('a file that did not change keeps the time it was first published at', async () => {
  const publisher = new DirectoryPublisher(directory);
  const files = await filesOf(1);
  const modified = async () => (await stat(join(directory, 'v1/ticker.json.br'))).mtimeMs;
  await publisher.publish({ sequence: 1 }, files, 1_000_000);
  await publisher.publish({ sequence: 2 }, files, 2_000_000);
  expect(await modified()).toBe(1_000_000);
  await publisher.publish({ sequence: 3 }, await filesOf(3), 3_000_000);
  expect(await modified()).toBe(3_000_000);
});

test('a publish that cannot be written leaves nothing of itself', async () => {
  await new DirectoryPublisher(directory).publish({ sequence: 1 }, await filesOf(1));
  const publisher = new DirectoryPublisher(directory);
  const half = new Map([...(await filesOf(2)), ...impossibleFile(await filesOf(2))]);

  await expect(publisher.publish({ sequence: 2 }, half)).rejects.toThrow();
  expect(await readdir(join(directory, 'generations'))).toEqual(['0000000001']);
  expect(await readdir(join(directory, 'bodies'))).toEqual(['0000000001']);
});

test('a publish that cannot be written leaves the one before', async () => {
  const publisher = new DirectoryPublisher(directory);
  await publisher.publish({ sequence: 1 }, await filesOf(1));

  await expect(
    publisher.publish({ sequence: 2 }, impossibleFile(await filesOf(2))),
  ).rejects.toThrow();
  expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe('1');
});

describe('a publish that is told to stop', () => {
  const stop = AbortSignal.abort(new Error('It shall end.'));

  test('leaves nothing of itself when it was the first', async () => {
    const publisher = new DirectoryPublisher(directory);

    await expect(publisher.publish({ sequence: 1 }, await filesOf(1), 0, stop)).rejects.toBe(
      stop.reason,
    );
    expect(await readdir(join(directory, 'generations'))).toEqual([]);
    expect(await readdir(join(directory, 'bodies'))).toEqual([]);
  });

  test('leaves the one before, whole', async () => {
    const publisher = new DirectoryPublisher(directory);
    await publisher.publish({ sequence: 1 }, await filesOf(1));

    await expect(publisher.publish({ sequence: 2 }, await filesOf(2), 0, stop)).rejects.toBe(
      stop.reason,
    );
    expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe('1');
  });
});

describe('a publish that somebody has to confirm', () => {
  const all = async (sequence: number) =>
    encodeAll(
      new Map(['ticker.json', 'index.json', 'health.json'].map((path) => [path, String(sequence)])),
    );
  const shown = () =>
    Promise.all(
      ['ticker.json', 'index.json', 'health.json'].map((path) =>
        readFile(join(directory, 'v1', path), 'utf8').catch(() => null),
      ),
    );
  /** Publishes once and once more; returns what was shown each time somebody was asked, and in the end. */
  async function askedAndShown(refusedAt?: number): Promise<unknown[]> {
    const publisher = new DirectoryPublisher(directory);
    await publisher.publish({ sequence: 1 }, await all(1));
    const seen: unknown[] = [];
    const confirm = async () => {
      seen.push(await shown());
      if (seen.length === refusedAt) throw new Error('Another one publishes.');
      return true;
    };
    const edition = { sequence: 2, confirm };
    await publisher.publish(edition, await all(2)).catch((error: unknown) => seen.push(error));
    return [...seen, await shown()];
  }

  test('is confirmed before any name moves, and again before those that tell how new it is', async () => {
    expect(await askedAndShown()).toEqual([
      ['1', '1', '1'],
      ['2', '1', '1'],
      ['2', '2', '2'],
    ]);
  });

  test('is none where it is refused, with the reason', async () => {
    expect((await askedAndShown(1)).slice(1)).toEqual([
      new Error('Another one publishes.'),
      ['1', '1', '1'],
    ]);
  });

  test('leaves those that tell how new it is where it is refused in between', async () => {
    expect((await askedAndShown(2)).slice(2)).toEqual([
      new Error('Another one publishes.'),
      ['2', '1', '1'],
    ]);
  });

  test('is confirmed before the first one of a process is seen', async () => {
    await new DirectoryPublisher(directory).publish({ sequence: 1 }, await all(1));
    const confirm = () => Promise.reject(new Error('Another one publishes.'));
    const publisher = new DirectoryPublisher(directory);

    await expect(publisher.publish({ sequence: 2, confirm }, await all(2))).rejects.toThrow(
      'Another one publishes.',
    );
    expect(await shown()).toEqual(['1', '1', '1']);
  });
});

test('a body that no name leads to any more stays ten seconds for who has just found it', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const publisher = new DirectoryPublisher(directory);
  const bodiesAfter = async (sequence: number, wait: number) => {
    vi.advanceTimersByTime(wait);
    await publisher.publish({ sequence }, await filesOf(sequence));
    const bodies = await readdir(join(directory, 'bodies/0000000001'));
    return bodies.filter((name) => name.endsWith('.json')).length;
  };

  expect(await bodiesAfter(1, 0)).toBe(1);
  expect(await bodiesAfter(2, 0)).toBe(2);
  expect(await bodiesAfter(3, 10_000)).toBe(3);
  expect(await bodiesAfter(4, 1)).toBe(3);
});

describe('what nalssi has not made is never removed:', () => {
  let elsewhere = '';

  beforeEach(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), 'nalssi-elsewhere-'));
    for (const name of ['0000000001', '0000000002', '0000000003', '0000000004', 'photos']) {
      await mkdir(join(elsewhere, name));
      await writeFile(join(elsewhere, name, 'dear.txt'), name);
    }
  });

  afterEach(() => rm(elsewhere, { recursive: true, force: true }));

  async function publishAll(from: number, to: number): Promise<void> {
    const publisher = new DirectoryPublisher(directory);
    for (let sequence = from; sequence <= to; sequence += 1) {
      await publisher.publish({ sequence }, await filesOf(sequence));
    }
  }

  async function expectAllElsewhere(): Promise<void> {
    const names = (await readdir(elsewhere, { recursive: true })).sort();

    expect(names.filter((name) => name.endsWith('dear.txt'))).toHaveLength(5);
  }

  test.each(['generations', 'bodies'])('a link in the place of %s is refused', async (name) => {
    await symlink(elsewhere, join(directory, name));

    await expect(publishAll(4, 8)).rejects.toThrow(/is a link.*remove the link/);
    await expectAllElsewhere();
    expect(await readlink(join(directory, name))).toBe(elsewhere);
  });

  test('a link in the place of a publish is left alone', async () => {
    await publishAll(5, 6);
    await symlink(elsewhere, join(directory, 'generations/0000000001'));
    await symlink(elsewhere, join(directory, 'bodies/0000000001'));
    await publishAll(7, 10);

    await expectAllElsewhere();
    expect(await readdir(join(directory, 'generations'))).toEqual(['0000000001', '0000000007']);
  });

  test('a link in the place of the next publish is refused', async () => {
    await publishAll(1, 1);
    await symlink(elsewhere, join(directory, 'generations/0000000002'));

    await expect(publishAll(2, 2)).rejects.toThrow(/0000000002 holds what nalssi has not made/);
    await expectAllElsewhere();
  });

  test('links in an old publish are removed, what they lead to is not', async () => {
    await publishAll(1, 1);
    await symlink(elsewhere, join(directory, 'generations/0000000001/link'));
    await publishAll(2, 5);

    await expectAllElsewhere();
    expect(await readdir(join(directory, 'generations'))).not.toContain('0000000001');
  });

  test('files and folders of others beside and inside the publishes stay', async () => {
    await publishAll(1, 2);
    for (const folder of ['generations', 'bodies']) {
      await mkdir(join(directory, folder, '0-backup'));
      await writeFile(join(directory, folder, '0-backup/dear.txt'), 'x');
      await writeFile(join(directory, folder, 'notes.txt'), 'x');
      await writeFile(join(directory, folder, '0000000001/notes.txt'), 'x');
    }
    await publishAll(3, 9);
    for (const folder of ['generations', 'bodies']) {
      expect(await readdir(join(directory, folder))).toEqual(
        ['0-backup', '0000000001', '0000000003', 'notes.txt'].sort(),
      );
      expect(await readdir(join(directory, folder, '0-backup'))).toEqual(['dear.txt']);
      expect(await readdir(join(directory, folder, '0000000001'))).toEqual(['notes.txt']);
    }
  });

  test.each([
    ['a link to somewhere else', () => symlink(elsewhere, join(directory, 'v1')), 'no publish'],
    ['a folder', () => mkdir(join(directory, 'v1')), 'Move it away'],
    ['a file', () => writeFile(join(directory, 'v1'), 'x'), 'Move it away'],
  ])('%s in the place of v1 is refused', async (_, put, said) => {
    await put();
    const publisher = new DirectoryPublisher(directory);

    expect(await publisher.currentSequence()).toBeNull();
    await expect(publishAll(1, 1)).rejects.toThrow(said);
    expect((await readdir(directory)).sort()).toEqual(['v1']);
    await expectAllElsewhere();
  });

  test('a feed directory that is a link to nowhere is told of, and nothing is made there', async () => {
    const feed = join(directory, 'feed');
    const nowhere = join(elsewhere, 'nowhere');
    await symlink(nowhere, feed);
    const published = new DirectoryPublisher(feed).publish({ sequence: 1 }, await filesOf(1));

    await expect(published).rejects.toThrow('feed is a link to nowhere. Make the folder');
    expect(await readdir(elsewhere)).not.toContain('nowhere');
  });

  test('a feed directory that is a link itself is published into, and nothing else is touched', async () => {
    const feed = join(directory, 'feed');
    await symlink(elsewhere, feed);
    const publisher = new DirectoryPublisher(feed);
    for (let sequence = 1; sequence <= 6; sequence += 1) {
      await publisher.publish({ sequence }, await filesOf(sequence));
    }

    expect(await readFile(join(feed, 'v1/ticker.json'), 'utf8')).toBe('6');
    await expectAllElsewhere();
  });
});

test('a reader during a thousand publishes never finds a file torn or missing, or time going back', async () => {
  const script = `
    import { DirectoryPublisher } from ${JSON.stringify(join(import.meta.dirname, '../../../collector/publish/directory-publisher.ts'))};
    const publisher = new DirectoryPublisher(process.argv[1]);
    for (let sequence = 1; sequence <= 1000; sequence += 1) {
      const identity = Buffer.from(String(sequence).padStart(6, '0').repeat(3000));
      const file = { identity, encoded: {}, hash: String(sequence) };
      await publisher.publish({ sequence }, new Map([['ticker.json', file]]));
    }`;
  const publishing = spawn(
    process.execPath,
    ['--input-type=module-typescript', '-e', script, directory],
    {
      stdio: 'inherit',
    },
  );
  const ended = new Promise((resolve) => publishing.on('exit', resolve));
  let running = true;
  void ended.then(() => {
    running = false;
  });
  const seen: string[] = [];
  while (running) {
    const text = await readFile(join(directory, 'v1/ticker.json'), 'utf8').catch((error) => {
      if (seen.length === 0) return '';
      throw error;
    });
    if (text === '') continue;
    expect(text).toBe(text.slice(0, 6).repeat(3000));
    seen.push(text.slice(0, 6));
  }

  expect(await ended).toBe(0);
  expect(seen).toEqual(seen.toSorted());
  expect(new Set(seen).size).toBeGreaterThan(5);
});
