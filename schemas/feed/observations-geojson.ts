import { z } from 'zod';
import { elementUnits, type NumericElement, numericElements } from '../facts/elements.ts';
import { envelope } from './envelope.ts';
import {
  bilingualName,
  conditionCode,
  kstTime,
  observationState,
  regionCode,
  stationId,
} from './primitives.ts';
import { network } from './stations.ts';

const numbers = Object.fromEntries(
  numericElements.map((element) => [element, z.number().nullable().optional()]),
) as Record<NumericElement, z.ZodOptional<z.ZodNullable<z.ZodNumber>>>;

/**
 * One station as a point: longitude, latitude, metres above sea level. Values that failed are null.
 */
const stationFeature = z.object({
  type: z.literal('Feature'),
  id: stationId,
  geometry: z.object({
    type: z.literal('Point'),
    coordinates: z.array(z.number()).min(2).max(3),
  }),
  properties: z.object({
    name: bilingualName,
    region: regionCode.nullable(),
    network,
    state: observationState,
    observedAt: kstTime.nullable(),
    expiresAt: kstTime.nullable(),
    condition: conditionCode.nullable().optional(),
    ...numbers,
  }),
});

/** `observations.geojson` (RFC 7946), with the envelope as foreign members. */
export const observationsGeojson = envelope.extend({
  type: z.literal('FeatureCollection'),
  units: z.object(
    Object.fromEntries(
      numericElements.map((element) => [element, z.literal(elementUnits[element])]),
    ),
  ),
  features: z.array(stationFeature),
});
export type ObservationsGeojson = z.infer<typeof observationsGeojson>;
