import {
  type Warning,
  type WarningBatch,
  type WarningCommand,
  zoneOf,
} from '../sources/warning.ts';
import type { Instant } from '../time/clock.ts';

/** A warning that holds although KMA's list no longer names it. */
export interface KeptWarning {
  readonly warning: Warning;
  /** When it ends; `null`: when what was announced in its place takes effect. */
  readonly until: Instant | null;
  /**
   * It was never read: that it holds follows from the announcement of its change or lift. `level` is
   * then the lowest that can be.
   */
  readonly isInferred: boolean;
}

/** What is held of warnings: the rows of the last answers, and what these hide. */
export interface HeldWarnings extends WarningBatch {
  readonly kept?: readonly KeptWarning[];
  /** When all parts of the list last answered together. */
  readonly wholeAsOf?: Instant | null;
}

/** A warning as it stands at one moment. */
export interface StandingWarning extends Warning {
  readonly command: Exclude<WarningCommand, 'lifted'> | null;
  /** `announced`: it takes effect later, or is preliminary (예비). */
  readonly phase: 'in-force' | 'announced';
  /** When KMA has announced that it ends, by lift or by change; what KMA expects is no end. */
  readonly endsAt: Instant | null;
  readonly isInferred: boolean;
}

/** All that is held of one kind in one zone: KMA has one level of it in force at a time. */
export interface Track {
  readonly rows: readonly Warning[];
  readonly kept: readonly KeptWarning[];
}

/** Rows of one track share this. A preliminary warning stands beside one that is in force. */
export function trackOf(warning: Warning): string {
  return JSON.stringify([warning.kind, zoneOf(warning), warning.level === 'preliminary']);
}

export function tracksOf({
  warnings,
  kept = [],
}: Pick<HeldWarnings, 'warnings' | 'kept'>): ReadonlyMap<string, Track> {
  const tracks = new Map<string, { rows: Warning[]; kept: KeptWarning[] }>();
  const trackAt = (warning: Warning) => {
    const key = trackOf(warning);
    const track = tracks.get(key) ?? { rows: [], kept: [] };
    tracks.set(key, track);
    return track;
  };
  for (const warning of warnings) trackAt(warning).rows.push(warning);
  for (const one of kept) trackAt(one.warning).kept.push(one);
  return tracks;
}

/** Whether a row has yet to take effect. One that names no time is taken to hold. */
export function isAhead({ effectiveAt }: Warning, now: Instant): boolean {
  return effectiveAt !== null && effectiveAt > now;
}

/** What holds in a track at `now`: what took effect last, unless that was a lift. */
export function inForceIn({ rows, kept }: Track, now: Instant): KeptWarning | null {
  const inEffect = [
    ...kept.filter(({ until }) => until === null || until > now),
    ...rows.map((warning) => ({ warning, until: null, isInferred: false })),
  ].filter(({ warning }) => !isAhead(warning, now));
  const last = inEffect.toSorted((one, other) => order(one.warning, other.warning)).at(-1);
  return last === undefined || last.warning.command === 'lifted' ? null : last;
}

/** The warnings at `now`, those that are announced among them. Pure: nothing else decides. */
export function warningsAt(held: HeldWarnings, now: Instant): readonly StandingWarning[] {
  return [...tracksOf(held).values()].flatMap((track) => standingIn(track, now));
}

function standingIn(track: Track, now: Instant): StandingWarning[] {
  const [first] = track.rows;
  if (first?.level === 'preliminary') {
    return track.rows.flatMap((row) => standing(row, 'announced', null, false));
  }
  const known = [...track.rows, ...track.kept.map(({ warning }) => warning)];
  const ahead = known.filter((row) => isAhead(row, now));
  const times = [...new Set(ahead.map(({ effectiveAt }) => effectiveAt ?? now))].sort(
    (one, other) => one - other,
  );
  const ends = new Map(times.map((time, index) => [time, times[index + 1] ?? null]));
  const announced = ahead.flatMap((row) =>
    standing(row, 'announced', ends.get(row.effectiveAt ?? now) ?? null, false),
  );
  const holder = inForceIn(track, now);
  if (holder === null) return announced;
  const { warning, until, isInferred } = holder;
  const next = times[0] ?? null;
  const end = until === null || next === null ? (until ?? next) : Math.min(until, next);
  return [...standing(warning, 'in-force', end, isInferred), ...announced];
}

function standing(
  { command, ...warning }: Warning,
  phase: StandingWarning['phase'],
  endsAt: Instant | null,
  isInferred: boolean,
): StandingWarning[] {
  return command === 'lifted' ? [] : [{ ...warning, command, phase, endsAt, isInferred }];
}

export const levels: readonly Warning['level'][] = ['preliminary', 'advisory', 'warning', 'severe'];

/** By effect, then by issue; of two of one time what warns, and what warns more, comes last. */
function order(one: Warning, other: Warning): number {
  const byTime =
    compare(one.effectiveAt ?? one.issuedAt, other.effectiveAt ?? other.issuedAt) ||
    compare(one.issuedAt, other.issuedAt);
  if (byTime !== 0) return byTime;
  const byCommand = Number(one.command !== 'lifted') - Number(other.command !== 'lifted');
  return (
    byCommand ||
    levels.indexOf(one.level) - levels.indexOf(other.level) ||
    String(one.command).localeCompare(String(other.command))
  );
}

function compare(one: Instant | null, other: Instant | null): number {
  return one === other
    ? 0
    : (one ?? Number.NEGATIVE_INFINITY) < (other ?? Number.NEGATIVE_INFINITY)
      ? -1
      : 1;
}
