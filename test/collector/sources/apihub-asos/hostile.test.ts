import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from '../../../../collector/sources/apihub-asos/parse.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';

const capture = readFileSync(new URL('captures/kma_sfctm2-202511130800.txt', import.meta.url));
const firstRow = capture.indexOf('\n20') + 1;

const change = fc.record({
  at: fc.nat({ max: capture.length - 1 }),
  byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(...Buffer.from(' -.,=#0129\n'))),
  kind: fc.constantFrom('replace', 'insert', 'delete', 'cut'),
});
const rowChange = change.map(({ at, ...rest }) => ({
  ...rest,
  at: firstRow + (at % (capture.length - firstRow)),
}));

function mutate(changes: readonly { at: number; byte: number; kind: string }[]): Uint8Array {
  let bytes = [...capture];
  for (const { at, byte, kind } of changes) {
    if (kind === 'replace') bytes[at] = byte;
    else if (kind === 'insert') bytes.splice(at, 0, byte);
    else if (kind === 'delete') bytes.splice(at, 1);
    else bytes = [...bytes.slice(0, at), ...bytes.slice(at + byte)];
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0);
}

/** Only a temperature may be below zero, and even that not as low as KMA's marks. */
function checkReadings(bytes: Uint8Array): void {
  for (const { station, observedAt, elements } of parse(bytes).readings) {
    expect(station).toMatch(/^\d{1,5}$/);
    expect(Number.isFinite(observedAt)).toBe(true);
    for (const [element, readout] of Object.entries(elements)) {
      if (!('value' in readout) || element === 'condition') continue;
      const lowest = element === 'temperature' || element === 'dewPoint' ? -98.99 : 0;
      expect(Number.isFinite(readout.value)).toBe(true);
      expect(readout.value).toBeGreaterThanOrEqual(lowest);
    }
  }
}

test.each([
  ['anywhere', change],
  ['among the rows', rowChange],
])('changed bytes %s give good values or an error of the source', (_where, changed) => {
  fc.assert(
    fc.property(fc.array(changed, { minLength: 1, maxLength: 12 }), (changes) => {
      try {
        checkReadings(mutate(changes));
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
      }
    }),
    { numRuns: 400 },
  );
});

test('any text after the mark of a comment gives an error of the source', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(() => parse(new TextEncoder().encode(`#${text}`))).toThrow(SourceError);
    }),
    { numRuns: 300 },
  );
});
