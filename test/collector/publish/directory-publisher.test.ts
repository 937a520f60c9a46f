import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DirectoryPublisher } from '../../../collector/publish/directory-publisher.ts';
import { type EncodedFiles, encodeAll } from '../../../collector/publish/encode.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

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
  await new DirectoryPublisher(directory).publish(7, await filesOf(7));

  expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe('7');
  expect((await readdir(join(directory, 'v1'))).sort()).toEqual([
    'schema',
    'ticker.json',
    'ticker.json.br',
    'ticker.json.gz',
    'ticker.json.zst',
  ]);
});

test('a few publishes are kept for readers who are in the middle of one', async () => {
  const publisher = new DirectoryPublisher(directory);
  for (let sequence = 1; sequence <= 6; sequence += 1) {
    await publisher.publish(sequence, await filesOf(sequence));
  }

  expect(await readdir(join(directory, 'generations'))).toHaveLength(3);
  expect(await publisher.currentSequence()).toBe(6);
});

test('a file that did not change is on disk once, with the time it was first published at', async () => {
  const publisher = new DirectoryPublisher(directory);
  const files = await filesOf(1);
  await publisher.publish(1, files, 1_000_000);
  await publisher.publish(2, files, 2_000_000);
  await publisher.publish(3, await filesOf(3), 3_000_000);
  const [first, second, third] = await Promise.all(
    [1, 2, 3].map((sequence) =>
      stat(join(directory, 'generations', String(sequence).padStart(10, '0'), 'ticker.json.br')),
    ),
  );

  expect(second?.ino).toBe(first?.ino);
  expect(second?.mtimeMs).toBe(1_000_000);
  expect(third?.mtimeMs).toBe(3_000_000);
});

test('a publish that cannot be written leaves nothing of itself', async () => {
  const publisher = new DirectoryPublisher(directory);
  await publisher.publish(1, await filesOf(1));
  const half = new Map([...(await filesOf(2)), ...impossibleFile(await filesOf(2))]);

  await expect(publisher.publish(2, half)).rejects.toThrow();
  expect(await readdir(join(directory, 'generations'))).toEqual(['0000000001']);
  expect(await readdir(join(directory, 'bodies'))).toEqual(['0000000001']);
});

test('a publish that cannot be written leaves the one before', async () => {
  const publisher = new DirectoryPublisher(directory);
  await publisher.publish(1, await filesOf(1));

  await expect(publisher.publish(2, impossibleFile(await filesOf(2)))).rejects.toThrow();
  expect(await readFile(join(directory, 'v1/ticker.json'), 'utf8')).toBe('1');
});

test('a reader during a thousand publishes never finds a file torn or missing, or time going back', async () => {
  const script = `
    import { DirectoryPublisher } from ${JSON.stringify(join(import.meta.dirname, '../../../collector/publish/directory-publisher.ts'))};
    const publisher = new DirectoryPublisher(process.argv[1]);
    for (let sequence = 1; sequence <= 1000; sequence += 1) {
      const identity = Buffer.from(String(sequence).padStart(6, '0').repeat(3000));
      const file = { identity, encoded: {}, hash: String(sequence) };
      await publisher.publish(sequence, new Map([['ticker.json', file]]));
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
