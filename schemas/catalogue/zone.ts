import { z } from 'zod';
import { kstTime, regionCode } from '../feed/primitives.ts';

/** The number of a zone: `L` on land, `S` at sea, and seven digits. */
export const warningZoneId = z.string().regex(/^[LS]\d{7}$/, 'expected L or S and seven digits');

/** A name of a zone; the longest in the catalogue, of a part of the sea, has 21 letters. */
export const warningZoneName = z.string().min(1).max(60);

/** One of KMA's zones for warnings (특보구역): the country, a province, a town, or a part of one. */
export const warningZone = z.object({
  id: warningZoneId,
  /** As lists of warnings write it (`full`: `달성군북부`), and their texts (`short`: `달성북부`). */
  name: z.object({ full: warningZoneName, short: warningZoneName }),
  /** The zone that holds it: a province's is the country, `L1000000`. */
  parent: warningZoneId.nullable(),
  kind: z.enum(['land', 'sea']),
  /** Whether KMA issues warnings for it; else for the zones below it. */
  isLeaf: z.boolean(),
  /** `null` where it is not known. */
  validFrom: kstTime.nullable(),
  /** The last minute in which it holds; `null` while its end is open. */
  validTo: kstTime.nullable(),
  /**
   * `captured`: the dates are KMA's own; `inferred`: one is told by the zone being in one list of
   * KMA's and not in another; `unknown`: there is none.
   */
  dates: z.enum(['captured', 'inferred', 'unknown']),
  /** That of a province, and of the islands that KMA sets beside the provinces. */
  region: regionCode.optional(),
  /** The places it covers, in KMA's words: `중구.동구.서구`. */
  covers: z.string().optional(),
});
export type WarningZone = z.infer<typeof warningZone>;
