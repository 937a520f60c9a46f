import { listExpiresAfter } from '../snapshot/warnings.ts';
import {
  type HeldWarnings,
  inForceIn,
  isAhead,
  type KeptWarning,
  type Track,
  tracksOf,
} from '../snapshot/warnings-in-force.ts';
import {
  identityOf,
  type UnreadWarning,
  type Warning,
  type WarningBatch,
  zoneOf,
} from '../sources/warning.ts';
import { type Duration, hours, type Instant } from '../time/clock.ts';
import {
  type Context,
  hiddenAhead,
  inferredFrom,
  isMoved,
  untilWhen,
} from './warning-succession.ts';

/**
 * KMA announces a day ahead. What is said to end later than this is not kept where KMA's list no
 * longer has it: a wrong time would keep it for ever.
 */
const farthest: Duration = hours(48);

/** Of a few hundred zones; a hostile upstream could add without end. */
const mostKept = 2_000;

/**
 * What is held of warnings after the answers of a run. KMA's list names of each kind and zone what was
 * issued last: a change announced for later stands there in place of what it will replace, and a
 * warning whose lift is announced may stand there no more. What is hidden so is kept until the
 * announcement takes effect; what is simply gone from the list has been lifted. Pure, whatever the
 * order of the rows, and the same answers once more change nothing.
 */
export function remember(
  before: HeldWarnings | null,
  answers: readonly WarningBatch[],
  now: Instant,
): HeldWarnings {
  const asOf = Math.min(...answers.map((answer) => answer.asOf));
  const isWhole = ['issued', 'effective'].every((part) =>
    answers.some((answer) => answer.part === undefined || answer.part === part),
  );
  const wholeAsOf = isWhole ? asOf : (before?.wholeAsOf ?? null);
  const heard = unionOf(answers.flatMap(({ warnings }) => warnings));
  // Half of a list cannot say what is gone, unless the other half stays away.
  const isHalf = !isWhole && wholeAsOf !== null && wholeAsOf + listExpiresAfter > now;
  const warnings = isHalf && before !== null ? withUnheard(heard, before, now) : heard;
  return {
    asOf,
    warnings,
    dropped: mostOf(answers.map(({ dropped }) => dropped)),
    unknownWords: mostOf(answers.map(({ unknownWords }) => unknownWords)),
    unknownKeys: mostOf(answers.map(({ unknownKeys }) => unknownKeys)),
    kept: keptOf(before, warnings, answers, now),
    wholeAsOf,
  };
}

/** Warnings that the list does not name, or not as they hold, and that hold or will hold all the same. */
function keptOf(
  before: HeldWarnings | null,
  warnings: readonly Warning[],
  answers: readonly WarningBatch[],
  now: Instant,
): KeptWarning[] {
  const listed = tracksOf({ warnings });
  const context = contextOf(before, warnings, answers, now);
  const { known } = context;
  const unread = answers.flatMap((answer) => answer.unread ?? []);
  const kept = [...known].flatMap(([key, track]) => {
    const rows = listed.get(key)?.rows ?? [];
    const holder = holderAfter(track, rows, unread, context);
    return [...hiddenAhead(track, rows, context), ...(holder === null ? [] : [holder])];
  });
  for (const [key, track] of listed) {
    if (known.has(key)) continue;
    const inferred = inferredFrom(track, context);
    if (inferred !== null) kept.push({ warning: inferred, until: null, isInferred: true });
  }
  kept.sort((one, other) => (identityOf(one.warning) < identityOf(other.warning) ? -1 : 1));
  return kept.slice(0, mostKept);
}

function contextOf(
  before: HeldWarnings | null,
  warnings: readonly Warning[],
  answers: readonly WarningBatch[],
  now: Instant,
): Context {
  const known = before === null ? new Map<string, Track>() : tracksOf(before);
  const holders = [...known.values()].flatMap((track) => inForceIn(track, now)?.warning ?? []);
  const effective = answers.find(({ part }) => part === 'effective')?.warnings;
  return {
    known,
    listedNow: new Set(warnings.map(identityOf)),
    listedIn: Map.groupBy(warnings, zoneOf),
    heldIn: Map.groupBy(holders, zoneOf),
    effective: effective === undefined ? null : new Set(effective.map(identityOf)),
    isRecent: before !== null && before.asOf + listExpiresAfter > now,
    takesEffectAt: Math.max(...answers.map((answer) => answer.takesEffectAt ?? now)),
    now,
  };
}

/** What held in a track, where it is kept beside the `rows` that the list has of it now; else nothing. */
function holderAfter(
  track: Track,
  rows: readonly Warning[],
  unread: readonly UnreadWarning[],
  context: Context,
): KeptWarning | null {
  const { listedNow, now } = context;
  const holder = inForceIn(track, now);
  if (holder === null || holder.warning.level === 'preliminary') return null;
  const { warning } = holder;
  if (listedNow.has(identityOf(warning))) return null;
  const isUnread = unread.some(
    ({ zone, kind }) =>
      (zone === null || zone === zoneOf(warning)) && (kind === null || kind === warning.kind),
  );
  // Its row is there, and cannot be read: it is not gone from the list.
  if (isUnread && rows.every((row) => isAhead(row, now))) return { ...holder, until: null };
  // Between two answers it was moved before it began: it has never held.
  const begins = warning.effectiveAt ?? 0;
  const isMovedByNow = (row: Warning) => isMoved(warning, row) && (row.issuedAt ?? 0) < begins;
  if (track.rows.includes(warning) && rows.some(isMovedByNow)) return null;
  const until = untilWhen(holder, track, rows, context);
  if (until === undefined || (until !== null && until > now + farthest)) return null;
  return { ...holder, until };
}

/** Half of a list, with what the other half said last and this one cannot take back. */
function withUnheard(heard: readonly Warning[], before: HeldWarnings, now: Instant): Warning[] {
  const tracks = tracksOf({ warnings: heard });
  const unheard = [...tracksOf(before)].flatMap(([key, { rows }]) =>
    tracks.has(key) ? rows.filter((row) => isAhead(row, now)) : rows,
  );
  return unionOf([...heard, ...unheard]);
}

function unionOf(rows: readonly Warning[]): Warning[] {
  return [...new Map(rows.map((row) => [identityOf(row), row])).values()];
}

/** What both parts of a list leave out counts once. */
function mostOf(
  counts: readonly Readonly<Record<string, number | undefined>>[],
): Record<string, number> {
  const most = new Map<string, number>();
  for (const [key, count = 0] of counts.flatMap((one) => Object.entries(one))) {
    most.set(key, Math.max(most.get(key) ?? 0, count));
  }
  return Object.fromEntries(most);
}
