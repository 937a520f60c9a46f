import type { State } from './states.ts';
import type { Surfaces } from './surfaces.ts';

/** An alert as the rules have it. */
export interface Rule {
  readonly name: string;
  readonly severity: string;
  /** How long it waits, as in `5m`; empty when it does not. */
  readonly wait: string;
  /** Section of STATES.md that it leads to; empty for none. */
  readonly see: string;
}

export interface Row extends Surfaces {
  readonly state: State;
  readonly alerts: readonly Rule[];
  /** Series that are otherwise than in a healthy process. */
  readonly series: readonly string[];
}

/** All rules of a rules file. */
export function rulesIn(text: string): Rule[] {
  return text
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((rule) => ({
      name: rule.slice(0, rule.indexOf('\n')),
      severity: /severity: (\w+)/.exec(rule)?.[1] ?? '',
      wait: /^ +for: (\w+)$/m.exec(rule)?.[1] ?? '',
      see: /^ +see: "STATES\.md#(.+)"$/m.exec(rule)?.[1] ?? '',
    }));
}

/** What is otherwise each time: moments, numbers of processes and publishes, temporary folders. */
function lasting(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00/g, '…')
    .replace(/\b\d\d:\d\d\b/g, '…')
    .replace(/sequence \d+/g, 'sequence …')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/\/tmp\/nalssi-\S+?(?=[\s/.,]|$)/g, 'DIRECTORY')
    .replace(/process \d+ on [^\s,]+/g, 'process … on …')
    .replace(/\d+ minutes (ago|ahead)/g, '… minutes $1')
    .replace(/\b19 min \d+ s\b|\b20 min \d+ s\b/g, '20 min')
    .replace(/for \d+ h(?: \d+ min)?:/g, 'for …:');
}

/** Which of the first two answers came last decides which line has it. */
const withoutBlame = (line: string) => line.replace(/ The clock here is .*? reason enough\./, '');

const inCell = (text: string) => lasting(text).replaceAll('|', '\\|').replaceAll('<', '&lt;');
const lines = (texts: readonly string[]) =>
  texts.length === 0 ? 'nothing' : [...new Set(texts.map(inCell))].join('<br>');

function alertText({ name, severity, wait }: Rule): string {
  return `\`${name}\` (${severity}${wait === '' ? '' : `, after ${wait}`})`;
}

function heading({ name }: State): string {
  return `[${name}](#${name.toLowerCase().replaceAll(' ', '-')})`;
}

/** All states at a glance. */
function overview(rows: readonly Row[]): string {
  const cells = rows.map(({ state, status, readyz, inspect, ops, alerts }) =>
    [
      heading(state),
      status ?? 'none',
      readyz.split(' ')[0] === 'no' ? 'none' : readyz.slice(0, 3),
      String(inspect.code),
      ops.verdict.split(':')[0],
      alerts.map(({ name }) => `\`${name}\``).join(' ') || 'none',
    ].join(' | '),
  );
  return [
    '| state | status | `/readyz` | `inspect` ends with | `/ops/` | alerts |',
    '|---|---|---|---|---|---|',
    ...cells.map((row) => `| ${row} |`),
  ].join('\n');
}

function section({ state, status, readyz, inspect, ops, series, alerts, log }: Row): string {
  const [code = '', ...says] = readyz.split(' ');
  const surfaces: readonly (readonly [string, string])[] = [
    ['status', status ?? 'no file'],
    ['`/readyz`', /^\d/.test(code) ? `${code}: ${inCell(says.join(' '))}` : readyz],
    ['`nalssi inspect`', `ends with ${inspect.code}<br>${lines(inspect.lines)}`],
    ['`/ops/`', `**${ops.verdict}**${ops.reasons.length === 0 ? '' : `<br>${lines(ops.reasons)}`}`],
    ['`/metrics`', series.map((one) => `\`${one}\``).join('<br>') || 'as in a healthy process'],
    ['alerts', alerts.map(alertText).join('<br>') || 'none'],
    ['log', lines(log.map(withoutBlame).toSorted())],
  ];
  return [
    `## ${state.name}`,
    '',
    state.about,
    '',
    '| where | what it says |',
    '|---|---|',
    ...surfaces.map(([where, what]) => `| ${where} | ${what} |`),
  ].join('\n');
}

/** The part of STATES.md that is made from what was seen. */
export function tableOf(rows: readonly Row[]): string {
  return [overview(rows), ...rows.map(section)].join('\n\n');
}

/** Of these every change says something. */
const telling =
  /^nalssi_(?:feed_status|source_failing|source_late_seconds|breaker_open|stations|unknown_stations|unknown_total|unknown_warning_zones|output_failing|publishes_total\{result="failed"\}|schedule_events_total|clock_\w+|table_old|quota_used|values|dropped_rows_total)(?!\w)/;

/** These go on while one looks, or depend on the moment: that they are above zero says it. */
const counting = /^nalssi_(?:source_late_seconds|schedule_events_total|publishes_total)/;

/** A few seconds or requests say nothing. */
const ofAMoment = /^nalssi_(?:clock_offset_seconds|quota_used)/;

/** Servers say whole seconds, and answers take their time. */
const toTens = (value: string) => Math.round(Number(value) / 10) * 10;

/** Series that say something else than those of a healthy process, with their values. */
export function seriesThatDiffer(text: string | null, healthy: string): string[] {
  if (text === null) return ['up 0'];
  const usual = new Set(healthy.split('\n'));
  return text.split('\n').flatMap((line) => {
    if (!telling.test(line) || usual.has(line) || / (?:0|NaN|Nan)$/.test(line)) return [];
    if (line.includes('event="missed"')) return [];
    const [, series = '', value = ''] = /^(\S+) (\S+)$/.exec(line) ?? [];
    if (counting.test(series)) return [`${series} > 0`];
    if (ofAMoment.test(series) && Math.abs(Number(value)) < 100) return [];
    if (series.startsWith('nalssi_quota_used')) return [`${series} > 240`];
    if (series === 'nalssi_clock_offset_seconds') return [`${series} ${toTens(value)}`];
    return [
      `${series} ${Number(value) === Math.round(Number(value)) ? value : Math.round(Number(value))}`,
    ];
  });
}
