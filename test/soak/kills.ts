import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { discoveryFile, feedFiles } from '@nalssi/schemas';
import { november2024, weatherOf } from '../upstream/recording.ts';
import { Upstream } from '../upstream/upstream.ts';
import { chance } from './chance.ts';

const stations = 12;
const behind = Date.now() - Date.parse(november2024.capturedAt);

interface Life {
  /** The sequence it took up at, once it got so far. */
  readonly opened: number | null;
  readonly hasValues: boolean;
  /** What it said it had published. */
  readonly published: readonly number[];
  readonly log: string;
}

export interface Killed {
  /** Starts that found what the one before had left. */
  readonly starts: number;
  readonly sequence: number;
}

/**
 * Kills a collector with `kill -9`, each time at another moment of its life, and starts it again: it takes
 * up a whole feed, with values, and never goes back. Throws what does not hold.
 */
export async function killAgainAndAgain(
  kills: number,
  seed: number,
  say: (line: string) => void = () => undefined,
): Promise<Killed> {
  const weather = weatherOf(november2024);
  const upstream = new Upstream({ ...weather, stations: weather.stations.slice(0, stations) });
  const baseUrl = await upstream.listen();
  const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
  try {
    const feed = new FeedOnDisk(join(directory, 'feed/v1'));
    let newest = 0;
    let onDisk = 0;
    let starts = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      const draw = `${seed} ${kill}`;
      const { opened, hasValues, published, log } = await liveAndDie(directory, baseUrl, draw);
      assert.ok(!log.includes('"level":"error"'), log);
      if (opened !== null && onDisk > 0) {
        starts += 1;
        // It knows the newest or, killed between two writes, the one that was under way.
        assert.ok(opened >= newest, `it took up at ${opened}, after ${newest}`);
        assert.ok(hasValues, 'it took up without values');
      }
      for (const sequence of published) {
        assert.ok(sequence > newest, `it published ${sequence} after ${newest}`);
        newest = sequence;
      }
      if (kill % 25 === 0) say(`${kill} of ${kills} kills: edition ${newest}`);
      if (newest === 0) continue;
      const now = await feed.sequence();
      // Newest: what was said to be published is there; what was under way may be.
      assert.ok(now >= Math.max(newest, onDisk), `${now} is on disk, after ${newest}`);
      onDisk = now;
      newest = Math.max(newest, now);
    }
    assert.ok(starts > kills / 2, `${starts} of ${kills} starts got anywhere`);
    assert.notEqual((await readdir(join(directory, 'feed/generations'))).length, 0);
    return { starts, sequence: newest };
  } finally {
    await upstream.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Starts a collector and kills it at a moment that nobody chose. */
async function liveAndDie(directory: string, baseUrl: string, draw: string): Promise<Life> {
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
  if (chance(draw, 'early') < 0.1) await wait(chance(draw, 'after') * 600);
  else {
    await Promise.race([first.promise, closed]);
    await wait(chance(draw, 'after') * 250);
  }
  child.kill('SIGKILL');
  await closed;
  const others = [...shown].filter((count) => count !== stations);
  assert.deepEqual(others, [], 'every station has its value, in every publish');
  return { opened, hasValues, published, log };
}

class FeedOnDisk {
  readonly #root: string;
  /** Of each file, when it was last looked at. */
  readonly #seen = new Map<string, number>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * The sequence of the feed, after every file of it was found whole, valid, not older than before, and
   * of that publish or an earlier one. Only the publish under way may be newer.
   */
  async sequence(): Promise<number> {
    const read = (path: string) => readFile(path, 'utf8');
    const { sequence } = discoveryFile.parse(
      JSON.parse(await read(join(this.#root, 'index.json'))),
    );
    const names = await readdir(this.#root, { recursive: true });
    const plain = names.filter((name) => /json$/.test(name)).map((name) => join(this.#root, name));
    assert.ok(plain.length > 5);
    for (const path of plain) await this.#lookAt(path, sequence);
    for (const [kind, schema] of Object.entries(feedFiles)) {
      const path = join(this.#root, `${kind}.json`);
      if (plain.includes(path)) schema.parse(JSON.parse(await read(path)));
    }
    return sequence;
  }

  async #lookAt(path: string, newest: number): Promise<void> {
    const bytes = await readFile(path);
    const content = JSON.parse(bytes.toString());
    if ('sequence' in content) {
      assert.ok(content.sequence <= newest + 1, `${path} is newer than the feed`);
      assert.ok(content.sequence >= (this.#seen.get(path) ?? 0), `${path} went back`);
      this.#seen.set(path, content.sequence);
    }
    // The forms belong together where the link leads; their own names move one after the other.
    const body = await realpath(path);
    assert.ok(brotliDecompressSync(await readFile(`${body}.br`)).equals(bytes), `${path}.br`);
    assert.ok(gunzipSync(await readFile(`${body}.gz`)).equals(bytes), `${path}.gz`);
    assert.ok(zstdDecompressSync(await readFile(`${body}.zst`)).equals(bytes), `${path}.zst`);
    JSON.parse(String(brotliDecompressSync(await readFile(`${path}.br`))));
  }
}
