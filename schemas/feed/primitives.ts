import { z } from 'zod';
import { conditionCodes } from '../facts/conditions.ts';
import { type BilingualName, regionCodes } from '../facts/regions.ts';

/**
 * RFC 3339 with the offset of Korea, which has no daylight saving time:
 * `2024-11-24T07:00:00+09:00`.
 */
export const kstTime = z.iso
  .datetime({ offset: true, error: 'expected an RFC 3339 time with +09:00' })
  .regex(/\+09:00$/, 'expected the offset +09:00');

/**
 * KMA station number as a string: `"108"`. Never reused by KMA for another place at the same time.
 */
export const stationId = z.string().regex(/^\d{1,5}$/, 'expected a KMA station number as a string');

/** ISO 3166-2 code of a 시도: `"KR-11"`. */
export const regionCode = z.enum(regionCodes);

/** The number of a 시군구 or 일반구 (법정동코드, its first five digits): `"44130"`. */
export const placeCode = z.string().regex(/^\d{5}$/, 'expected five digits');

/** A province's number in Korea's administration, 12 of 전남광주통합특별시: `"12"`. */
export const provinceNumber = z.string().regex(/^\d{2}$/, 'expected two digits');

export const conditionCode = z.enum(conditionCodes);

/** A name as KMA writes it (`ko`) and romanised (`en`). Plain text. */
export const bilingualName = z.object({
  ko: z.string().min(1).max(40),
  en: z.string().min(1).max(60),
}) satisfies z.ZodType<BilingualName>;

/** Where a value stands in time; see `schemas/README.md`. */
export const observationState = z.enum(['fresh', 'carried', 'expired', 'never']);
export type ObservationState = z.infer<typeof observationState>;

/** The verdict of the plausibility checks on one value. `fail` never reaches `ticker.json`. */
export const quality = z.enum(['pass', 'suspect', 'fail', 'unchecked', 'missing']);
export type Quality = z.infer<typeof quality>;

/** Why a value that we should have is not there, or is not the newest one. */
export const missingReason = z.enum([
  'upstream-missing',
  'sensor-absent',
  'unknown-word',
  'station-absent',
  'upstream-error',
  'upstream-late',
  'not-asked-yet',
  'quality-failed',
  'expired',
  'never-observed',
]);
export type MissingReason = z.infer<typeof missingReason>;
