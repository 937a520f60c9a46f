import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { november2024, weatherOf } from '../../upstream/recording.ts';
import { Upstream } from '../../upstream/upstream.ts';
import type { Weather } from '../../upstream/weather.ts';
import { mountsWork } from '../deploy/tools.ts';
import { StartedCommand } from '../started-command.ts';
import { testKeys } from '../workbench.ts';
import { World } from './world.ts';

export const canMount = process.getuid?.() === 0 && mountsWork();

/** Asked at the start, and not again while a test looks. */
const atStartAlone = '59 59 23 31 12 *';
export const eachSecond = '* * * * * *';

/** `nalssi` in a data directory of its own, with KMA on loopback, and what an operator does there. */
export class Site implements AsyncDisposable {
  readonly directory: string;
  readonly world: World;
  readonly upstream: Upstream;
  readonly #upstreamUrl: string;
  readonly #started: StartedCommand[] = [];
  readonly #ends: (() => void | Promise<void>)[] = [];
  #serving: StartedCommand | null = null;
  /** Where the feed is served; `null` before anything was. */
  address: string | null = null;
  /** Minutes that the clock of `nalssi` is ahead of the world's. */
  ahead = 0;
  /** A file that sets the clock of `nalssi` while it runs. */
  clockFile: string | null = null;

  private constructor(directory: string, world: World, upstream: Upstream, upstreamUrl: string) {
    this.directory = directory;
    this.world = world;
    this.upstream = upstream;
    this.#upstreamUrl = upstreamUrl;
  }

  /**
   * `from`: a data directory to begin with, as it stands; `minutes`: where the clock of the world
   * begins, counted from the usual morning.
   */
  static async prepare({
    from,
    minutes = 0,
    onSmallDisk = false,
    withFeed = false,
  }: {
    from?: string | undefined;
    minutes?: number;
    onSmallDisk?: boolean;
    withFeed?: boolean;
  } = {}): Promise<Site> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-state-'));
    if (onSmallDisk) {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', directory]);
    }
    if (from !== undefined) {
      // The feed itself is made anew at the start, and its thousands of files take a while to copy.
      const filter = (path: string) => withFeed || path !== join(from, 'feed');
      await cp(from, directory, { recursive: true, verbatimSymlinks: true, filter });
    }
    const world = new World(minutes);
    const upstream = new Upstream(weatherOf(november2024, world.hour()));
    upstream.setClock(world.minutesAhead);
    const site = new Site(directory, world, upstream, await upstream.listen());
    if (onSmallDisk) site.defer(() => void execFileSync('umount', ['--lazy', directory]));
    return site;
  }

  /** A server of KMA with another weather and the clock of the world; resolves with its URL. */
  async anotherUpstream(weather: Weather): Promise<string> {
    const upstream = new Upstream(weather);
    upstream.setClock(this.world.minutesAhead);
    this.defer(() => upstream.close());
    return await upstream.listen();
  }

  /** What is to be done at the end, before the directory goes. */
  defer(end: () => void | Promise<void>): void {
    this.#ends.push(end);
  }

  /** A command in the directory; it ends with the site. */
  run(words: readonly string[], variables: Readonly<Record<string, string>> = {}): StartedCommand {
    const command = new StartedCommand(words, {
      variables: {
        ...this.variables,
        ...this.world.variables(this.ahead, this.clockFile),
        ...variables,
      },
    });
    this.#started.push(command);
    return command;
  }

  /** A script of this folder that looks at an address by a clock that is right; it ends with the site. */
  look(script: string, address: string): StartedCommand {
    const command = new StartedCommand([address], {
      script: join(import.meta.dirname, script),
      variables: this.world.variables(),
    });
    this.#started.push(command);
    return command;
  }

  /** `nalssi serve`, once it serves; its sources are asked at once, and by `cron` again. */
  async serve(
    cron = atStartAlone,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<StartedCommand> {
    const serving = this.run(['serve'], {
      NALSSI_KMA_MAP_CRON: cron,
      NALSSI_APIHUB_ASOS_CRON: cron,
      NALSSI_WARNINGS_CRON: cron,
      ...variables,
    });
    this.address = await serving.address();
    this.#serving = serving;
    return serving;
  }

  get serving(): StartedCommand {
    if (this.#serving === null) throw new Error('Nothing serves.');
    return this.#serving;
  }

  /** The text of an address below that of the server. */
  async get(path: string): Promise<{ code: number; text: string }> {
    const response = await fetch(`${this.address}${path}`);
    return { code: response.status, text: await response.text() };
  }

  /** A file of the feed; `null` while there is none. */
  async json<Content = Record<string, unknown>>(file: string): Promise<Content | null> {
    const { code, text } = await this.get(`/v1/${file}.json`);
    return code === 200 ? (JSON.parse(text) as Content) : null;
  }

  get variables(): Record<string, string> {
    const hub = this.#upstreamUrl.replace('127.0.0.1', 'localhost');
    return {
      PORT: '0',
      NALSSI_DATA_DIR: this.directory,
      NALSSI_SOURCES: 'kma-map apihub-asos warnings',
      NALSSI_KMA_APIHUB_KEY: testKeys['kma-apihub'],
      NALSSI_KMA_MAP_URL: this.#upstreamUrl,
      // Another server, for all that can be told: each has a clock of its own.
      NALSSI_APIHUB_ASOS_URL: hub,
      NALSSI_WARNINGS_URL: hub,
      NALSSI_TABLES: 'off',
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const command of this.#started) {
      command.child.kill('SIGCONT');
      await command[Symbol.asyncDispose]();
    }
    await this.upstream.close();
    for (const end of this.#ends.reverse()) await end();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The data directory of a collector that ran once, so many minutes before the usual morning. */
export async function collectedBefore(minutes: number): Promise<string> {
  await using site = await Site.prepare({ minutes: -minutes });
  const { code } = await site.run(['collect']).ended;
  if (code !== 0) throw new Error(`nalssi collect ended with ${code}.`);
  const kept = await mkdtemp(join(tmpdir(), 'nalssi-kept-'));
  await cp(site.directory, kept, { recursive: true, verbatimSymlinks: true });
  return kept;
}
