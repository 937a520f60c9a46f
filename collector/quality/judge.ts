import {
  type CheckName,
  checkName,
  type Element,
  elements,
  type NumericElement,
  numericElements,
} from '@nalssi/schemas';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Batch, Reading, ReadValue } from '../sources/reading.ts';
import { SourceError } from '../sources/source-error.ts';
import type { SourceId } from '../sources/source-id.ts';
import type { Instant } from '../time/clock.ts';
import { type Memory, noMemory, vouchedFor, weighBatch } from './batch/weigh-batch.ts';
import { unlikeColumn } from './check-columns.ts';
import { checkConsistency } from './check-consistency.ts';
import { withoutWrongNames } from './check-names.ts';
import { checkPersistence } from './check-persistence.ts';
import { checkRange } from './check-range.ts';
import { withoutExchangedRows } from './check-row-order.ts';
import { checkSpatial } from './check-spatial.ts';
import { checkStep } from './check-step.ts';
import type { JudgedBatch, JudgedReading, JudgedReadout, Judgement } from './judgement.ts';
import { clockTolerance, saturation } from './limits.ts';
import { refuseMassFailure } from './mass-failure.ts';
import type { Previous } from './previous.ts';
import { RefusedAnswer } from './refused-answer.ts';
import type { Verdict, Verdicts } from './verdict.ts';

/**
 * Checks a batch against limits, against itself and against the values before. Values are marked,
 * not removed. Throws SourceError with code wrong-names, future-stamp, mass-failure, implausible-batch,
 * stale-values or no-data when the batch as a whole cannot be believed, whatever `memory` says;
 * with that of a person only what is impossible is refused.
 */
export function judge(
  source: SourceId,
  read: Batch,
  previous: Previous,
  catalogue: Catalogue,
  now: Instant,
  memory: Memory | typeof vouchedFor = noMemory,
): JudgedBatch {
  const named = withoutWrongNames(source, read, catalogue);
  refuseFuture(source, named, now);
  // Of what a person vouches for nothing is known before: nobody doubts the order of its rows.
  const batch = withoutExchangedRows(named, previous);
  const weighed =
    memory === vouchedFor ? null : weighBatch(batch.readings, previous, memory, catalogue, now);
  const refusal = weighed?.verdict === 'refused' ? weighed : null;
  const acceptance = weighed?.verdict === 'accepted' ? weighed : null;
  const suspicion = acceptance?.suspicion ?? null;
  const ofBatch = (station: string) => {
    if (suspicion !== null && (suspicion.part === null || station in suspicion.part))
      return 'suspect';
    return acceptance?.isWeighed ? 'pass' : undefined;
  };
  const spatial = checkSpatial(batch.readings, catalogue);
  const readings = batch.readings.map((reading, index) =>
    judgeReading(reading, previous, spatial[index], ofBatch(reading.station)),
  );
  const doubt = refusal?.doubt ?? null;
  refuseMassFailure(source, readings, doubt);
  if (refusal !== null) throw new RefusedAnswer(source, refusal.code, refusal.detail, { doubt });
  if (memory !== vouchedFor) {
    const { refusedColumns } = memory;
    const fault = unlikeColumn(batch.readings, previous, catalogue, refusedColumns);
    if (fault !== null)
      throw new RefusedAnswer(source, 'implausible-batch', fault.detail, { column: fault });
  }
  return { ...batch, source, readings, suspicion };
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
  ofBatch: Verdict | undefined,
): JudgedReading {
  const { station, name, observedAt } = reading;
  const read = withSaturation(reading.elements);
  const numbers: { [E in NumericElement]?: number } = {};
  for (const element of numericElements) {
    const readout = read[element];
    if (readout !== undefined && 'value' in readout) numbers[element] = readout.value;
  }
  const consistency = checkConsistency(numbers);
  const judged: { [E in Element]?: JudgedReadout } = {};
  for (const element of elements) {
    const readout = read[element];
    if (readout === undefined) continue;
    if (!('value' in readout)) judged[element] = readout;
    else if (element === 'condition' || typeof readout.value !== 'number') {
      judged[element] = withConclusion(readout, unchecked);
    } else {
      const verdicts = verdictsOn(element, readout.value, reading, previous);
      const consistent = consistency[element];
      if (consistent !== undefined) verdicts.consistency = consistent;
      if (element === 'temperature') {
        if (spatial !== undefined) verdicts.spatial = spatial;
        if (ofBatch !== undefined) verdicts.batch = ofBatch;
      }
      judged[element] = withConclusion(readout, conclude(verdicts));
    }
  }
  // A sky that was made from an amount of cloud is worth no more than the amount.
  const sky = read.condition;
  const isOfCloud = sky && 'value' in sky && sky.derived?.method === 'cloud-amount';
  const { cloud } = judged;
  if (isOfCloud && cloud && 'value' in cloud && cloud.quality === 'fail') {
    judged.condition = { missing: 'quality-failed' };
  }
  return { station, name, observedAt, elements: judged as JudgedReading['elements'] };
}

/** Humidity a little above 100 % as what it is: see `saturation`. */
function withSaturation(elements: Reading['elements']): Reading['elements'] {
  const { humidity } = elements;
  if (humidity === undefined || !('value' in humidity)) return elements;
  const { value } = humidity;
  if (value <= saturation.humidity || value > saturation.most) return elements;
  return { ...elements, humidity: { ...humidity, value: saturation.humidity } };
}

/** Written out, not spread: there are hundreds of thousands, and these are small and alike. */
function withConclusion(
  { value, derived }: ReadValue,
  { quality, checks, failed }: Conclusion,
): Judgement {
  return derived === undefined
    ? { value, quality, checks, failed }
    : { value, derived, quality, checks, failed };
}

type Conclusion = Pick<Judgement, 'quality' | 'checks' | 'failed'>;

/** No check applies to a condition; it says so rather than `pass`. */
const unchecked: Conclusion = {
  quality: 'unchecked',
  checks: Object.freeze([]),
  failed: Object.freeze([]),
};

function verdictsOn(
  element: NumericElement,
  value: number,
  { station, observedAt }: Reading,
  previous: Previous,
): Verdicts {
  const before = previous(station, element);
  const step = checkStep(element, value, observedAt, before);
  const persistence = checkPersistence(element, value, observedAt, before);
  const verdicts: Verdicts = { range: checkRange(element, value) };
  if (step !== null) verdicts.step = step;
  if (persistence !== null) verdicts.persistence = persistence;
  return verdicts;
}

/** Verdicts repeat: each combination is concluded once, and all values that have it share it. */
const conclusions = new Map<number, Conclusion>();

const checkNames: readonly CheckName[] = checkName.options;
const places: Readonly<Record<Verdict, number>> = { pass: 1, suspect: 2, fail: 3 };

function conclude(verdicts: Verdicts): Conclusion {
  let key = 0;
  for (const check of checkNames) {
    const verdict = verdicts[check];
    key = key * 4 + (verdict === undefined ? 0 : places[verdict]);
  }
  const known = conclusions.get(key);
  if (known !== undefined) return known;
  const checks = checkNames.filter((check) => verdicts[check] !== undefined);
  const failed = checks.filter((check) => verdicts[check] !== 'pass');
  const worst = failed.some((check) => verdicts[check] === 'fail') ? 'fail' : 'suspect';
  const conclusion: Conclusion = {
    quality: failed.length === 0 ? 'pass' : worst,
    checks: Object.freeze(checks),
    failed: Object.freeze(failed),
  };
  conclusions.set(key, conclusion);
  return conclusion;
}
