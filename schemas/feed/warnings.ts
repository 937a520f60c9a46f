import { z } from 'zod';
import { warningKinds, warningLevels } from '../facts/warnings.ts';
import { envelope } from './envelope.ts';
import { kstTime, observationState, regionCode, stationId } from './primitives.ts';

export const warningKind = z.enum(warningKinds);

export const warningLevel = z.enum(warningLevels);

/**
 * How a warning found its stations and regions. `zone`: by the code of its zone; `name`: by its name;
 * `sea`: at sea, where no station stands. Where the zone is not known it stands, to be safe, in more
 * than its zone: `parent`: in all of the zone above it; `region`: in all of its region. `nowhere`: not
 * even that is known.
 */
export const warningPlacement = z.enum(['zone', 'name', 'parent', 'region', 'sea', 'nowhere']);
export type WarningPlacement = z.infer<typeof warningPlacement>;

/** One warning in one zone, as KMA issued it. Only KMA may issue warnings. */
const warningRow = z.object({
  kind: warningKind,
  level: warningLevel,
  zone: z.object({
    id: z.string().nullable(),
    name: z.string(),
    /** Where the zone is only a part of a town or province: 대구 and 중부 for 대구중부. */
    part: z.object({ of: z.string(), name: z.string() }).optional(),
    /** The places in the zone, in KMA's words: `중구.동구.서구`. */
    covers: z.string().optional(),
  }),
  placement: warningPlacement,
  /** Stations of the catalogue that stand where the warning does, and its regions. */
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
