import {
  inForceIn,
  isAhead,
  type KeptWarning,
  levels,
  type Track,
  trackOf,
} from '../snapshot/warnings-in-force.ts';
import { identityOf, type Warning, type WarningCommand, zoneOf } from '../sources/warning.ts';
import type { Instant } from '../time/clock.ts';

/** These are done to something that holds. */
const successors: readonly (WarningCommand | null)[] = [
  'changed',
  'replaced',
  'extended',
  'lifted',
];

/** What is known and heard of all zones. */
export interface Context {
  readonly known: ReadonlyMap<string, Track>;
  /** Identities of what is listed now. */
  readonly listedNow: ReadonlySet<string>;
  /** What is listed now, and what was in force by what was known, by zone. */
  readonly listedIn: ReadonlyMap<string, readonly Warning[]>;
  readonly heldIn: ReadonlyMap<string, readonly Warning[]>;
  /** What the part of the list by effect names, where it was heard. */
  readonly effective: ReadonlySet<string> | null;
  /** Whether what was held is young enough to say what went just now. */
  readonly isRecent: boolean;
  /** When the message takes effect; `now` where none says that it is later. */
  readonly takesEffectAt: Instant;
  readonly now: Instant;
}

/**
 * Until when something holds that is no longer listed: `null` until its successor takes effect,
 * `undefined` where it is over. `rows`: what is listed now of its kind and zone.
 */
export function untilWhen(
  { warning, until }: KeptWarning,
  track: Track,
  rows: readonly Warning[],
  { known, listedIn, effective, isRecent, takesEffectAt, now }: Context,
): Instant | null | undefined {
  const inEffect = rows.filter((row) => !isAhead(row, now));
  const message = isRecent && takesEffectAt > now ? takesEffectAt : undefined;
  if (inEffect.length > 0) {
    // A message may name the lower level of later already.
    return inEffect.every((row) => isGraver(warning, row)) ? message : undefined;
  }
  const lifts = track.rows.filter((row) => row.command === 'lifted' && isAhead(row, now));
  const [lift] = lifts.toSorted(byEffect);
  const firm = until !== null && until > now ? until : undefined;
  if (rows.length > 0) {
    if (rows.some(({ command }) => command === 'lifted')) return null;
    // A warning that is announced anew does not take back the lift of the one that holds.
    const isAnew = rows.every(({ command }) => command === 'issued');
    const end = firm ?? (isAnew ? lift?.effectiveAt : undefined);
    if (end != null) return end;
    // Where the list by effect is seen to leave out what is ahead, it has what holds: an old warning that
    // it lacks was lifted, and what is ahead is of another that was read by nobody.
    const isTold = (row: Warning) => effective !== null && !effective.has(identityOf(row));
    const before = new Set(track.rows.map(identityOf));
    const goesOn = (row: Warning) =>
      !isTold(row) && (successors.includes(row.command) || isRecent || before.has(identityOf(row)));
    return rows.some(goesOn) ? null : undefined;
  }
  if (lift !== undefined) return lift.effectiveAt;
  if (firm !== undefined || !isRecent) return firm;
  // 태풍 may change into 강풍: then only the new kind is listed, from its issue on.
  const heirs = listedIn.get(zoneOf(warning))?.filter((row) => {
    const isChange = row.command === 'changed' || row.command === 'replaced';
    const isOther = row.kind !== warning.kind && row.level !== 'preliminary';
    return isAhead(row, now) && isChange && isOther && !holdsInKnown(known, row, now);
  });
  const [heir] = heirs?.toSorted(byEffect) ?? [];
  return heir?.effectiveAt ?? message;
}

/** What is announced, and behind something that is announced for later still. */
export function hiddenAhead(
  track: Track,
  rows: readonly Warning[],
  { listedNow, now }: Pick<Context, 'listedNow' | 'now'>,
): KeptWarning[] {
  const known = [...track.rows, ...track.kept.map(({ warning }) => warning)];
  // A correction stands for what it corrects.
  const last = rows
    .filter(({ command }) => command !== 'corrected')
    .reduce((latest, { effectiveAt }) => Math.max(latest, effectiveAt ?? now), now);
  // What is ahead and was issued last is what a change is one of, unless it stood behind this before.
  const ahead = known.filter((old) => isAhead(old, now));
  const lastIssue = Math.max(...ahead.map(({ issuedAt }) => issuedAt ?? 0));
  const behind = new Set(track.kept.map(({ warning }) => warning));
  const before = new Set(track.rows.map(identityOf));
  const isMovedBy = (old: Warning, row: Warning) =>
    isMoved(old, row) && !(behind.has(old) && before.has(identityOf(row)));
  return ahead
    .filter((old) => old.command !== 'lifted' && old.level !== 'preliminary')
    .filter((old) => !listedNow.has(identityOf(old)) && (old.effectiveAt ?? now) < last)
    .filter((old) => (old.issuedAt ?? 0) < lastIssue || !rows.some((row) => isMovedBy(old, row)))
    .map((warning) => ({ warning, until: null, isInferred: false }));
}

/** Whether a change leaves an announced warning what it is, and moves it to another time. */
export function isMoved(old: Warning, row: Warning): boolean {
  const isLater = (row.issuedAt ?? 0) > (old.issuedAt ?? 0);
  return row.command === 'changed' && row.level === old.level && isLater;
}

function holdsInKnown(known: Context['known'], row: Warning, now: Instant): boolean {
  const track = known.get(trackOf(row));
  return track !== undefined && inForceIn(track, now) !== null;
}

/**
 * What must hold now because its lift, extension or change is announced, and was never read: with the
 * level of the lift or extension, else with the lowest level there is. Where another kind of warning
 * is in the zone the change may be one of that, and says nothing.
 */
export function inferredFrom({ rows }: Track, { listedIn, heldIn, now }: Context): Warning | null {
  if (rows.some((row) => !isAhead(row, now) || row.level === 'preliminary')) return null;
  const [next] = rows.filter(({ command }) => successors.includes(command)).toSorted(byEffect);
  if (next === undefined) return null;
  const isCertain = next.command === 'lifted' || next.command === 'extended';
  const others = [...(listedIn.get(zoneOf(next)) ?? []), ...(heldIn.get(zoneOf(next)) ?? [])];
  const isShared = others.some((row) => row.level !== 'preliminary' && row.kind !== next.kind);
  if (!isCertain && isShared) return null;
  const { kind, level, zone, parent } = next;
  const unread = { command: null, issuedAt: null, effectiveAt: null, endsAt: null };
  return { kind, level: isCertain ? level : 'advisory', zone, parent, ...unread };
}

function isGraver(one: Warning, other: Warning): boolean {
  return levels.indexOf(one.level) > levels.indexOf(other.level);
}

/** Earliest first, whatever the order they came in. */
function byEffect(one: Warning, other: Warning): number {
  const difference = (one.effectiveAt ?? 0) - (other.effectiveAt ?? 0);
  return difference || (identityOf(one) < identityOf(other) ? -1 : 1);
}
