import { styleText } from 'node:util';
import {
  type HealthFile,
  healthFile,
  type ObservationRow,
  type ObservationsFile,
  type ObservedValue,
  observationsFile,
  type StationsFile,
  stationsFile,
} from '@nalssi/schemas';
import { minutes } from '../time/clock.ts';
import { sleep } from '../time/sleep.ts';
import { isUrl, readJson } from './read-document.ts';

export interface InspectOptions {
  /** The feed's folder `v1`, a folder that holds it, or its URL. */
  readonly target: string;
  readonly json: boolean;
  readonly watch: boolean;
  /** ISO 3166-2, or `null` for all. */
  readonly region: string | null;
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

/**
 * `nalssi inspect [DIR or URL]`: the feed as a table in KMA's order. Returns the exit code: 0 when the
 * feed could be read, 1 when it is stale. Throws DocumentError.
 */
export async function inspect(
  options: InspectOptions,
  print: Print,
  signal: AbortSignal,
): Promise<number> {
  for (;;) {
    const { observations, stations, health } = await readFeed(options.target);
    const lines = linesOf(observations, stations).filter(
      ({ region }) => options.region === null || region === options.region,
    );
    if (options.watch && options.colours) print('\x1b[2J\x1b[H');
    print(
      options.json
        ? `${JSON.stringify(lines)}\n`
        : `${headOf(observations)}${sourcesOf(health)}\n${tableOf(lines, options)}`,
    );
    if (!options.watch || signal.aborted) return observations.status === 'stale' ? 1 : 0;
    await sleep(Math.min(observations.ttl * 1_000, minutes(1)), signal);
    if (signal.aborted) return 0;
  }
}

async function readFeed(
  target: string,
): Promise<{ observations: ObservationsFile; stations: StationsFile; health: HealthFile }> {
  const base = target.replace(/\/(index|observations)\.json$/, '').replace(/\/$/, '');
  const inside = isUrl(base) || /(^|[\\/])v1$/.test(base) ? base : `${base}/feed/v1`;
  const folder = isUrl(base) && !base.endsWith('/v1') ? `${base}/v1` : inside;
  return {
    observations: observationsFile.parse(await readJson(`${folder}/observations.json`)),
    stations: stationsFile.parse(await readJson(`${folder}/stations.json`)),
    health: healthFile.parse(await readJson(`${folder}/health.json`)),
  };
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

function headOf({ status, mode, generatedAt, sequence, summary }: ObservationsFile): string {
  const { stations, fresh, carried, expired, never } = summary;
  return `${status}${mode === 'replay' ? ', a replay' : ''}, ${generatedAt}, sequence ${sequence}: ${stations} stations, ${fresh} fresh, ${carried} carried, ${expired} expired, ${never} never observed\n`;
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
      return `${id}: ${state}${since}${until}${why === undefined ? '' : `, ${why}`}\n`;
    })
    .join('');
}

function tableOf(lines: readonly Line[], { colours }: InspectOptions): string {
  const cells = lines.map((line) => [
    line.station,
    line.name,
    line.region,
    line.condition,
    line.temperature,
    line.age === null ? '' : `${line.age} min`,
    line.state,
    line.quality,
    line.source,
  ]);
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
