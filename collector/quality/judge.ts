import {
  type CheckName,
  type Derivation,
  type Element,
  elements,
  type MissingReason,
  type NumericElement,
  numericElements,
  type Quality,
} from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Batch, ElementValue, Reading } from '../sources/reading.ts';
import { SourceError } from '../sources/source-error.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Instant } from '../time/clock.ts';
import { checkConsistency } from './check-consistency.ts';
import { checkPersistence } from './check-persistence.ts';
import { checkRange } from './check-range.ts';
import { checkSpatial } from './check-spatial.ts';
import { checkStep } from './check-step.ts';
import { clockTolerance } from './limits.ts';
import { refuseMassFailure } from './mass-failure.ts';
import type { Previous } from './previous.ts';
import type { Verdict, Verdicts } from './verdict.ts';

/** A value with the verdict of the checks. Quality is never `missing` here. */
export interface Judgement<E extends Element = Element> {
  readonly value: ElementValue<E>;
  readonly derived?: Derivation;
  readonly quality: Exclude<Quality, 'missing'>;
  readonly checks: readonly CheckName[];
  readonly failed: readonly CheckName[];
}

export type JudgedReadout<E extends Element = Element> =
  | Judgement<E>
  | { readonly missing: MissingReason }
  | { readonly withdrawn: true };

export interface JudgedReading extends Omit<Reading, 'elements'> {
  readonly elements: { readonly [E in Element]?: JudgedReadout<E> };
}

export interface JudgedBatch extends Omit<Batch, 'readings'> {
  readonly source: SourceId;
  readonly readings: readonly JudgedReading[];
}

/**
 * Checks a batch against limits, against itself and against the values before. Values are marked,
 * not removed. Throws SourceError with code future-stamp or mass-failure when the batch as a whole
 * cannot be believed.
 */
export function judge(
  source: SourceId,
  batch: Batch,
  previous: Previous,
  catalogue: Catalogue,
  now: Instant,
): JudgedBatch {
  refuseFuture(source, batch, now);
  const spatial = checkSpatial(
    batch.readings.flatMap(({ station, elements: read }) =>
      read.temperature && 'value' in read.temperature
        ? [{ station, value: read.temperature.value }]
        : [],
    ),
    catalogue,
  );
  const readings = batch.readings.map((reading) =>
    judgeReading(reading, previous, spatial.get(reading.station)),
  );
  refuseMassFailure(source, readings);
  return { ...batch, source, readings };
}

function refuseFuture(source: SourceId, { readings }: Batch, now: Instant): void {
  for (const { observedAt } of readings) {
    if (observedAt <= now + clockTolerance) continue;
    const ahead = Math.round((observedAt - now) / 60_000);
    throw new SourceError(source, 'future-stamp', `${ahead} minutes ahead of this machine`);
  }
}

function judgeReading(
  reading: Reading,
  previous: Previous,
  spatial: Verdict | undefined,
): JudgedReading {
  const numbers: { [E in NumericElement]?: number } = {};
  for (const element of numericElements) {
    const readout = reading.elements[element];
    if (readout !== undefined && 'value' in readout) numbers[element] = readout.value;
  }
  const consistency = checkConsistency(numbers);
  const judged: { [E in Element]?: JudgedReadout } = {};
  for (const element of elements) {
    const readout = reading.elements[element];
    if (readout === undefined) continue;
    if (!('value' in readout)) judged[element] = readout;
    else if (element === 'condition' || typeof readout.value !== 'number') {
      // No check applies to a condition; it says so rather than `pass`.
      judged[element] = { ...readout, quality: 'unchecked', checks: [], failed: [] };
    } else {
      const verdicts = verdictsOn(element, readout.value, reading, previous);
      const consistent = consistency[element];
      if (consistent !== undefined) verdicts.consistency = consistent;
      if (element === 'temperature' && spatial !== undefined) verdicts.spatial = spatial;
      judged[element] = { ...readout, ...conclude(verdicts) };
    }
  }
  return { ...reading, elements: judged as JudgedReading['elements'] };
}

function verdictsOn(
  element: NumericElement,
  value: number,
  { station, observedAt }: Reading,
  previous: Previous,
): Verdicts {
  const before = previous(station, element);
  const step = checkStep(element, value, observedAt, before);
  const persistence = checkPersistence(element, value, observedAt, before);
  return {
    range: checkRange(element, value),
    ...(step !== null && { step }),
    ...(persistence !== null && { persistence }),
  };
}

function conclude(verdicts: Verdicts): Pick<Judgement, 'quality' | 'checks' | 'failed'> {
  const checks = Object.keys(verdicts) as CheckName[];
  const failed = checks.filter((check) => verdicts[check] !== 'pass');
  const worst = failed.some((check) => verdicts[check] === 'fail') ? 'fail' : 'suspect';
  return { quality: failed.length === 0 ? 'pass' : worst, checks, failed };
}
