import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { discoveryFile, tickerFile } from '@nalssi/schemas';
import { expect } from 'vitest';
import { directoryPlace } from '../../soak/feed-place.ts';
import { FeedWatch } from '../../soak/feed-watch.ts';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import { movedOn } from '../../upstream/weather.ts';
import { fillDisk } from '../deploy/full-disk.ts';
import { mountsWork } from '../deploy/tools.ts';
import { StartedCommand } from '../started-command.ts';
import { World } from '../states/world.ts';

const key = 'FaultsHubKey0123456789';

/** On SIGUSR2 the event loop does nothing else for so long, ms. */
const block = `
  process.on('SIGUSR2', () => {
    const end = performance.now() + Number(process.env.BLOCK_FOR);
    while (performance.now() < end);
  });
`;

/** Whether a small disk can be mounted, to be filled. */
export const canMount = process.getuid?.() === 0 && mountsWork();

/**
 * `nalssi serve` that asks and publishes each second, with a reader who asks all the time and a watch on
 * its directory: whatever happens to it, each answer is whole, its values live, and its sequence is not
 * below that of the one before.
 */
export class ObservedService implements AsyncDisposable {
  readonly world = new World();
  readonly #directory: string;
  readonly #upstream: Upstream;
  readonly #blockFor: number;
  readonly #onDisk: FeedWatch;
  readonly #reading = new AbortController();
  #reader: Promise<void> | null = null;
  #service: StartedCommand | null = null;
  #address = '';
  /** Of all that were started. */
  #output = '';
  /** The edition that a reader has seen last, and of each file that he reads. */
  #seen = 0;
  readonly #sequences = new Map<string, number>();
  /** Where the sources are. */
  #upstreamUrl = '';
  /** Steps of the clock that the process has noticed. */
  #breaks = 0;

  private constructor(directory: string, upstream: Upstream, blockFor: number) {
    this.#directory = directory;
    this.#upstream = upstream;
    this.#blockFor = blockFor;
    this.#onDisk = new FeedWatch(directoryPlace(join(directory, 'feed/v1')), [key]);
  }

  /** `blockFor`: ms that `block` takes. */
  static async start(blockFor: number): Promise<ObservedService> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', directory]);
    const world = new World();
    const weather = weatherOf(november2024, world.hour());
    // No two hours are alike: the same values under another time are refused.
    const at = (observedAt: string) =>
      observedAt === weather.observedAt ? weather : movedOn(weather, observedAt);
    const upstream = new Upstream({ ...weather, at });
    upstream.setClock(world.minutesAhead);
    const service = new ObservedService(directory, upstream, blockFor);
    await service.#serve(await upstream.listen());
    service.#reader = service.#read();
    // What he found wrong is told at the end, too.
    service.#reader.catch(() => undefined);
    return service;
  }

  /** The reader and the directory get what is published now, every file of it is looked at. */
  async isWellAgain(): Promise<void> {
    const before = this.#seen;
    await expect.poll(() => this.#seen).toBeGreaterThan(before + 1);
    const isOnDisk = async () => {
      await this.#onDisk.look({ isNews: false });
      return this.#onDisk.newest;
    };
    await expect.poll(isOnDisk).toBeGreaterThan(before);
    await this.#onDisk.lookAtAll();
    expect(this.#child.exitCode).toBeNull();
    expect(this.#output + this.#running.output + this.#running.errors).not.toContain(key);
  }

  async blockEventLoop(): Promise<void> {
    this.#child.kill('SIGUSR2');
    await wait(this.#blockFor);
  }

  async pause(duration: number): Promise<void> {
    this.#child.kill('SIGSTOP');
    await wait(duration);
    this.#child.kill('SIGCONT');
  }

  /** The clock of its machine is so many minutes ahead of everybody's from now on. */
  async setClock(minutesAhead: number): Promise<void> {
    await writeFile(this.#clockFile, this.world.faketime(minutesAhead));
    await this.#running.says((output) =>
      output.split('"clock-break"').length > this.#breaks + 1 ? true : null,
    );
    this.#breaks += 1;
  }

  /** The status of the feed. */
  async status(): Promise<string> {
    const response = await fetch(`${this.#address}/v1/health.json`);
    return ((await response.json()) as { status: string }).status;
  }

  fillDisk(): void {
    fillDisk(join(this.#directory, 'filling'));
  }

  async emptyDisk(): Promise<void> {
    await rm(join(this.#directory, 'filling'));
  }

  /** Killed as it stands, and started again. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#running.ended;
    this.#output += this.#running.output + this.#running.errors;
    this.#breaks = 0;
    await this.#serve(this.#upstreamUrl);
  }

  get #running(): StartedCommand {
    if (this.#service === null) throw new Error('It is not running.');
    return this.#service;
  }

  get #child() {
    return this.#running.child;
  }

  get #clockFile(): string {
    return join(this.#directory, 'clock');
  }

  async #serve(url: string): Promise<void> {
    this.#upstreamUrl = url;
    await writeFile(this.#clockFile, this.world.faketime());
    this.#service = new StartedCommand(['serve'], {
      variables: {
        PORT: '0',
        NALSSI_DATA_DIR: this.#directory,
        NALSSI_SOURCES: 'kma-map,apihub-asos',
        NALSSI_KMA_MAP_URL: url,
        NALSSI_KMA_MAP_CRON: '* * * * * *',
        NALSSI_APIHUB_ASOS_URL: url,
        NALSSI_KMA_APIHUB_KEY: key,
        NALSSI_TABLES: 'off',
        NALSSI_LOG: 'json',
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(block)}`,
        BLOCK_FOR: String(this.#blockFor),
        ...this.world.variables(0, this.#clockFile),
      },
    });
    this.#address = await this.#service.address();
  }

  /** Asks until it is told to end; nobody answers while the process is not there. */
  async #read(): Promise<void> {
    while (!this.#reading.signal.aborted) {
      await wait(50);
      const index = await this.#get('index.json');
      if (index !== null) this.#seen = this.#notBefore('index', discoveryFile.parse(index));
      const ticker = await this.#get('ticker.json');
      if (ticker === null) continue;
      const { generatedAt, observations, ...envelope } = tickerFile.parse(ticker);
      this.#notBefore('ticker', envelope);
      const dead = observations.filter(
        ({ temperature, expiresAt }) =>
          temperature !== null && !(Date.parse(expiresAt ?? '') > Date.parse(generatedAt)),
      );
      expect(dead).toEqual([]);
    }
  }

  #notBefore(file: string, { sequence }: { readonly sequence: number }): number {
    expect(sequence, file).toBeGreaterThanOrEqual(this.#sequences.get(file) ?? 0);
    this.#sequences.set(file, sequence);
    return sequence;
  }

  /** `null` where it is not answered: every answer that comes is one. */
  async #get(file: string): Promise<unknown> {
    const response = await fetch(`${this.#address}/v1/${file}`).catch(() => null);
    const text = await response?.text().catch(() => null);
    if (text === undefined || text === null) return null;
    expect(response?.status, file).toBe(200);
    return JSON.parse(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#reading.abort();
    try {
      await this.#reader;
    } finally {
      await this.#service?.[Symbol.asyncDispose]();
      await this.#upstream.close();
      if (canMount) execFileSync('umount', ['--lazy', this.#directory]);
      await rm(this.#directory, { recursive: true, force: true });
    }
  }
}
