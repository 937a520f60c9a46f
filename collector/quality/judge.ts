import type { CheckName, Element, MissingReason, NumericElement, Quality } from '@nalssi/schemas';
import type { Batch, ElementValue, Reading, Readout } from '../sources/reading.ts';
import type { SourceId } from '../sources/registry.ts';
import { SourceError } from '../sources/source-error.ts';
import type { Instant } from '../time/clock.ts';
import { clockTolerance, massFailureShare, rangeLimits } from './limits.ts';

/** A value with the verdict of the checks. Quality is never `missing` here. */
export interface Judgement<E extends Element = Element> {
  readonly value: ElementValue<E>;
  readonly quality: Exclude<Quality, 'missing'>;
  readonly checks: readonly CheckName[];
  readonly failed: readonly CheckName[];
}

export type JudgedReadout<E extends Element = Element> =
  | Judgement<E>
  | { readonly missing: MissingReason };

export interface JudgedReading extends Omit<Reading, 'elements'> {
  readonly elements: { readonly [E in Element]?: JudgedReadout<E> };
}

export interface JudgedBatch extends Omit<Batch, 'readings'> {
  readonly source: SourceId;
  readonly readings: readonly JudgedReading[];
}

/**
 * Checks a batch. Values are marked, not removed. Throws SourceError with code future-stamp or
 * mass-failure when the batch as a whole cannot be believed.
 */
export function judge(source: SourceId, batch: Batch, now: Instant): JudgedBatch {
  for (const { observedAt } of batch.readings) {
    if (observedAt > now + clockTolerance) {
      const ahead = Math.round((observedAt - now) / 60_000);
      throw new SourceError(source, 'future-stamp', `${ahead} minutes ahead of this machine`);
    }
  }
  const readings = batch.readings.map(judgeReading);
  refuseMassFailure(source, readings);
  return { ...batch, source, readings };
}

function judgeReading(reading: Reading): JudgedReading {
  const { condition, temperature } = reading.elements;
  return {
    ...reading,
    elements: {
      ...(condition && { condition: judgeCondition(condition) }),
      ...(temperature && { temperature: judgeNumber('temperature', temperature) }),
    },
  };
}

/** No check applies to a condition yet: it says so rather than `pass`. */
function judgeCondition(readout: Readout<'condition'>): JudgedReadout<'condition'> {
  if ('missing' in readout) return readout;
  return { value: readout.value, quality: 'unchecked', checks: [], failed: [] };
}

function judgeNumber<E extends NumericElement>(element: E, readout: Readout<E>): JudgedReadout<E> {
  if ('missing' in readout) return readout;
  const value: number = readout.value;
  const { fail, suspect } = rangeLimits[element];
  const outside = ([lowest, highest]: readonly [number, number]) =>
    value < lowest || value > highest;
  const quality = outside(fail) ? 'fail' : outside(suspect) ? 'suspect' : 'pass';
  return {
    value: readout.value,
    quality,
    checks: ['range'],
    failed: quality === 'pass' ? [] : ['range'],
  };
}

function refuseMassFailure(source: SourceId, readings: readonly JudgedReading[]): void {
  const failures = new Map<string, number>();
  for (const { elements } of readings) {
    for (const [element, readout] of Object.entries(elements)) {
      if ('missing' in readout || readout.quality !== 'fail') continue;
      for (const check of readout.failed) {
        const key = `${check} of ${element}`;
        failures.set(key, (failures.get(key) ?? 0) + 1);
      }
    }
  }
  // A list of a few stations would be refused for a single bad one.
  const allowed = Math.max(2, readings.length * massFailureShare);
  for (const [key, count] of failures) {
    if (count > allowed) {
      throw new SourceError(source, 'mass-failure', `${key}: ${count} of ${readings.length}`);
    }
  }
}
