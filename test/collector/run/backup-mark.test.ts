import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, Secrets } from '@nalssi/collector';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  backupMark,
  markFile,
  sumsFile,
  takeUpBackup,
} from '../../../collector/run/backup-mark.ts';

const madeAt = Date.parse('2026-11-26T21:00:00+09:00');
const second = 1_000;

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

/** Takes the directory up so many milliseconds after the backup; returns what the store was asked and the log said. */
async function takenUpAfter(age: number) {
  const asked: number[] = [];
  let log = '';
  await takeUpBackup(
    directory,
    {
      async nextSequence(after) {
        asked.push(after);
        return after + 1;
      },
    },
    madeAt + age,
    createLogger(new Secrets(), 'json', {
      write(line: string) {
        log += line;
      },
    }),
  );
  return { asked, log };
}

const put = (mark: string) => {
  writeFileSync(join(directory, markFile), mark);
  writeFileSync(join(directory, sumsFile), '');
};

test.each([
  ['at once', 0, 41],
  ['a second later', second, 42],
  ['a part of a second later', 1, 42],
  ['an hour later', 3_600 * second, 41 + 3_600],
  ['by a clock that is behind', -3_600 * second, 41],
])('a backup that is restored %s goes on one number a second later', async (_, age, sequence) => {
  put(backupMark(41, madeAt));
  const { asked, log } = await takenUpAfter(age);

  expect(asked).toEqual([sequence]);
  expect(JSON.parse(log)).toMatchObject({ code: 'restored', sequence: sequence + 1 });
  expect([markFile, sumsFile].map((file) => existsSync(join(directory, file)))).toEqual([
    false,
    false,
  ]);
});

test('a directory that no backup was restored to is left as it is', async () => {
  expect(await takenUpAfter(0)).toEqual({ asked: [], log: '' });
});

test.each([
  '',
  '{',
  '[]',
  '{"version":"1.0.0","madeAt":"yesterday","sequence":41}',
  // The store could give no number after it.
  '{"version":"1.0.0","madeAt":"1970-01-01T00:00:00+09:00","sequence":9007199254740991}',
])(
  'a mark that cannot be read, %j, is told and stays, and the sequence goes on where the store ends',
  async (mark) => {
    put(mark);
    const { asked, log } = await takenUpAfter(0);

    expect(asked).toEqual([]);
    expect(JSON.parse(log)).toMatchObject({ code: 'damaged-backup' });
    expect(existsSync(join(directory, markFile))).toBe(true);
  },
);

test.each([
  ['a pipe', (path: string) => execFileSync('mkfifo', [path])],
  ['a link to a device without end', (path: string) => symlinkSync('/dev/zero', path)],
  ['a folder', (path: string) => mkdirSync(path)],
])('%s in the place of the mark is told and stays', async (_what, make) => {
  const path = join(directory, markFile);
  make(path);
  const { asked, log } = await takenUpAfter(0);

  expect(asked).toEqual([]);
  expect(JSON.parse(log)).toMatchObject({ code: 'damaged-backup' });
  expect(lstatSync(path, { throwIfNoEntry: false })).toBeDefined();
});
