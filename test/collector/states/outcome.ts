import type { HealthFile } from '@nalssi/schemas';
import { freePort } from '../../servers/free-port.ts';
import { eachSecond, Site } from './site.ts';
import { type Surfaces, surfacesOf } from './surfaces.ts';

/** What came of a state: what everything said, and what a Prometheus got to read. */
export interface Outcome {
  readonly surfaces: Surfaces;
  /** Texts of `/metrics`, one scrape after another; of the last all that follow. `null`: no
   * answer; none where there is no process. */
  readonly scrapes: readonly (string | null)[];
  /** When they were made, by the clock of the machine. */
  readonly recordedAt: number;
  /** After it was mended in the same process; without it, that of a healthy one. */
  readonly mended?: string;
  /** ms from the clock of the world to that of the machine. */
  readonly toMachine: number;
}

/** Polls until `holds`, however long a busy machine takes. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}

export function metricIn(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? Number.NaN);
}

/** Every source that is on was asked, and what came of it is published. */
export async function asked(site: Site, since = 0): Promise<void> {
  await until(async () => {
    const health = await site.json<HealthFile>('health');
    if (health === null) return false;
    const { sources, sequence } = health;
    const on = sources.filter(({ state }) => state !== 'off');
    const isAsked = on.every(({ lastAttemptAt }) => Date.parse(lastAttemptAt ?? '') >= since);
    const { text } = await site.get('/metrics');
    return isAsked && metricIn(text, 'nalssi_published_sequence') === sequence;
  });
}

export async function told(site: Site, mended?: string): Promise<Outcome> {
  const surfaces = await surfacesOf(site);
  return {
    surfaces,
    scrapes: [surfaces.metrics],
    recordedAt: Date.now(),
    toMachine: site.world.toMachine,
    ...(mended !== undefined && { mended }),
  };
}

/** `nalssi serve` in a directory that another left; its sources are asked once. */
export async function started(
  from: string | undefined,
  prepare: (site: Site) => unknown,
  variables: (site: Site) => Promise<Record<string, string>> | Record<string, string> = () => ({}),
): Promise<Outcome> {
  await using site = await Site.prepare({ from });
  await prepare(site);
  await site.serve(undefined, await variables(site));
  await asked(site);
  return await told(site);
}

export async function deadUpstreams(...names: string[]): Promise<Record<string, string>> {
  const address = `http://127.0.0.1:${await freePort()}`;
  return Object.fromEntries(names.map((name) => [`NALSSI_${name}_URL`, address]));
}

/** Whether the metrics, which are written some times a second, have the status of the feed. */
async function isMeasured(site: Site): Promise<boolean> {
  const status = (await site.json('index'))?.['status'];
  const { text } = await site.get('/metrics');
  return metricIn(text, `nalssi_feed_status{status="${status}"}`) === 1;
}

/** A process that publishes each second, `wrong` until something is seen, and then mended. */
export async function whileRunning(
  { from, onSmallDisk = false }: { from: string; onSmallDisk?: boolean },
  wrong: (site: Site) => unknown,
  seen: (site: Site) => Promise<boolean>,
  mend: (site: Site) => unknown,
): Promise<Outcome> {
  await using site = await Site.prepare({ from, onSmallDisk });
  await site.serve(undefined, { NALSSI_KMA_MAP_CRON: eachSecond });
  await asked(site);
  await wrong(site);
  await until(() => seen(site));
  await until(() => isMeasured(site));
  const outcome = await told(site);
  await mend(site);
  await until(async () => (await site.json('index'))?.['status'] === 'ok');
  const sequence = (await site.json<HealthFile>('health'))?.sequence ?? 0;
  let mended = '';
  await until(async () => {
    mended = (await site.get('/metrics')).text;
    return metricIn(mended, 'nalssi_published_sequence') >= sequence;
  });
  return { ...outcome, mended };
}
