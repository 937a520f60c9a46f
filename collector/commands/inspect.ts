import {
  type HealthFile,
  nearestRegion,
  type RegionCode,
  regionCodes,
  regionNames,
  regionSeparator,
  regionsOf,
} from '@nalssi/schemas';
import { staleShare } from '../snapshot/feed-status.ts';
import { visible } from '../telemetry/visible.ts';
import { type Clock, type Duration, minutes, seconds } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import { type Command, UsageError } from './command.ts';
import { type Standing, standingOf } from './feed-standing.ts';
import { readFeed } from './inspected-feed.ts';
import {
  clockOf,
  contradictionsOf,
  headOf,
  linesOf,
  outputsOf,
  sourcesOf,
  tableOf,
} from './inspection-table.ts';
import { DocumentError } from './read-document.ts';

interface InspectOptions {
  /** The feed's folder `v1`, a folder that holds it, or its URL. */
  readonly target: string;
  readonly json: boolean;
  readonly watch: boolean;
  /** ISO 3166-2, or `null` for all. */
  readonly regions: readonly string[] | null;
  /** Colours, for terminals. */
  readonly colours: boolean;
  /** How long it may be without a publish, or `null` for as long as usual. */
  readonly within: Duration | null;
  /** What time it is for whoever looks. */
  readonly clock: Clock;
}

type Print = (text: string) => void;

export const inspect: Command = {
  name: 'inspect',
  summary: 'shows the feed as a table, in the order of KMA',
  operand: {
    name: 'FEED',
    required: false,
    place: 'here-or-web',
    does: 'URL of a feed or of its site, or a folder; else that of NALSSI_DATA_DIR',
  },
  options: {
    region: {
      type: 'string',
      value: 'KR-41',
      does: 'only these regions: KR-41, 41, 경기, 충남·대전',
    },
    within: {
      type: 'string',
      value: '15',
      does: 'minutes in which it must have been published; three of its intervals without it',
    },
    json: { type: 'boolean', does: 'for machines' },
    watch: { type: 'boolean', does: 'again whenever the feed has moved on, until Ctrl-C' },
  },
  details: `Ages and verdict are those of now, by the clock here, or by the server's Date for a URL: a feed that
nobody publishes any more, for three of its intervals (of one that nalssi collect makes from cron, as often as
that was run lately), and three minutes at least, is stale whatever it says.
Exit codes: 0 when the feed, or that of the region asked for, is ok or degraded; 1 when it is stale,
made in the future by that clock, or made by a clock that upstreams say is off; 3 when it cannot be
reached or read; 4 when it is not stale and the store or the feed directory fails: \`output\` lines say
which, and what to do.`,
  run: ({ operands: [target], options, clock, config, print, signal }) =>
    show(
      {
        target: target ?? config().dataDirectory,
        json: options['json'] === true,
        watch: options['watch'] === true,
        regions: regionsIn(options['region']),
        within: withinOf(options['within']),
        colours: process.stdout.isTTY && !process.env['NO_COLOR'],
        clock,
      },
      print,
      signal,
    ),
};

/** Regions as `<nalssi-ticker>` takes them. Throws UsageError for a word that nobody knows. */
function regionsIn(text: string | boolean | undefined): readonly RegionCode[] | null {
  if (typeof text !== 'string') return null;
  const words = text
    .normalize('NFC')
    .split(regionSeparator)
    .filter((word) => word !== '');
  const unknown = words.find((word) => regionsOf(word).length === 0);
  if (unknown === undefined && words.length > 0) return words.flatMap(regionsOf);
  const names = regionCodes.map((code) => `${code} ${regionNames[code].ko}`).join(', ');
  throw new UsageError(
    `${unknown ?? text} is not a region. Did you mean ${nearestRegion(unknown ?? text)}? There are: ${names}.`,
  );
}

/** Throws UsageError for what is no number of minutes. */
function withinOf(text: string | boolean | undefined): Duration | null {
  if (typeof text !== 'string') return null;
  if (/^\d{1,5}$/.test(text) && Number(text) > 0) return minutes(Number(text));
  throw new UsageError(`--within takes whole minutes, as in --within 15, and not ${text}.`);
}

/** Between two looks at a feed that cannot be read. */
const nextTry: Duration = seconds(10);

/** Returns 0 when the feed is right, 1 when stale or by a clock that is off, 4 when an output fails. Throws DocumentError. */
async function show(options: InspectOptions, print: Print, signal: AbortSignal): Promise<number> {
  /** How long the feed that was read last stays, or `null` before the first. */
  let stays: Duration | null = null;
  for (;;) {
    try {
      const { exitCode, ttl, text } = await read(options, signal);
      if (options.watch && options.colours) print('\x1b[2J\x1b[H');
      print(text);
      if (!options.watch) return exitCode;
      stays = Math.min(ttl, minutes(1));
      await sleep(stays, signal);
    } catch (error) {
      // A target that answered once will answer again; one that never did was named wrongly.
      if (stays === null || !(error instanceof DocumentError)) throw error;
      const wait = Math.min(stays, nextTry);
      process.stderr.write(`${visible(error.message)} Looking again in ${wait / 1_000} s.\n`);
      await sleep(wait, signal);
    }
    signal.throwIfAborted();
  }
}

async function read(
  { target, regions, within, json, colours, clock }: InspectOptions,
  signal: AbortSignal,
): Promise<{ exitCode: number; ttl: Duration; text: string }> {
  const feed = await readFeed(target, regions, signal);
  const { summed, health, servedAt } = feed;
  const said = standingOf(summed, health.interval ?? summed.ttl, servedAt, clock.now(), within);
  const lines = linesOf(feed, said.now).filter(({ region }) => regions?.includes(region) ?? true);
  // Values end while nobody publishes, also where that is no fault.
  const shown = lines.filter(({ state }) => state === 'fresh' || state === 'carried');
  const isOver = shown.length < summed.summary.stations * staleShare;
  const standing: Standing = isOver ? { ...said, status: 'stale' } : said;
  return {
    exitCode: exitCodeOf(standing, health),
    ttl: seconds(summed.ttl),
    text: json
      ? `${JSON.stringify(lines)}\n`
      : `${headOf(feed, standing, lines)}${clockOf(health)}${outputsOf(health)}${sourcesOf(health)}${contradictionsOf(feed, lines)}\n${tableOf(lines, colours)}`,
  };
}

function exitCodeOf({ status }: Standing, health: HealthFile): number {
  if (status === 'stale' || health.clock?.state === 'off') return 1;
  return outputsOf(health) === '' ? 0 : 4;
}
