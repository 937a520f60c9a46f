import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { discoveryFile, feedFiles } from '@nalssi/schemas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';

/** `npm run soak` kills more often. */
const kills = process.env['npm_lifecycle_event'] === 'soak' ? 200 : 12;

const stations = 12;
const weather = weatherOf(november2024);
const upstream = new Upstream({ ...weather, stations: weather.stations.slice(0, stations) });
const behind = Date.now() - Date.parse(november2024.capturedAt);
let baseUrl = '';
let directory = '';

beforeAll(async () => {
  baseUrl = await upstream.listen();
  directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
});

afterAll(async () => {
  await upstream.close();
  await rm(directory, { recursive: true, force: true });
});

interface Life {
  /** The sequence it took up at, once it got so far. */
  readonly opened: number | null;
  readonly hasValues: boolean;
  /** What it said it had published. */
  readonly published: readonly number[];
  readonly log: string;
}

/** Starts a collector and kills it at a moment that nobody chose. */
async function liveAndDie(): Promise<Life> {
  const script = join(import.meta.dirname, 'collect-forever.ts');
  const child = spawn(process.execPath, [script, directory, baseUrl, String(behind)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  let log = '';
  child.stderr.on('data', (text) => {
    log += text;
  });
  let opened: number | null = null;
  let hasValues = false;
  const published: number[] = [];
  const shown = new Set<number>();
  const first = Promise.withResolvers<void>();
  createInterface(child.stdout).on('line', (line) => {
    const said = JSON.parse(line);
    if ('opened' in said) {
      opened = said.opened;
      hasValues = said.hasValues;
      return;
    }
    published.push(said.published);
    shown.add(said.shown);
    first.resolve();
  });
  // One in ten dies before its first publish, while it starts.
  if (Math.random() < 0.1) await pause(600);
  else {
    await Promise.race([first.promise, closed]);
    await pause(250);
  }
  child.kill('SIGKILL');
  await closed;
  // Every station had its value, in every publish.
  expect([...shown].filter((count) => count !== stations)).toEqual([]);
  return { opened, hasValues, published, log };
}

function pause(longest: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}

function brotli(path: string): string {
  return brotliDecompressSync(readFileSync(`${path}.br`)).toString();
}

/** Of each file, when it was last looked at. */
const seen = new Map<string, number>();

/**
 * The sequence of the feed on disk, after every file of it was found whole, valid, not older than
 * before, and of that publish or an earlier one. Only the publish under way may be newer.
 */
async function sequenceOnDisk(): Promise<number> {
  const root = join(directory, 'feed/v1');
  const { sequence } = discoveryFile.parse(
    JSON.parse(await readFile(join(root, 'index.json'), 'utf8')),
  );
  const names = await readdir(root, { recursive: true, withFileTypes: true });
  const plain = names
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /json$/.test(path));
  expect(plain.length).toBeGreaterThan(5);
  for (const path of plain) {
    const bytes = await readFile(path);
    const content = JSON.parse(bytes.toString());
    if ('sequence' in content) {
      expect(content.sequence).toBeLessThanOrEqual(sequence + 1);
      expect(content.sequence).toBeGreaterThanOrEqual(seen.get(path) ?? 0);
      seen.set(path, content.sequence);
    }
    // The forms belong together where the link leads; their own names move one after the other.
    const body = await realpath(path);
    expect(brotliDecompressSync(await readFile(`${body}.br`))).toEqual(bytes);
    expect(gunzipSync(await readFile(`${body}.gz`))).toEqual(bytes);
    expect(zstdDecompressSync(await readFile(`${body}.zst`))).toEqual(bytes);
    expect(() => JSON.parse(brotli(path))).not.toThrow();
  }
  for (const [kind, schema] of Object.entries(feedFiles)) {
    const path = plain.find((candidate) => candidate === join(root, `${kind}.json`));
    if (path !== undefined) schema.parse(JSON.parse(await readFile(path, 'utf8')));
  }
  return sequence;
}

test(
  `killed at ${kills} moments, the next start takes up a whole feed and never goes back`,
  async () => {
    let newest = 0;
    let onDisk = 0;
    let starts = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const { opened, hasValues, published, log } = await liveAndDie();
      expect(log).not.toContain('"level":"error"');
      if (opened !== null && onDisk > 0) {
        starts += 1;
        // It knows the newest or, killed between two writes, the one that was under way.
        expect(opened).toBeGreaterThanOrEqual(newest);
        expect(hasValues).toBe(true);
      }
      for (const sequence of published) {
        expect(sequence).toBeGreaterThan(newest);
        newest = sequence;
      }
      if (newest === 0) continue;
      const now = await sequenceOnDisk();
      // Newest: what was said to be published is there; what was under way may be.
      expect(now).toBeGreaterThanOrEqual(Math.max(newest, onDisk));
      onDisk = now;
      newest = Math.max(newest, now);
    }

    expect(starts).toBeGreaterThan(kills / 2);
    expect(await readdir(join(directory, 'feed/generations'))).not.toHaveLength(0);
  },
  kills * 12_000,
);
