import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { envelope, type HealthFile, healthFile } from '@nalssi/schemas';
import { vi } from 'vitest';
import { seasonAt } from '../../../../collector/quality/batch/season.ts';
import { november2024, weatherOf } from '../../../upstream/recording.ts';
import { Upstream } from '../../../upstream/upstream.ts';
import { movedOn, type Weather } from '../../../upstream/weather.ts';
import { StartedCommand } from '../../started-command.ts';

const pacedService = join(import.meta.dirname, '../paced-service.ts');

/** How long the lease of these collectors holds: ms. */
const leaseLength = 2_000;

/** One collector as a process of its own, with its own data directory. */
export interface StartedCollector {
  readonly command: StartedCommand;
  readonly address: string;
  readonly directory: string;
}

/** An edition as somebody saw it. */
interface Sighting {
  readonly sequence: number;
  readonly index: string;
}

/**
 * Collectors that share a Redis, the upstream that they ask, and a reader who never looks away: what he
 * sees is judged at the end.
 */
export class Collectors implements AsyncDisposable {
  readonly upstream: Upstream;
  readonly #upstreamUrl: string;
  readonly #store: string;
  readonly #watches: boolean;
  readonly #started: StartedCollector[] = [];
  readonly #watching = new AbortController();
  readonly #readers: Promise<void>[] = [];
  readonly #seen = new Map<string, Sighting[]>();

  private constructor(upstream: Upstream, upstreamUrl: string, store: string, watches: boolean) {
    this.upstream = upstream;
    this.#upstreamUrl = upstreamUrl;
    this.#store = store;
    this.#watches = watches;
  }

  /** `store`: an address of a Redis; `watches`: whether there is such a reader. */
  static async at(store: string, { watches = true } = {}): Promise<Collectors> {
    const upstream = new Upstream(weatherOfHour(0));
    return new Collectors(upstream, await upstream.listen(), store, watches);
  }

  /** `variables`: others than usual; `cron`: when sources are asked. */
  async start(
    variables: Readonly<Record<string, string>> = {},
    cron = '*/2 * * * * *',
  ): Promise<StartedCollector> {
    const directory = await mkdtemp(join(tmpdir(), 'nalssi-'));
    const command = new StartedCommand([directory, this.#upstreamUrl, cron], {
      script: pacedService,
      variables: {
        PORT: '0',
        STORE: this.#store,
        LEASE: String(leaseLength),
        ...variables,
      },
    });
    const started = { command, directory, address: await command.address() };
    this.#started.push(started);
    if (this.#watches) this.#readers.push(this.#watch(started.address));
    return started;
  }

  /** What was asked of the upstream so far. */
  get requests(): number {
    return this.upstream.targets('kma-map').length;
  }

  /** What is wrong with what readers saw: an older edition after a newer one, two under one sequence. */
  get faults(): string[] {
    const bySequence = new Map<number, string>();
    return [...this.#seen].flatMap(([address, sightings]) =>
      sightings.flatMap(({ sequence, index }, at) => {
        const before = sightings[at - 1]?.sequence ?? 0;
        const other = bySequence.get(sequence) ?? index;
        bySequence.set(sequence, other);
        return [
          ...(sequence < before ? [`${address}: ${sequence} after ${before}`] : []),
          ...(other === index ? [] : [`two editions under ${sequence}`]),
        ];
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watching.abort();
    await Promise.all(this.#readers);
    for (const { command, directory } of this.#started) {
      command.child.kill('SIGCONT');
      await command[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    }
    await this.upstream.close();
  }

  async #watch(address: string): Promise<void> {
    const seen: Sighting[] = [];
    this.#seen.set(address, seen);
    while (!this.#watching.signal.aborted) {
      const index = await textAt(`${address}/v1/index.json`).catch(() => null);
      if (index !== null && index !== seen.at(-1)?.index) {
        seen.push({ sequence: sequenceIn(index), index });
      }
      await wait(25);
    }
  }
}

/**
 * The weather of the recording as if it had been observed so many hours before the present one. It is a
 * morning of November: by as much warmer as is usual now, as nobody believes 1 ℃ of an afternoon at once.
 * By the same at each of these hours: what an hour of the season takes away at some times of the day is
 * what `movedOn` gives at two stations of three, and the same tenths in another hour are no weather.
 *
 * `now`: ms since the epoch.
 */
export function weatherOfHour(before: number, now = Date.now()): Weather {
  const hour = Math.floor(now / 3_600_000) * 3_600_000;
  const text = new Date(hour + (9 - before) * 3_600_000).toISOString().slice(0, 19);
  const recorded = weatherOf(november2024);
  const warmer = seasonAt(hour).usual - seasonAt(Date.parse(recorded.observedAt)).usual;
  const { stations, ...weather } = movedOn(recorded, `${text}+09:00`);
  const warmed = stations.map((station) => {
    const { temperature } = station.values;
    if (typeof temperature !== 'number') return station;
    const usual = Math.round((temperature + warmer) * 10) / 10;
    return { ...station, values: { ...station.values, temperature: usual } };
  });
  return { ...weather, stations: warmed };
}

const sequenceIn = (index: string) => envelope.parse(JSON.parse(index)).sequence;

/** Rejects after two seconds, as of a process that stands still, and where there is no feed. */
export async function textAt(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.text();
}

export const sequenceAt = async ({ address }: StartedCollector) =>
  sequenceIn(await textAt(`${address}/v1/index.json`));

export async function healthAt({ address }: StartedCollector): Promise<HealthFile> {
  return healthFile.parse(JSON.parse(await textAt(`${address}/v1/health.json`)));
}

/** Requests that are counted against the quota of the day. */
export async function quotaAt(collector: StartedCollector): Promise<number> {
  const { sources } = await healthAt(collector);
  return sources.find(({ id }) => id === 'kma-map')?.quota.used ?? 0;
}

/** Waits until something holds. */
export function holds(assertion: () => Promise<void> | void): Promise<void> {
  return vi.waitFor(assertion, { interval: 50 });
}

/** Waits until an edition above `sequence` is served. */
export const passes = (collector: StartedCollector, sequence: number) =>
  holds(async () => {
    const now = await sequenceAt(collector);
    if (now <= sequence) throw new Error(`It serves ${now}, and ${sequence} was passed before.`);
  });
