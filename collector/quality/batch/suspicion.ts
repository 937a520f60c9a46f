import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Instant } from '../../time/clock.ts';
import { formatKst } from '../../time/kst.ts';
import type { Suspicion } from '../judgement.ts';
import { median } from '../statistics.ts';
import {
  patternLasts,
  rareChange,
  rareTurn,
  suspicionLasts,
  tendencyLasts,
} from './batch-limits.ts';
import { type Change, changeBetween } from './change.ts';
import { fieldOfList, type RememberedList } from './remembered-lists.ts';
import { seasonOf } from './season.ts';
import { lostSigns } from './signs.ts';
import { strangePartOf } from './strange-part.ts';
import type { TemperatureField } from './temperature-field.ts';
import type { Testimony } from './witness.ts';

/** What an answer that is accepted can be suspected by. */
export interface Evidence {
  readonly field: TemperatureField;
  /** Whether other elements of the answer say the same. */
  readonly isBorneOut: boolean;
  readonly believed: TemperatureField | null;
  /** Since the last answer that was believed; `null` where that is too old or too little. */
  readonly change: Change | null;
  readonly testimony: Testimony | null;
  /** Of the answer before. */
  readonly suspicion: Suspicion | null;
  readonly earlier: readonly RememberedList[];
}

/** A suspicion is over where the answers take back so much of the step with which it began. */
const takenBack = 0.75;

/**
 * Why the temperatures of an answer are to be marked as suspect, or `null`. A suspicion outlives the
 * step with which it began: a wrong number is no less wrong in the next hour.
 */
export function suspicionOf(
  evidence: Evidence,
  catalogue: Catalogue,
  now: Instant,
): Suspicion | null {
  const { field, believed, change, testimony, suspicion, earlier } = evidence;
  if (testimony?.verdict === 'agrees') return null;
  const standing =
    suspicion !== null && isOver(suspicion, evidence, catalogue, now) ? null : suspicion;
  if (change === null || believed === null)
    return standing ?? unconfirmed(evidence, catalogue, now);
  const turn = turnOf(evidence, change, catalogue);
  if (turn !== null) {
    if (suspicion?.kind === 'offset' && standing === null) return null;
    const offset = (standing?.offset ?? 0) + turn.by;
    return {
      kind: 'offset',
      since: standing?.since ?? now,
      detail: turn.detail,
      offset,
      part: null,
    };
  }
  const isStep = Math.abs(change.elapsed) <= patternLasts;
  if (standing === null || standing.kind === 'part') {
    const found = isStep ? strangePartOf(believed, field, catalogue) : null;
    if (found !== null) {
      const part = { ...found.stations, ...standing?.part };
      const since = standing?.since ?? now;
      return { kind: 'part', since, detail: found.detail, offset: 0, part };
    }
  }
  if (standing !== null) return standing;
  const signs = isStep
    ? lostSigns(pastOf(believed, change.elapsed, earlier), believed, field)
    : null;
  return signs === null ? null : { kind: 'sign', since: now, detail: signs, offset: 0, part: null };
}

function isOver(
  { kind, since, offset }: Suspicion,
  evidence: Evidence,
  catalogue: Catalogue,
  now: Instant,
): boolean {
  const { field, change } = evidence;
  // A clock that was set back makes times of the future.
  if (now - since >= suspicionLasts || since > now) return true;
  if (kind === 'unconfirmed') return unconfirmed(evidence, catalogue, now) === null;
  if (kind === 'sign') return [...field.values.values()].some((value) => value < -0.5);
  return change !== null && takesBack({ kind, offset }, change.unusual);
}

/** Whether a step, K, takes back the one with which a suspicion began. */
export function takesBack(
  { kind, offset }: Pick<Suspicion, 'kind' | 'offset'>,
  step: number,
): boolean {
  const isBack = kind === 'offset' && Math.sign(step) === -Math.sign(offset);
  return isBack && Math.abs(step) >= Math.abs(offset) * takenBack;
}

/** Whether an answer says what is usual, where the last that was believed does not, and nothing bore that out. */
export function isBetterThan(
  suspicion: Suspicion | null,
  evidence: Pick<Evidence, 'field' | 'isBorneOut'>,
  catalogue: Catalogue,
  now: Instant,
): boolean {
  return suspicion?.kind === 'unconfirmed' && unconfirmed(evidence, catalogue, now) === null;
}

/**
 * What nothing bears out, as a first answer: beyond what is ordinary at the season; with a humidity and a dew
 * point that fit the temperatures, beyond what is likely.
 */
function unconfirmed(
  { field, isBorneOut }: Pick<Evidence, 'field' | 'isBorneOut'>,
  catalogue: Catalogue,
  now: Instant,
): Suspicion | null {
  const middle = median([...field.values.values()]);
  const { likely, ordinary } = seasonOf(field, catalogue);
  const { lowest, highest } = isBorneOut ? likely : ordinary;
  if (middle >= lowest && middle <= highest) return null;
  const range = `${lowest.toFixed(0)} to ${highest.toFixed(0)} ℃`;
  const detail = `median ${middle.toFixed(1)} ℃, where ${range} is usual`;
  return { kind: 'unconfirmed', since: now, detail, offset: 0, part: null };
}

/** A step of all stations that is rare: by how much, K, the course of the hour before taken out. */
function turnOf(
  { believed, earlier }: Evidence,
  change: Change,
  catalogue: Catalogue,
): { readonly by: number; readonly detail: string } | null {
  const { unusual, elapsed, spread } = change;
  const tendency = believed && tendencyOf(believed, elapsed, earlier, catalogue);
  const by = unusual - (tendency ?? 0);
  const size = tendency === null ? Math.abs(by) : Math.abs(nearerToNothing(unusual, by));
  const { down, up } = rareChange(elapsed);
  const rare = tendency === null ? (by < 0 ? down : up) : rareTurn(elapsed, spread);
  if (size <= rare) return null;
  const detail = `median ${by < 0 ? '' : '+'}${by.toFixed(1)} K from what was to be expected after ${formatKst(believed?.observedAt ?? 0)}`;
  return { by, detail };
}

/**
 * What the median of all stations did in as long a time before the last believed answer, the usual
 * course of the day taken out, K; `null` where that is not known.
 */
function tendencyOf(
  believed: TemperatureField,
  elapsed: number,
  earlier: readonly RememberedList[],
  catalogue: Catalogue,
): number | null {
  const past = pastOf(believed, elapsed, earlier);
  if (past === null) return null;
  const change = changeBetween(past, believed, catalogue);
  return (change.unusual * elapsed) / change.elapsed;
}

/** What was believed about as long before the last answer as that came before this one, or `null`. */
function pastOf(
  believed: TemperatureField,
  elapsed: number,
  earlier: readonly RememberedList[],
): TemperatureField | null {
  if (elapsed < 0 || elapsed > tendencyLasts) return null;
  const past = earlier.findLast(
    ({ observedAt }) => observedAt <= believed.observedAt - Math.max(elapsed * 0.75, 1),
  );
  if (past === undefined || believed.observedAt - past.observedAt > tendencyLasts) return null;
  return fieldOfList(past);
}

/** The smaller of two, and nothing where they have different signs. */
function nearerToNothing(one: number, other: number): number {
  if (Math.sign(one) !== Math.sign(other)) return 0;
  return Math.abs(one) < Math.abs(other) ? one : other;
}
