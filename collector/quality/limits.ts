import type { NumericElement } from '@nalssi/schemas';

/** Outside `fail` a value is impossible; outside `suspect` it is shown and marked. */
export interface RangeLimits {
  readonly fail: readonly [lowest: number, highest: number];
  readonly suspect: readonly [lowest: number, highest: number];
  readonly basis: string;
}

/**
 * Plausible ranges, as of 2026-11. They are wider than the official records, which automatic
 * stations pass on record days: when a record falls is when people look.
 */
export const rangeLimits: Readonly<Record<NumericElement, RangeLimits>> = {
  temperature: {
    fail: [-40, 45],
    suspect: [-33, 41.5],
    basis:
      'Records: -32.6 ℃ Yangpyeong 1981-01-05; 41.0 ℃ Hongcheon 2018-08-01 (ASOS), 41.9 ℃ Gwangju Jiwol the same day (AWS).',
  },
};

/** A larger share of stations failing one check in one batch is a fault of the source. */
export const massFailureShare = 0.1;

/** A stamp further ahead than this is wrong; less is the difference of two clocks. */
export const clockTolerance = 120_000;
