import { type Census, grownSince, isOfHistory, meanOf } from './census.ts';
import { SimulatedSite, type SiteOptions } from './simulated-site.ts';
import { SimulatedTime } from './simulated-time.ts';

/** Minutes. */
const hour = 60;
const day = 24 * hour;

/** Before, there is more history each hour. */
const historyIsFull = 2 * day;

export interface SimulationOptions extends Omit<SiteOptions, 'time'> {
  readonly hours: number;
  /** Hears a line a day, or four in all where it is less than four days. */
  readonly say: (line: string) => void;
}

export interface Simulated {
  readonly steps: number;
  readonly answers: number;
  readonly faults: number;
  readonly restarts: number;
  /** Contents of files that were looked at. */
  readonly looked: number;
  readonly sequence: number;
  /** After a third of the time, and at the end. */
  readonly early: Census;
  readonly late: Census;
  /** What has grown in between by more than it may, in words. */
  readonly grown: readonly string[];
}

/**
 * Hours or days of the real collector in one process, by a clock that is moved. Throws BrokenPromise, and says at
 * which minute, where the feed breaks one.
 */
export async function simulate(options: SimulationOptions): Promise<Simulated> {
  const { hours, seed, step, say } = options;
  const length = hours * hour;
  const rhythm = length < 4 * day ? length / 4 : day;
  using time = new SimulatedTime('2026-11-01T00:00:20+09:00');
  await using site = await SimulatedSite.start({ ...options, time });
  const censuses: { readonly minute: number; readonly census: Census }[] = [];
  let begun = Date.now();
  for (let minute = step; minute <= length; minute += step) {
    try {
      await site.step();
      if (minute % hour < step) await site.lookAtAll();
    } catch (error) {
      const at = new Date(time.now() + 9 * 3_600_000).toISOString().slice(0, 16);
      throw new Error(`Seed ${seed}, minute ${minute}, ${at}: ${String(error)}`, { cause: error });
    }
    if (minute % rhythm >= step) continue;
    const census = await site.census();
    censuses.push({ minute, census });
    say(lineOf(minute, census, site, Date.now() - begun));
    begun = Date.now();
  }
  const { answers, faults } = site.upstream;
  const { restarts, looked, sequence } = site;
  const facts = { steps: Math.floor(length / step), answers, faults, restarts, looked, sequence };
  return { ...facts, ...growthIn(censuses) };
}

function growthIn(
  censuses: readonly { readonly minute: number; readonly census: Census }[],
): Pick<Simulated, 'early' | 'late' | 'grown'> {
  const window = censuses.length >= 12 ? 3 : 1;
  const third = Math.max(Math.ceil(censuses.length / 3), window);
  const then = censuses.slice(third - window, third);
  const isFull = (then[0]?.minute ?? 0) >= historyIsFull;
  const early = meanOf(then.map(({ census }) => census));
  const late = meanOf(censuses.slice(-window).map(({ census }) => census));
  const flat = Object.entries(late).filter(([name]) => isFull || !isOfHistory(name));
  return { early, late, grown: grownSince(early, Object.fromEntries(flat)) };
}

function lineOf(minute: number, census: Census, site: SimulatedSite, took: number): string {
  const { 'heap MB': heap, 'resident MB': resident, inodes, objects } = census;
  const rows = census['rows of observation'];
  return [
    `${minute / day >= 1 ? `day ${minute / day}` : `hour ${minute / hour}`}: edition ${site.sequence}`,
    `${site.upstream.faults} of ${site.upstream.answers} answers bad`,
    `${site.restarts} restarts`,
    `heap ${heap} MB, resident ${resident} MB`,
    `${inodes} inodes, ${objects} objects, ${rows} rows`,
    `${Math.round(took / 1_000)} s`,
  ].join('; ');
}
