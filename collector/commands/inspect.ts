import { styleText } from 'node:util';
import {
  type Envelope,
  feedStatuses,
  type HealthFile,
  healthFile,
  nearestRegion,
  type ObservationRow,
  type ObservationsFile,
  type ObservedValue,
  observationsFile,
  type RegionCode,
  regionCodes,
  regionNames,
  regionSeparator,
  regionsOf,
  type StationsFile,
  stationsFile,
  tickerFile,
} from '@nalssi/schemas';
import type { ZodType } from 'zod';
import { visible } from '../telemetry/visible.ts';
import { type Duration, minutes, seconds } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import { type Command, UsageError } from './command.ts';
import { DocumentError, isUrl, readJson } from './read-document.ts';

interface InspectOptions {
  /** The feed's folder `v1`, a folder that holds it, or its URL. */
  readonly target: string;
  readonly json: boolean;
  readonly watch: boolean;
  /** ISO 3166-2, or `null` for all. */
  readonly regions: readonly string[] | null;
  /** Colours, for terminals. */
  readonly colours: boolean;
}

type Print = (text: string) => void;

/** One line of the table. */
interface Line {
  readonly station: string;
  readonly name: string;
  readonly region: string;
  readonly condition: string;
  readonly temperature: string;
  /** Minutes since the temperature was observed, at the time the feed was made. */
  readonly age: number | null;
  readonly state: ObservationRow['state'];
  readonly quality: string;
  readonly source: string;
}

export const inspect: Command = {
  name: 'inspect',
  summary: 'shows the feed as a table, in the order of KMA',
  operand: {
    name: 'FEED',
    required: false,
    does: 'URL of a feed or of its site, or a folder; else that of NALSSI_DATA_DIR',
  },
  options: {
    region: {
      type: 'string',
      value: 'KR-41',
      does: 'only these regions: KR-41, 41, 경기, 충남·대전',
    },
    json: { type: 'boolean', does: 'for machines' },
    watch: { type: 'boolean', does: 'again whenever the feed has moved on, until Ctrl-C' },
  },
  details:
    'The exit code is 1 when the feed, or that of the region asked for, is stale or cannot be read.',
  run: ({ operands: [target], options, config, print, signal }) =>
    show(
      {
        target: target ?? config().dataDirectory,
        json: options['json'] === true,
        watch: options['watch'] === true,
        regions: regionsIn(options['region']),
        colours: process.stdout.isTTY && !process.env['NO_COLOR'],
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

/** Between two looks at a feed that cannot be read. */
const nextTry: Duration = seconds(10);

/** Returns 0 when the feed could be read, 1 when it is stale. Throws DocumentError. */
async function show(options: InspectOptions, print: Print, signal: AbortSignal): Promise<number> {
  /** How long the feed that was read last stays, or `null` before the first. */
  let stays: Duration | null = null;
  for (;;) {
    try {
      const { summed, text } = await read(options, signal);
      if (options.watch && options.colours) print('\x1b[2J\x1b[H');
      print(text);
      if (!options.watch) return summed.status === 'stale' ? 1 : 0;
      stays = Math.min(summed.ttl * 1_000, minutes(1));
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
  options: InspectOptions,
  signal: AbortSignal,
): Promise<{ summed: Envelope; text: string }> {
  const { observations, stations, health, summed } = await readFeed(options, signal);
  const lines = linesOf(observations, stations).filter(
    ({ region }) => options.regions?.includes(region) ?? true,
  );
  const text = options.json
    ? `${JSON.stringify(lines)}\n`
    : `${headOf(summed, health)}${sourcesOf(health)}\n${tableOf(lines, options)}`;
  return { summed, text };
}

/** The files of a feed that are shown; `summed` speaks for the stations that were asked for. */
async function readFeed(
  { target, regions }: InspectOptions,
  signal: AbortSignal,
): Promise<{
  observations: ObservationsFile;
  stations: StationsFile;
  health: HealthFile;
  summed: Envelope;
}> {
  const base = target.replace(/\/(index|observations)\.json$/, '').replace(/\/$/, '');
  const inside = isUrl(base) || /(^|[\\/])v1$/.test(base) ? base : `${base}/feed/v1`;
  const folder = isUrl(base) && !base.endsWith('/v1') ? `${base}/v1` : inside;
  const file = async <Shape>(schema: ZodType<Shape>, name: string): Promise<Shape> => {
    const result = schema.safeParse(await readJson(`${folder}/${name}`, signal));
    if (result.success) return result.data;
    throw new DocumentError(
      `${folder}/${name} is not the file of a feed; nalssi validate says what is wrong with it.`,
      { cause: result.error },
    );
  };
  const observations = await file(observationsFile, 'observations.json');
  const asked: readonly Envelope[] = await Promise.all(
    (regions ?? []).map((region) => file(tickerFile, `regions/${region}.json`)),
  );
  return {
    observations,
    summed: asked.length === 0 ? observations : asked.reduce(together),
    stations: await file(stationsFile, 'stations.json'),
    health: await file(healthFile, 'health.json'),
  };
}

/** Two parts of a feed as one: as bad as the worse of them. */
function together(one: Envelope, other: Envelope): Envelope {
  const worse = feedStatuses.indexOf(one.status) > feedStatuses.indexOf(other.status) ? one : other;
  const keys = Object.keys(one.summary) as (keyof Envelope['summary'])[];
  const sums = keys.map((key) => [key, one.summary[key] + other.summary[key]] as const);
  return { ...worse, summary: Object.fromEntries(sums) as Envelope['summary'] };
}

function linesOf(file: ObservationsFile, { stations }: StationsFile): Line[] {
  const byId = new Map(stations.map((station) => [station.id, station]));
  const at = Date.parse(file.generatedAt);
  return file.observations.map(({ station, state, condition, temperature }) => {
    const known = byId.get(station);
    const value = temperature ?? condition;
    const observedAt = value?.observedAt ?? null;
    return {
      station,
      name: known?.name.ko ?? '',
      region: known?.region ?? '',
      condition: textOf(condition),
      temperature: textOf(temperature),
      age: observedAt === null ? null : Math.round((at - Date.parse(observedAt)) / 60_000),
      state,
      quality: value?.quality ?? 'missing',
      source: value?.source ?? '',
    };
  });
}

function textOf(observed: ObservedValue | undefined): string {
  if (observed === undefined) return '';
  if (observed.value === null) return observed.reason ?? '-';
  const text = typeof observed.value === 'number' ? observed.value.toFixed(1) : observed.value;
  return observed.derived === undefined ? text : `${text}*`;
}

const headings = [
  'station',
  'name',
  'region',
  'condition',
  '°C',
  'age',
  'state',
  'quality',
  'source',
];

function headOf(
  { status, mode, generatedAt, sequence, summary }: Envelope,
  { coverage }: HealthFile,
): string {
  const { stations, fresh, carried, expired, never } = summary;
  const unknown = coverage.none?.stations ?? 0;
  const others = unknown === 0 ? '' : `; ${unknown} stations are not in the catalogue`;
  return `${status}${mode === 'replay' ? ', a replay' : ''}, ${visible(generatedAt)}, sequence ${sequence}: ${stations} stations, ${fresh} fresh, ${carried} carried, ${expired} expired, ${never} never observed${others}\n`;
}

/** A line for each source that is on: its state, since when, and what is wrong with it. */
function sourcesOf({ sources }: HealthFile): string {
  return sources
    .filter(({ state }) => state !== 'off')
    .map(({ id, state, stateSince, blocked, lastError }) => {
      const since = stateSince === undefined ? '' : ` since ${stateSince}`;
      const until = blocked === null ? '' : ` until ${blocked.until}`;
      const isWrong = state === 'failing' || state === 'blocked';
      const why = isWrong ? (lastError?.code ?? blocked?.code) : undefined;
      return `${visible(`${id}: ${state}${since}${until}${why === undefined ? '' : `, ${why}`}`)}\n`;
    })
    .join('');
}

function tableOf(lines: readonly Line[], { colours }: InspectOptions): string {
  // The feed is anybody's: a name may hold line breaks, which would be rows, and worse.
  const cells = lines.map((line) =>
    [
      line.station,
      line.name,
      line.region,
      line.condition,
      line.temperature,
      line.age === null ? '' : `${line.age} min`,
      line.state,
      line.quality,
      line.source,
    ].map(visible),
  );
  const widths = headings.map((heading, column) =>
    Math.max(width(heading), ...cells.map((row) => width(row[column] ?? ''))),
  );
  const format = (row: readonly string[]) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rows = lines.map((line, index) => {
    const text = format(cells[index] ?? []);
    const colour = colourOf(line);
    return colours && colour !== null ? styleText(colour, text, { validateStream: false }) : text;
  });
  const note = lines.some(({ condition }) => condition.endsWith('*')) ? '* derived\n' : '';
  return `${[format(headings), ...rows].join('\n')}\n${note}`;
}

function colourOf({ state, quality }: Line): 'red' | 'yellow' | null {
  if (quality === 'fail' || state === 'expired' || state === 'never') return 'red';
  return state === 'carried' || quality === 'suspect' ? 'yellow' : null;
}

/** Columns of a terminal: Hangul takes two. */
function width(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (character >= '\u1100' && character <= '\uffdc' ? 2 : 1),
    0,
  );
}

function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}
