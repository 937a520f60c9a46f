import { warningZoneSchema } from '@nalssi/schemas';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SourceError } from '../../../../collector/sources/source-error.ts';
import { parseHubZones } from '../../../../collector/sources/zones/hub-zones.ts';
import { applyChanges, type Change } from '../../../fuzz/change.ts';
import { formatHubZones } from '../../../upstream/formats/zones.ts';
import { zonesOf2026 } from '../../../upstream/zones.ts';

const at = fc.nat(60_000);

/** Bytes that are others, and pages that are not there. */
const damage: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('flip'), at, byte: fc.nat(255) }),
    fc.record({ kind: fc.constant('delete'), at, length: fc.integer({ min: 1, max: 3_000 }) }),
  ),
  { maxLength: 20 },
);

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
    fc.property(damage, (changes) => {
      const answer = readIfAny(() => parseHubZones(applyChanges(whole, changes, [])));
      for (const zone of answer?.zones ?? []) expect(warningZoneSchema.parse(zone)).toEqual(zone);
    }),
  );
});
