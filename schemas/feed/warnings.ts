import { z } from 'zod';
import { warningKinds, warningLevels } from '../facts/warnings.ts';
import { envelope } from './envelope.ts';
import { kstTime, observationState, regionCode, stationId } from './primitives.ts';

export const warningKind = z.enum(warningKinds);

export const warningLevel = z.enum(warningLevels);

/** One warning in one zone, as KMA issued it. Only KMA may issue warnings. */
export const warningRow = z.object({
  kind: warningKind,
  level: warningLevel,
  zone: z.object({ id: z.string().nullable(), name: z.string() }),
  /** Stations of the catalogue that stand in the zone, and their regions. */
  stations: z.array(stationId),
  regions: z.array(regionCode),
  /** What KMA last did with it, where the upstream says so. */
  command: z.enum(['issued', 'changed', 'extended', 'corrected', 'replaced']).nullable(),
  issuedAt: kstTime.nullable(),
  effectiveAt: kstTime.nullable(),
  /** When it ends, by a lift or a change that KMA has announced. */
  endsAt: kstTime.nullable(),
  /**
   * `announced`: not in force, because it takes effect later or is preliminary. Absent in older
   * files, which leave that to `effectiveAt` and `level`.
   */
  phase: z.enum(['in-force', 'announced']).optional(),
  /**
   * KMA's list no longer has it: that it holds follows from its change or lift, which is announced.
   * `level` is then the lowest that can be.
   */
  inferred: z.boolean().optional(),
});
export type WarningRow = z.infer<typeof warningRow>;

/** An empty list says that no warning is in force only while `state` is `fresh` or `carried`. */
export const warningsFile = envelope.extend({
  state: observationState,
  issuer: z.object({ ko: z.string(), en: z.string() }),
  /** The time that the list speaks of, and when it must no longer be shown. */
  asOf: kstTime.nullable(),
  expiresAt: kstTime.nullable(),
  warnings: z.array(warningRow),
});
export type WarningsFile = z.infer<typeof warningsFile>;
