import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseApihubAsos } from '../../../collector/sources/apihub-asos/parse.ts';
import { parse as parseApihubAws } from '../../../collector/sources/apihub-aws/parse.ts';
import { parse as parseKmaAws } from '../../../collector/sources/kma-aws/parse.ts';
import { parse as parseKmaCity } from '../../../collector/sources/kma-city/parse.ts';
import { parse as parseKmaMap } from '../../../collector/sources/kma-map/parse.ts';
import type { Batch } from '../../../collector/sources/reading.ts';
import { SourceError } from '../../../collector/sources/source-error.ts';
import { country } from '../../upstream/country.ts';
import { formatAwsPage } from '../../upstream/formats/kma-aws.ts';

const capture = (path: string) => readFileSync(new URL(path, import.meta.url));

const { observedAt, stations } = country('2026-09-25T22:12:00+09:00');
const weather = { observedAt, stations: stations.slice(0, 40) };

/** An answer of each source, and what its first row begins with. */
const answers: readonly [string, (bytes: Uint8Array) => Batch, Buffer, string][] = [
  [
    'kma-map',
    parseKmaMap,
    capture('kma-map/captures/sfc_web_map-20220818-15-fragment.xml'),
    '<local',
  ],
  ['kma-city', parseKmaCity, capture('kma-city/captures/city-obs-20260925-1900.table.txt'), '<td'],
  ['kma-aws', parseKmaAws, Buffer.from(formatAwsPage(weather)), '<td'],
  [
    'apihub-asos',
    parseApihubAsos,
    capture('apihub-asos/captures/kma_sfctm2-202511130800.txt'),
    '\n20',
  ],
  [
    'apihub-aws',
    parseApihubAws,
    capture('apihub-aws/captures/nph-aws2_min-202608211810.txt'),
    '\n20',
  ],
];

const change = fc.record({
  at: fc.nat(),
  byte: fc.oneof(fc.constantFrom(...Buffer.from('<>&\'"-. ,=#0123456789tdhr/\n')), fc.nat(255)),
  kind: fc.constantFrom('replace', 'insert', 'delete', 'cut'),
});

/** Changes bytes from `start` on. */
function damage(
  answer: Buffer,
  start: number,
  changes: readonly { at: number; byte: number; kind: string }[],
): Uint8Array {
  let bytes = [...answer];
  for (const { at, byte, kind } of changes) {
    const place = start + (at % (answer.length - start));
    if (kind === 'replace') bytes[place] = byte;
    else if (kind === 'insert') bytes.splice(place, 0, byte);
    else if (kind === 'delete') bytes.splice(place, 1);
    else bytes = [...bytes.slice(0, place), ...bytes.slice(place + byte)];
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0);
}

const belowZero = new Set(['temperature', 'dewPoint', 'feelsLike']);

/** Only temperatures may be below zero, and even they not as low as the marks of KMA. */
function expectSound({ readings }: Batch): void {
  for (const { station, observedAt: time, elements } of readings) {
    expect(station).toMatch(/^\d{1,5}$/);
    expect(Number.isFinite(time)).toBe(true);
    for (const [element, readout] of Object.entries(elements)) {
      if (!('value' in readout) || element === 'condition') continue;
      expect(Number.isFinite(readout.value)).toBe(true);
      expect(readout.value).toBeGreaterThanOrEqual(belowZero.has(element) ? -98.99 : 0);
    }
  }
}

describe.each(answers)('%s', (_source, parse, answer, row) => {
  test.each([
    ['anywhere', 0],
    ['among the rows', Math.max(0, answer.indexOf(row))],
  ])('damaged bytes %s give plain numbers or an error of the source', (_where, start) => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        try {
          expectSound(parse(damage(answer, start, changes)));
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
        }
      }),
      { numRuns: 200 },
    );
  });
});

test.each(answers.slice(3))(
  'any text after the mark of a comment of %s is an error',
  (_source, parse) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(() => parse(new TextEncoder().encode(`#${text}`))).toThrow(SourceError);
      }),
      { numRuns: 300 },
    );
  },
);
