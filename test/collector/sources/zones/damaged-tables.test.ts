import { warningZoneName, warningZoneSchema } from '@nalssi/schemas';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { parseHubStationZones } from '../../../../collector/sources/zones/hub-station-zones.ts';
import { parseHubZones } from '../../../../collector/sources/zones/hub-zones.ts';
import { formatHubStationZones, formatHubZones } from '../../../upstream/formats/zones.ts';
import { stationsOf2026, zonesOf2026 } from '../../../upstream/zones.ts';

/** Pages that are not there, and bytes that are others. */
interface Damage {
  readonly holes: readonly { readonly at: number; readonly length: number }[];
  readonly bytes: readonly { readonly at: number; readonly byte: number }[];
}

const damage: fc.Arbitrary<Damage> = fc.record({
  holes: fc.array(fc.record({ at: fc.nat(60_000), length: fc.integer({ min: 1, max: 3_000 }) }), {
    maxLength: 6,
  }),
  bytes: fc.array(fc.record({ at: fc.nat(60_000), byte: fc.nat(255) }), { maxLength: 20 }),
});

function damaged(whole: Uint8Array, { holes, bytes }: Damage): Buffer {
  let damaged = Buffer.from(whole);
  for (const { at, byte } of bytes) damaged[at % damaged.length] = byte;
  for (const { at, length } of holes) {
    const from = at % damaged.length;
    damaged = Buffer.concat([damaged.subarray(0, from), damaged.subarray(from + length)]);
  }
  return damaged;
}

/** `null` where the answer is refused. */
function readIfAny<Answer>(read: () => Answer): Answer | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

test('of a damaged answer of zones only zones are learnt that can be read again', () => {
  const whole = formatHubZones(zonesOf2026);
  fc.assert(
    fc.property(damage, (how) => {
      const answer = readIfAny(() => parseHubZones(damaged(whole, how)));
      for (const zone of answer?.zones ?? []) expect(warningZoneSchema.parse(zone)).toEqual(zone);
    }),
  );
});

test('of a damaged answer of the zones of stations only names are learnt that a zone may have', () => {
  const whole = formatHubStationZones(stationsOf2026);
  fc.assert(
    fc.property(damage, (how) => {
      const answer = readIfAny(() => parseHubStationZones(damaged(whole, how)));
      for (const { name } of Object.values(answer?.stations ?? {})) {
        expect(warningZoneName.parse(name)).toBe(name);
      }
    }),
  );
});
