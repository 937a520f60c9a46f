import { numericElements } from '@nalssi/schemas';
import type { SourceId } from '../sources/source-id.ts';
import type { JudgedReading } from './judgement.ts';
import { fewestForShares, massFailureShare, massStepShare } from './limits.ts';
import { type Doubt, RefusedAnswer } from './refused-answer.ts';

/**
 * Throws RefusedAnswer with code mass-failure when so many stations fail one check, or jump, that
 * units or columns are the likelier cause than seventy broken sensors. `doubt`: what to remember of the answer then.
 */
export function refuseMassFailure(
  source: SourceId,
  readings: readonly JudgedReading[],
  doubt: Doubt | null,
): void {
  if (readings.length < fewestForShares) return;
  const failures = new Map<string, number>();
  const steps = new Map<string, number>();
  for (const { elements } of readings) {
    for (const element of numericElements) {
      const readout = elements[element];
      if (readout === undefined || !('value' in readout)) continue;
      for (const check of readout.failed) {
        if (readout.quality === 'fail') count(failures, `${check} of ${element}`);
        if (check === 'step') count(steps, `step of ${element}`);
      }
    }
  }
  refuse(source, failures, readings.length, massFailureShare, doubt);
  refuse(source, steps, readings.length, massStepShare, doubt);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function refuse(
  source: SourceId,
  counts: Map<string, number>,
  of: number,
  share: number,
  doubt: Doubt | null,
): void {
  for (const [key, found] of counts) {
    if (found > of * share)
      throw new RefusedAnswer(source, 'mass-failure', `${key}: ${found} of ${of}`, { doubt });
  }
}
