import type { Catalogue } from '../../catalogue/catalogue.ts';
import type { Reading } from '../../sources/reading.ts';
import type { Doubt, SourceErrorCode } from '../../sources/source-error.ts';
import type { Instant } from '../../time/clock.ts';
import { formatKst } from '../../time/kst.ts';
import type { Previous } from '../previous.ts';
import {
  fewestTemperatures,
  greatestChange,
  greatestRoughness,
  lateListAfter,
  leastLikeness,
  leastWidening,
  longestMemory,
  patternLasts,
  roughnessLasts,
  roughnessOfOtherPlaces,
  witnessContradicts,
} from './batch-limits.ts';
import { type Change, changeBetween } from './change.ts';
import { type RememberedList, repeatedList } from './remembered-lists.ts';
import { fieldOf, type TemperatureField, temperaturesOf } from './temperature-field.ts';
import { unchangedList } from './unchanged.ts';
import { unlikeWeather, wrongSeason } from './unlike-weather.ts';
import { hear, type Testimony, type Witness } from './witness.ts';

/** What is known when an answer comes. */
export interface Memory {
  /** The last answer of the source that was believed, as it is held; `null` at a first start. */
  readonly believed: TemperatureField | null;
  /** What was refused since then. */
  readonly doubt: Doubt | null;
  /** What other sources say. */
  readonly witnesses: readonly Witness[];
  /** Lists of the source that were believed before, the newest last. */
  readonly earlier: readonly RememberedList[];
}

export const noMemory: Memory = { believed: null, doubt: null, witnesses: [], earlier: [] };

/** A person who knows better says that the answer is right. */
export const vouchedFor = 'vouched-for';

/** Why an answer as a whole is not taken for the weather. */
export interface Refusal {
  readonly code: Extract<SourceErrorCode, 'implausible-batch' | 'stale-values' | 'no-data'>;
  /** The numbers, for people. */
  readonly detail: string;
  readonly doubt: Doubt | null;
}

/**
 * Whether an answer as a whole can be the weather: `null`, or why not. It is compared with the last
 * one that was believed, whatever the stamps say, with what other sources say of the same moment,
 * and with the season. What is refused stays refused while it goes on: neither time nor a restart
 * nor small steps make it true, but an answer that goes back to where the truth must be, or another
 * source that says the same.
 */
export function weighBatch(
  readings: readonly Reading[],
  previous: Previous,
  { believed, doubt, witnesses, earlier }: Memory,
  catalogue: Catalogue,
  now: Instant,
): Refusal | null {
  const temperatures = temperaturesOf(readings);
  const field = fieldOf(temperatures);
  if (field === null || field.values.size < fewestTemperatures) {
    if (doubt === null || field === null) return null;
    const detail = `${field.values.size} temperatures are too few to say that the source is right again`;
    return { code: 'implausible-batch', detail, doubt };
  }
  const still = unchangedList(temperatures, previous);
  if (still !== null) {
    const isEarly = still.mayBeEarly && now - field.observedAt < lateListAfter;
    return { code: isEarly ? 'no-data' : 'stale-values', detail: still.detail, doubt };
  }
  const repeated = repeatedList(field, earlier);
  if (repeated !== null) return { code: 'stale-values', detail: repeated, doubt };
  const change = believed && changeBetween(believed, field, catalogue);
  const known = change !== null && change.stations >= fewestTemperatures ? change : null;
  const testimony = hear(witnesses, field, catalogue);
  const contradicted = contradiction(known, believed?.observedAt ?? 0, doubt, testimony);
  // A record comes in steps that each agree with the one before: it is believed beyond the season.
  const isFollowed = contradicted === null && known !== null && isRecent(known);
  const unlike =
    unlikeWeather(field, readings, catalogue) ?? (isFollowed ? null : wrongSeason(field));
  const detail = unlike ?? contradicted;
  if (detail === null) return null;
  // What is no weather by itself needs no memory to be refused again, and says nothing of the truth.
  const next =
    known === null || contradicted === null ? doubt : doubtAfter(doubt, known, unlike === null);
  return { code: 'implausible-batch', detail, doubt: next };
}

function isRecent({ elapsed }: Change): boolean {
  return Math.abs(elapsed) <= longestMemory;
}

function contradiction(
  change: Change | null,
  believedAt: Instant,
  doubt: Doubt | null,
  testimony: Testimony | null,
): string | null {
  // Two sources that agree know better than what one of them said before.
  if (testimony?.verdict === 'agrees') return null;
  if (change === null) return testimony?.verdict === 'contradicts' ? testimony.detail : null;
  if (!isRecent(change) && doubt === null) {
    return testimony?.verdict === 'contradicts' ? testimony.detail : null;
  }
  const against = `against the answer of ${formatKst(believedAt)}`;
  const step = `median ${signed(change.median)} K ${against}`;
  if (doubt !== null && !isReturn(doubt, change)) return `still ${step}`;
  const { down, up } = greatestChange(change.elapsed);
  if (isRecent(change) && (change.unusual > up || change.unusual < -down)) return step;
  if (isOtherPattern(change, doubt)) {
    const by = `${change.roughness.toFixed(1)} K apart from their neighbours`;
    const like = `correlation ${change.likeness.toFixed(2)}`;
    return `stations changed each by itself, ${by}, ${like}, ${against}`;
  }
  const isOurs =
    testimony?.verdict === 'contradicts' &&
    Math.abs(change.unusual) > witnessContradicts / 2 &&
    Math.sign(change.unusual) === Math.sign(testimony.difference);
  return isOurs ? `${testimony.detail}, and ${step}` : null;
}

/**
 * Whether values seem to stand at other stations than before. What was refused for that must fit as
 * well as an hour later: the limits do not grow.
 */
function isOtherPattern(
  { roughness, likeness, isMirrored, widening, elapsed }: Change,
  doubt: Doubt | null,
): boolean {
  const time = doubt?.isOfPattern ? 0 : Math.abs(elapsed);
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
function doubtAfter(doubt: Doubt | null, change: Change, isLikeWeather: boolean): Doubt {
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
