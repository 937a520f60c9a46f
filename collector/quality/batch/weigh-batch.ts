import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Reading } from '../../sources/reading.ts';
import type { Duration, Instant } from '../../time/clock.ts';
import { formatKst } from '../../time/kst.ts';
import type { RefusedColumns } from '../column-steps.ts';
import type { Suspicion } from '../judgement.ts';
import type { Previous } from '../previous.ts';
import type { Doubt, RefusalCode } from '../refused-answer.ts';
import {
  fewestTemperatures,
  greatestChange,
  greatestRoughness,
  lateListAfter,
  leastLikeness,
  leastOwnFit,
  leastWidening,
  longestMemory,
  patternLasts,
  roughnessLasts,
  roughnessOfOtherPlaces,
  witnessContradicts,
} from './batch-limits.ts';
import { type Change, changeBetween } from './change.ts';
import { type RememberedList, repeatedList } from './remembered-lists.ts';
import { partAfter, withoutPart } from './strange-part.ts';
import { isBetterThan, suspicionOf, takesBack } from './suspicion.ts';
import { fieldOf, type TemperatureField, temperaturesOf } from './temperature-field.ts';
import { unchangedList } from './unchanged.ts';
import { bearsItselfOut, unlikeWeather, wrongSeason } from './unlike-weather.ts';
import { hear, type Testimony, type Witness } from './witness.ts';

/** What is known when an answer comes. */
export interface Memory {
  /** The last answer of the source that was believed, as it is held; `null` at a first start. */
  readonly believed: TemperatureField | null;
  /** What was refused since then. */
  readonly doubt: Doubt | null;
  /** The last answer that was refused since then, where that is known. */
  readonly refused: TemperatureField | null;
  /** The same of other columns than the temperature. */
  readonly refusedColumns: RefusedColumns | null;
  /** Why what was believed is marked, if it is. */
  readonly suspicion: Suspicion | null;
  /** What other sources say. */
  readonly witnesses: readonly Witness[];
  /** Lists of the source that were believed before, the newest last. */
  readonly earlier: readonly RememberedList[];
}

export const noMemory: Memory = {
  believed: null,
  doubt: null,
  refused: null,
  refusedColumns: null,
  suspicion: null,
  witnesses: [],
  earlier: [],
};

/** A person who knows better says that the answer is right. */
export const vouchedFor = 'vouched-for';

/** Why an answer as a whole is not taken for the weather. */
export interface Refusal {
  readonly verdict: 'refused';
  readonly code: Exclude<RefusalCode, 'mass-failure'>;
  /** The numbers, for people. */
  readonly detail: string;
  readonly doubt: Doubt | null;
}

/** An answer that may be the weather: `suspicion` says why its temperatures are marked, if they are. */
export interface Acceptance {
  readonly verdict: 'accepted';
  /** Whether there was enough of it to say so. */
  readonly isWeighed: boolean;
  readonly suspicion: Suspicion | null;
}

/**
 * Whether an answer as a whole can be the weather. It is compared with the last
 * one that was believed, whatever the stamps say, with what other sources say of the same moment,
 * and with the season. What is refused stays refused while it goes on: neither time nor a restart
 * nor small steps make it true, but an answer that goes back to where the truth must be, or another
 * source that says the same. What is possible and rare is accepted and marked (suspicion.ts).
 */
export function weighBatch(
  readings: readonly Reading[],
  previous: Previous,
  memory: Memory,
  catalogue: Catalogue,
  now: Instant,
): Refusal | Acceptance {
  const { doubt, refused: last, witnesses, earlier } = memory;
  const temperatures = temperaturesOf(readings);
  const field = fieldOf(temperatures);
  if (field === null || field.values.size < fewestTemperatures) {
    if (doubt === null || field === null) return accepted(memory.suspicion, false);
    const detail = `${field.values.size} temperatures are too few to say that the source is right again`;
    return refused('implausible-batch', detail, doubt);
  }
  const still = unchangedList(temperatures, previous);
  if (still !== null) {
    const isEarly = still.mayBeEarly && now - field.observedAt < lateListAfter;
    return refused(isEarly ? 'no-data' : 'stale-values', still.detail, doubt);
  }
  const repeated = repeatedList(field, earlier);
  if (repeated !== null) return refused('stale-values', repeated, doubt);
  const compared = afterPart(memory, field);
  const { believed, suspicion } = compared;
  const change = believed && changeBetween(believed, field, catalogue);
  const known = change !== null && change.stations >= fewestTemperatures ? change : null;
  const testimony = hear(witnesses, field, catalogue);
  const standing = standingOf(doubt, last, field, catalogue);
  const isBorneOut = bearsItselfOut(readings);
  const isBetter = isBetterThan(suspicion, { field, isBorneOut }, catalogue, now);
  const contradicted = contradiction(known, compared, standing, testimony, isBetter, now);
  // A record comes in steps that each agree with the one before: it is believed beyond the season.
  const isFollowed = contradicted === null && known !== null && isRecent(known);
  const unlike =
    unlikeWeather(field, readings, catalogue) ??
    (isFollowed ? null : wrongSeason(field, catalogue));
  const detail = unlike ?? contradicted;
  if (detail === null) {
    const recent = known !== null && isRecent(known) ? known : null;
    const evidence = { field, isBorneOut, believed, change: recent, testimony, suspicion, earlier };
    return accepted(suspicionOf(evidence, catalogue, now), true);
  }
  // What is no weather by itself needs no memory to be refused again, and says nothing of the truth.
  const next =
    known === null || contradicted === null ? doubt : doubtAfter(standing, known, unlike === null);
  return refused('implausible-batch', detail, next);
}

/** What a part takes back is no new pattern, and ends its suspicion: the rest of the country is compared. */
function afterPart(memory: Memory, field: TemperatureField): Memory {
  const { believed, suspicion } = memory;
  const part = suspicion?.part ?? null;
  if (believed === null || suspicion === null || part === null) return memory;
  const left = partAfter(part, believed, field);
  return left === null
    ? { ...memory, believed: withoutPart(part, believed), suspicion: null }
    : { ...memory, suspicion: { ...suspicion, part: left } };
}

function refused(code: Refusal['code'], detail: string, doubt: Doubt | null): Refusal {
  return { verdict: 'refused', code, detail, doubt };
}

function accepted(suspicion: Suspicion | null, isWeighed: boolean): Acceptance {
  return { verdict: 'accepted', isWeighed, suspicion };
}

function isRecent({ elapsed }: Change): boolean {
  return Math.abs(elapsed) <= longestMemory;
}

/** A doubt, and what the answer that was refused last says of it. */
interface StandingDoubt extends Doubt {
  /**
   * Whether stations have the order in which they were refused, or have left it; `null` where nobody
   * can say.
   */
  readonly isInRefusedOrder: boolean | null;
}

function standingOf(
  doubt: Doubt | null,
  last: TemperatureField | null,
  field: TemperatureField,
  catalogue: Catalogue,
): StandingDoubt | null {
  if (doubt === null) return null;
  const change = last && changeBetween(last, field, catalogue);
  const isComparable =
    change !== null &&
    change.stations >= fewestTemperatures &&
    Math.abs(change.elapsed) <= patternLasts &&
    // A country that was flat and is none any more says nothing of the order.
    change.widening < 1 / leastWidening;
  return { ...doubt, isInRefusedOrder: isComparable ? !isOtherPattern(change, null) : null };
}

function contradiction(
  change: Change | null,
  { believed, suspicion }: Memory,
  doubt: StandingDoubt | null,
  testimony: Testimony | null,
  isBetter: boolean,
  now: Instant,
): string | null {
  // Two sources that agree know better than what one of them said before.
  if (testimony?.verdict === 'agrees') return null;
  if (change === null) return testimony?.verdict === 'contradicts' ? testimony.detail : null;
  if (!isRecent(change) && doubt === null) {
    return testimony?.verdict === 'contradicts' ? testimony.detail : null;
  }
  const against = `against the answer of ${formatKst(believed?.observedAt ?? 0)}`;
  const step = `median ${signed(change.median)} K ${against}`;
  if (doubt !== null && !isReturn(doubt, change)) return `still ${step}`;
  if (doubt?.isOfPattern && doubt.isInRefusedOrder)
    return `stations are still in the order that was refused, ${against}`;
  const isTooFar = isRecent(change) && isBeyond(change.unusual, change.elapsed);
  // What was suspect all along may have been wrong, and its end looks like a lie. Of a first answer that nothing bore out
  // and one that is usual nobody knows which is right: the later is shown, and marked as the step that it is.
  const mayBeEnd = doubt === null && (isBetter || isTakenBack(suspicion, change, now));
  if (isTooFar && !mayBeEnd) return step;
  if (isOtherPattern(change, doubt)) {
    const by = `${change.roughness.toFixed(1)} K apart from their neighbours`;
    const like = `correlation ${change.likeness.toFixed(2)}`;
    const rows = change.ownFit < leastOwnFit ? ', and fit another row of the list better' : '';
    return `stations changed each by itself, ${by}, ${like}, ${against}${rows}`;
  }
  const isOurs =
    testimony?.verdict === 'contradicts' &&
    Math.abs(change.unusual) > witnessContradicts / 2 &&
    Math.sign(change.unusual) === Math.sign(testimony.difference);
  return isOurs ? `${testimony.detail}, and ${step}` : null;
}

function isBeyond(unusual: number, elapsed: Duration): boolean {
  const { down, up } = greatestChange(elapsed);
  return unusual > up || unusual < -down;
}

/** Whether a step takes back that of a suspicion, and leads to where weather can be since then. */
function isTakenBack(
  suspicion: Suspicion | null,
  { unusual }: Pick<Change, 'unusual'>,
  now: Instant,
): boolean {
  if (suspicion === null || !takesBack(suspicion, unusual)) return false;
  return !isBeyond(unusual + suspicion.offset, now - suspicion.since);
}

/**
 * Whether values seem to stand at other stations than before. What was refused for that must fit as
 * well as an hour later, and the limits do not grow, unless stations left the order they were refused
 * in.
 */
function isOtherPattern(
  { roughness, likeness, ownFit, isMirrored, widening, elapsed }: Change,
  doubt: StandingDoubt | null,
): boolean {
  // Of rows that were moved, the believed answer tells the truth for a day.
  const isOrdered = Math.abs(elapsed) <= patternLasts || doubt?.isOfPattern === true;
  if (isOrdered && ownFit < leastOwnFit) return true;
  const isStrict = doubt?.isOfPattern === true && doubt.isInRefusedOrder !== false;
  const time = isStrict ? 0 : Math.abs(elapsed);
  if (time <= roughnessLasts && roughness > greatestRoughness(time)) return true;
  if (time > patternLasts) return false;
  if (widening < leastWidening) return true;
  return isMirrored || (likeness < leastLikeness && roughness > roughnessOfOtherPlaces);
}

/** An offset of less is no offset: what was refused was the pattern, K. */
const leastOffset = 2;

/**
 * Whether an answer left what was refused for where the truth must be: for where it was, with one
 * jump, or for where it has moved to, if what was wrong was an offset.
 */
function isReturn({ position, truth }: Doubt, { unusual }: Change): boolean {
  if (Math.abs(position - truth) < leastOffset) return true;
  const step = Math.abs(unusual - position);
  const isJump = step > greatestChange(0).up;
  return Math.abs(unusual - truth) < step || (isJump && Math.abs(unusual) < step);
}

/**
 * What is known after an answer was refused. The weather moves on meanwhile: where the answer
 * `isLikeWeather`, its small steps are those of the truth.
 */
function doubtAfter(doubt: StandingDoubt | null, change: Change, isLikeWeather: boolean): Doubt {
  const position = change.unusual;
  const {
    position: before,
    truth,
    isOfPattern,
  } = doubt ?? { position, truth: 0, isOfPattern: false };
  const isAway = Math.abs(position - truth) >= leastOffset;
  const pattern = { isOfPattern: isOfPattern || (!isAway && isOtherPattern(change, doubt)) };
  if (doubt === null) return { position, truth, ...pattern };
  if (isReturn(doubt, change)) return { position, truth: position, ...pattern };
  const step = position - before;
  const { down, up } = greatestChange(0);
  const isSmall = step < up && step > -down;
  return { position, truth: isLikeWeather && isSmall ? truth + step : truth, ...pattern };
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}
