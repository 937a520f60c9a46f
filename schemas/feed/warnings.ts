import { z } from 'zod';
import { envelope } from './envelope.ts';
import { kstTime, observationState, regionCode, stationId } from './primitives.ts';

/** Kinds of warning (특보) that KMA issues, by KMA's usual English names. */
export const warningKind = z.enum([
  'strong-wind',
  'heavy-rain',
  'cold-wave',
  'dry',
  'storm-surge',
  'tsunami',
  'high-seas',
  'typhoon',
  'heavy-snow',
  'yellow-dust',
  'heat-wave',
  'fog',
  'tropical-night',
]);
export type WarningKind = z.infer<typeof warningKind>;

/** 예비특보, 주의보, 경보, 중대경보. */
export const warningLevel = z.enum(['preliminary', 'advisory', 'warning', 'severe']);
export type WarningLevel = z.infer<typeof warningLevel>;

/** One warning in force in one zone, as KMA issued it. Only KMA may issue warnings. */
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
  /** When KMA expects to lift it, where it has said so. */
  endsAt: kstTime.nullable(),
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
