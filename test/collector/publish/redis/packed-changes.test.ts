import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Change,
  packChanges,
  unpackChanges,
} from '../../../../collector/publish/redis/packed-changes.ts';

const anyChange: fc.Arbitrary<Change> = fc.tuple(
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);

test('whatever has changed: it comes back as it was, in its order', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 20 }), (changes) => {
      expect(unpackChanges(packChanges(changes))).toEqual(
        changes.map(([path, value]) => [path.toWellFormed(), value]),
      );
    }),
  );
});

test('wherever it is cut it is refused, or says whole changes alone', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { minLength: 1, maxLength: 5 }), fc.nat(), (changes, cut) => {
      const whole = packChanges(changes);
      const bytes = whole.subarray(0, cut % whole.length);
      const ends = changes.map((_, at) => packChanges(changes.slice(0, at)).length);
      if (ends.includes(bytes.length)) {
        expect(unpackChanges(bytes)).toHaveLength(ends.indexOf(bytes.length));
      } else expect(() => unpackChanges(bytes)).toThrow('damaged');
    }),
  );
});

test('more changes than a feed has files are not read', () => {
  const changes = (count: number) =>
    packChanges(Array.from({ length: count }, () => ['', Buffer.alloc(0)]));

  expect(unpackChanges(changes(10_000))).toHaveLength(10_000);
  expect(() => unpackChanges(changes(10_001))).toThrow('more than 10000 files changed');
});
