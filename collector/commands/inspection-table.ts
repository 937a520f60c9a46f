import { styleText } from 'node:util';
import type { HealthFile, ObservationRow, ObservedValue, Summary } from '@nalssi/schemas';
import { isTroubled } from '../snapshot/feed-status.ts';
import { visible } from '../telemetry/visible.ts';
import type { Instant } from '../time/clock.ts';
import { clocksAgree } from '../time/clock-offset.ts';
import { lengthOf, offsetText } from '../time/clock-words.ts';
import type { Standing } from './feed-standing.ts';
import type { InspectedFeed } from './inspected-feed.ts';

/** One line of the table. */
export interface Line {
  readonly station: string;
  readonly name: string;
  readonly region: string;
  readonly condition: string;
  readonly temperature: string;
  /** Minutes since the temperature was observed, at the time of whoever looks. */
  readonly age: number | null;
  readonly state: ObservationRow['state'];
  readonly quality: string;
  readonly source: string;
}

/** What `feed` says of each station, as it holds at `now`. */
export function linesOf(
  { observations: file, stations: { stations } }: InspectedFeed,
  now: Instant,
): Line[] {
  const byId = new Map(stations.map((station) => [station.id, station]));
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
      age: observedAt === null ? null : Math.round((now - Date.parse(observedAt)) / 60_000),
      state: isOver(value, now) ? 'expired' : state,
      quality: value?.quality ?? 'missing',
      source: value?.source ?? '',
    };
  });
}

/** Of a file that nobody makes any more values end all the same. */
function isOver(value: ObservedValue | undefined, now: Instant): boolean {
  const expiresAt = value?.expiresAt ?? null;
  return expiresAt !== null && Date.parse(expiresAt) <= now;
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

/** The verdict, why, and the counts as they hold for `lines`; after them what clocks say. */
export function headOf(feed: InspectedFeed, standing: Standing, lines: readonly Line[]): string {
  const { summed, health } = feed;
  const { mode, generatedAt, sequence, status } = summed;
  const { stations, fresh, carried, expired, never } = countsNow(feed, lines);
  const unknown = health.coverage.none?.stations ?? 0;
  const others =
    unknown === 0
      ? ''
      : `; ${unknown} ${unknown === 1 ? 'station is' : 'stations are'} not in the catalogue`;
  const wasSaid = status === standing.status ? '' : ` It said then: ${status}.`;
  const made = visible(generatedAt);
  return [
    `${standing.status}${mode === 'replay' ? ', a replay' : ''}, ${made}, sequence ${sequence}: ${stations} stations, ${fresh} fresh, ${carried} carried, ${expired} expired, ${never} never observed${others}`,
    ...(standing.silence === null
      ? []
      : [
          `Nothing was published for ${lengthOf(standing.silence)}: the collector does not run, does not write here, or this is a copy.${wasSaid}`,
        ]),
    ...(standing.ahead === null
      ? []
      : [
          `It was made ${lengthOf(standing.ahead)} in the future: the collector's clock or the one here is wrong.${wasSaid}`,
        ]),
    ...(standing.serverAhead === null
      ? []
      : [
          `The server's clock is ${lengthOf(Math.abs(standing.serverAhead))} ${standing.serverAhead > 0 ? 'ahead of' : 'behind'} the one here; the server's counts.`,
        ]),
    '',
  ].join('\n');
}

/** Of a file that nobody makes any more: what has ended since it was made is expired. */
function countsNow({ observations, summed }: InspectedFeed, lines: readonly Line[]): Summary {
  const { summary } = summed;
  const isOver = new Set(
    lines.flatMap(({ station, state }) => (state === 'expired' ? [station] : [])),
  );
  const ended = (was: 'fresh' | 'carried') =>
    Math.min(
      observations.observations.filter(({ station, state }) => state === was && isOver.has(station))
        .length,
      summary[was],
    );
  const [fresh, carried] = [ended('fresh'), ended('carried')];
  return {
    ...summary,
    fresh: summary.fresh - fresh,
    carried: summary.carried - carried,
    expired: summary.expired + fresh + carried,
  };
}

/** A line for a clock of the collector that is off, or may be. */
export function clockOf({ clock }: HealthFile): string {
  if (clock === undefined || clock.state === 'ok' || clock.offset === null) return '';
  const { state, offset, servers, since, action } = clock;
  const told = `clock: the collector's is ${offsetText(clock)}`;
  if (state === 'off') {
    const begun = since === null ? '' : `, known since ${since}`;
    return `${visible(`${told}${begun}${action === null ? '' : `. ${action}`}`)}\n`;
  }
  if (Math.abs(offset) * 1_000 <= clocksAgree) return '';
  return `${told}, says ${servers === 1 ? 'one of them alone' : 'a part of them; the others contradict'}\n`;
}

/** So many are named in a line. */
const mostNamed = 20;

/** A line where sources contradict each other at stations that are shown. */
export function contradictionsOf(
  { health: { disagreements = [] }, summed }: InspectedFeed,
  lines: readonly Line[],
): string {
  const shown = new Set(lines.map(({ station }) => station));
  const stations = disagreements.map(({ station }) => station).filter((id) => shown.has(id));
  if (stations.length === 0) return '';
  const named = stations.slice(0, mostNamed).join(', ');
  const rest = stations.length > mostNamed ? ' …' : '';
  return `${visible(`sources contradict each other at ${stations.length} of ${summed.summary.stations} stations: ${named}${rest}. Compare them with their neighbours; health.json names both values.`)}\n`;
}

/** A line for each output that fails: since when, and what to do. */
export function outputsOf({ outputs }: HealthFile): string {
  return outputs
    .filter(({ state }) => state === 'failing')
    .map(({ id, since, action }) => {
      const begun = since === null ? '' : ` since ${since}`;
      return `${visible(`output ${id}: failing${begun}${action === null ? '' : `. ${action}`}`)}\n`;
    })
    .join('');
}

/** A line for each source that is on: its state, since when, what is wrong with it and what to do. */
export function sourcesOf({ sources }: HealthFile): string {
  return sources
    .filter(({ state }) => state !== 'off')
    .map((source) => {
      const { id, state, stateSince, blocked, lastError } = source;
      const since = stateSince === undefined ? '' : ` since ${stateSince}`;
      const until = blocked === null ? '' : ` until ${blocked.until}`;
      const isWrong = isTroubled(source);
      const why = isWrong ? (lastError?.code ?? blocked?.code) : undefined;
      const action = isWrong && lastError !== null ? `. ${lastError.action}` : '';
      return `${visible(`${id}: ${state}${since}${until}${why === undefined ? '' : `, ${why}`}${action}`)}\n`;
    })
    .join('');
}

/** The lines as a table; `colours` for terminals. */
export function tableOf(lines: readonly Line[], colours: boolean): string {
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
