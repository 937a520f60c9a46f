import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  configOf,
  createLogger,
  FeedContent,
  FeedServer,
  openCollector,
  Secrets,
} from '@nalssi/collector';
import { discoveryFile, healthFile, tickerFile } from '@nalssi/schemas';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { ManualClock } from '../workbench.ts';
import { fillDisk } from './full-disk.ts';
import { mountsWork } from './tools.ts';

/** A fault of a disk: how it begins, and how an operator ends it. */
interface Fault {
  readonly begin: (directory: string) => void | Promise<void>;
  readonly end: (directory: string) => void | Promise<void>;
}

const isRoot = process.getuid?.() === 0;
const canMount = isRoot && mountsWork();

const filling = (directory: string) => join(directory, 'filling');

/** A small file system of its own, filled to the last byte. */
const fullFileSystem: Fault = {
  begin: (directory) => fillDisk(filling(directory)),
  end: (directory) => rm(filling(directory)),
};

/** Files that are open can still be written, as the store's; no other can be made. */
const readOnlyFileSystem: Fault = {
  begin(directory) {
    execFileSync('mount', ['--bind', directory, directory]);
    execFileSync('mount', ['-o', 'remount,bind,ro', directory]);
  },
  end: (directory) => void execFileSync('umount', ['--lazy', directory]),
};

/** For users: root may write into such folders. */
const readOnlyFolders: Fault = {
  begin: (directory) => setModes(directory, 0o500),
  end: (directory) => setModes(directory, 0o700),
};

/** For root where it may not mount: a file where the folder was refuses every write, to anyone. */
const folderInTheWay: Fault = {
  async begin(directory) {
    await rename(join(directory, 'feed/generations'), join(directory, 'feed/aside'));
    await writeFile(join(directory, 'feed/generations'), '');
  },
  async end(directory) {
    await rm(join(directory, 'feed/generations'));
    await rename(join(directory, 'feed/aside'), join(directory, 'feed/generations'));
  },
};

const withoutMount = isRoot ? folderInTheWay : readOnlyFolders;

test.each([
  ['a full disk', canMount ? fullFileSystem : withoutMount],
  ['a read-only disk', canMount ? readOnlyFileSystem : withoutMount],
])('on %s serving goes on from memory, health says so, and it mends itself', async (_, fault) => {
  await using site = await Site.start();
  await site.collector.run('kma-map', new AbortController().signal);
  const before = await site.sequence();
  expect(await site.sequenceOnDisk()).toBe(before);

  await fault.begin(site.directory);
  for (let minute = 1; minute <= 5; minute += 1) await site.publish();
  expect(await site.sequence()).toBe(before + 5);
  expect((await site.ticker()).summary.fresh).toBe(97);
  // The whole feed of before stays on the disk: its files are read, and hold together.
  if (fault !== folderInTheWay) expect(await site.sequenceOnDisk()).toBe(before);
  const failing = (await site.health()).outputs.find(({ id }) => id === 'directory');
  expect(failing).toMatchObject({ state: 'failing', action: expect.stringMatching(/./) });
  expect((await site.health()).status).toBe('degraded');

  await fault.end(site.directory);
  await site.publish();
  expect(await site.sequenceOnDisk()).toBe(before + 6);
  await site.publish();
  expect(await site.sequenceOnDisk()).toBe(before + 7);
  const { status, outputs } = await site.health();
  expect(outputs.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
  expect(status).toBe('ok');
});

/** A collector and its HTTP server on a data directory that can go bad. */
class Site implements AsyncDisposable {
  readonly directory: string;
  readonly collector: Awaited<ReturnType<typeof openCollector>>;
  readonly #clock: ManualClock;
  readonly #base: string;
  readonly #end: () => Promise<void>;

  private constructor(
    directory: string,
    collector: Site['collector'],
    clock: ManualClock,
    base: string,
    end: () => Promise<void>,
  ) {
    this.directory = directory;
    this.collector = collector;
    this.#clock = clock;
    this.#base = base;
    this.#end = end;
  }

  static async start(): Promise<Site> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', directory]);
    const upstream = new Upstream(weatherOf(november2024));
    const baseUrl = new URL(await upstream.listen());
    const clock = new ManualClock(november2024.capturedAt);
    const content = new FeedContent();
    const server = new FeedServer({ content, assets: new Map(), onError: () => undefined });
    const port = await server.listen('127.0.0.1', 0);
    const collector = await openCollector({
      sources: [{ ...configOf('kma-map'), baseUrl, isBaseUrlGiven: true }],
      off: [],
      keys: {},
      dataDirectory: directory,
      mode: 'live',
      clock,
      log: createLogger(new Secrets(), 'json', { write: () => undefined }),
      onPublish: (files) => content.replace(files, clock.now()),
    });
    return new Site(directory, collector, clock, `http://127.0.0.1:${port}`, async () => {
      await collector[Symbol.asyncDispose]();
      await server.close();
      await upstream.close();
      if (canMount) execFileSync('umount', ['--lazy', directory]);
      await rm(directory, { recursive: true, force: true });
    });
  }

  async publish(): Promise<void> {
    this.#clock.advance(1);
    await this.collector.publish();
  }

  async ticker() {
    return tickerFile.parse(await this.#get('ticker.json'));
  }

  async health() {
    return healthFile.parse(await this.#get('health.json'));
  }

  async sequence(): Promise<number> {
    return (await this.health()).sequence;
  }

  async sequenceOnDisk(): Promise<number> {
    const read = async (file: string) =>
      JSON.parse(await readFile(join(this.directory, 'feed/v1', file), 'utf8'));
    const { sequence } = healthFile.parse(await read('health.json'));
    expect(discoveryFile.parse(await read('index.json')).sequence).toBe(sequence);
    expect(tickerFile.parse(await read('ticker.json')).sequence).toBeLessThanOrEqual(sequence);
    return sequence;
  }

  async #get(file: string): Promise<unknown> {
    const response = await request(`${this.#base}/v1/${file}`);
    expect(response.statusCode).toBe(200);
    return response.body.json();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}

async function setModes(directory: string, mode: number): Promise<void> {
  for (const folder of ['feed/generations', 'feed/bodies', 'feed']) {
    await chmod(join(directory, folder), mode);
  }
}
