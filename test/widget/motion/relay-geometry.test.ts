import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anchoredOffset,
  keyframes,
  offsetAt,
  phases,
  positionInWindow,
  type RelayGeometry,
  relayGeometry,
  segmentBudget,
  stepCount,
} from '../../../widget/motion/relay-geometry.ts';

const measures = fc
  .record({
    viewport: fc.integer({ min: 64 * 200, max: 64 * 2600 }).map((units) => units / 64),
    pixelRatio: fc.constantFrom(1, 1.25, 1.5, 2, 3),
    widths: fc.array(
      fc.integer({ min: 64 * 60, max: 64 * 300 }).map((units) => units / 64),
      { minLength: 1, maxLength: 200 },
    ),
  })
  .map((record) => ({ ...record, keys: record.widths.map((_, index) => String(index)) }));

const moving = measures.filter((record) => !relayGeometry(record).fits);
const offsets = fc.double({ min: 0, max: 100_000, noNaN: true });

/** Where each segment is drawn: a step at a time from the first keyframe to the last. */
function drawnAt(geometry: RelayGeometry, offset: number): number[] {
  const [from] = keyframes(geometry);
  const steps = stepCount(geometry);
  return phases(geometry, offset).map(
    (phase) => from - (Math.floor(phase * steps) / steps) * geometry.loop,
  );
}

describe('relay geometry', () => {
  test('puts every item into exactly one segment, in order', () => {
    fc.assert(
      fc.property(measures, (record) => {
        const { segments, items } = relayGeometry(record);
        expect(items.map(({ key }) => key)).toEqual(record.keys);
        expect(segments.reduce((total, segment) => total + segment.items, 0)).toBe(items.length);
      }),
    );
  });

  test('keeps segments of several items within what Firefox puts on the compositor', () => {
    fc.assert(
      fc.property(measures, (record) => {
        for (const { items, width } of relayGeometry(record).segments) {
          if (items > 1) expect(width).toBeLessThanOrEqual(segmentBudget(record.pixelRatio) + 1);
        }
      }),
    );
  });

  test('gives segments whole device pixels and never less than their items need', () => {
    fc.assert(
      fc.property(measures, (record) => {
        for (const { width, padding } of relayGeometry(record).segments) {
          const pixels = width * record.pixelRatio;
          expect(Math.abs(pixels - Math.round(pixels))).toBeLessThan(1e-6);
          expect(padding).toBeGreaterThanOrEqual(0);
          expect(padding).toBeLessThan(1 / record.pixelRatio + 1e-9);
        }
      }),
    );
  });

  test('leaves items in the segments they stand in, where those are no wider than a layer', () => {
    const widths = Array.from({ length: 97 }, (_, index) => 150 + (index % 40));
    const keys = widths.map((_, index) => String(index));
    const partition = (groups: readonly number[]) =>
      relayGeometry({ viewport: 1440, pixelRatio: 1, keys, widths, groups }).segments.map(
        ({ items }) => items,
      );

    expect(partition([18, 18, 18, 18, 18, 7])).toEqual([18, 18, 18, 18, 18, 7]);
    // Too wide, some without a segment, an empty one.
    for (const groups of [
      [60, 37],
      [18, 18],
      [0, 49, 48],
    ]) {
      expect(partition(groups)).toEqual(partition([]));
    }
  });

  test('stands still exactly when everything is visible at once', () => {
    const widths = [100, 100, 100];
    const keys = ['a', 'b', 'c'];
    expect(relayGeometry({ viewport: 300, pixelRatio: 1, keys, widths }).fits).toBe(true);
    expect(relayGeometry({ viewport: 299, pixelRatio: 1, keys, widths }).fits).toBe(false);
  });

  test('uses few layers for a list of 740 stations', () => {
    const widths = Array.from({ length: 740 }, () => 170);
    const keys = widths.map((_, index) => String(index));
    expect(
      relayGeometry({ viewport: 1200, pixelRatio: 1, keys, widths }).segments.length,
    ).toBeLessThan(40);
  });

  test('leaves a hole of at most one item where there is little more than a window full', () => {
    fc.assert(
      fc.property(moving, (record) => {
        const { loop, viewport, segments } = relayGeometry(record);
        const content = segments.reduce((total, { width }) => total + width, 0);
        if (content < viewport + 800) {
          const hole = Math.max(0, viewport + Math.max(...record.widths) - content) + 1;
          expect(loop - content).toBeLessThanOrEqual(hole);
        }
      }),
    );
  });

  test('draws neighbours without a gap and without an overlap, at any offset', () => {
    fc.assert(
      fc.property(moving, offsets, (record, offset) => {
        const geometry = relayGeometry(record);
        const drawn = drawnAt(geometry, offset);
        for (const [index, { width }] of geometry.segments.entries()) {
          const here = drawn[index] ?? Number.NaN;
          const next = drawn[index + 1];
          // The one that has just left starts again at the right: it has no neighbour then.
          if (next === undefined || next < here) continue;
          expect(next - here - width).toBeCloseTo(0, 6);
        }
      }),
    );
  });

  test('reads back the offset that it placed, to within a device pixel', () => {
    fc.assert(
      fc.property(moving, offsets, (record, offset) => {
        const geometry = relayGeometry(record);
        const read = offsetAt(geometry, phases(geometry, offset)[0] ?? Number.NaN);
        const difference = Math.abs(read - (offset % geometry.loop));
        expect(Math.min(difference, geometry.loop - difference)).toBeLessThan(
          1 / record.pixelRatio,
        );
      }),
    );
  });

  test('keeps the left-most visible item in its place when widths, window and items change', () => {
    fc.assert(
      fc.property(
        moving,
        offsets,
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 200, maxLength: 200 }),
        fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }),
        (record, offset, growth, stays) => {
          const held = relayGeometry(record);
          const kept = record.keys.filter((_, index) => stays[index]);
          const next = relayGeometry({
            ...record,
            keys: kept,
            widths: kept.map(
              (key) => (record.widths[Number(key)] ?? 0) + (growth[Number(key)] ?? 0),
            ),
          });
          fc.pre(!next.fits);
          const visible = held.items
            .filter(({ key }) => kept.includes(key))
            .map(({ key, start, width }) => ({
              key,
              width,
              left: positionInWindow(held, start, offset),
            }))
            .filter(({ left, width }) => left + width > 0 && left < held.viewport)
            .sort((one, other) => one.left - other.left)[0];
          if (visible === undefined) return;
          const start = next.items.find(({ key }) => key === visible.key)?.start ?? Number.NaN;
          const left = positionInWindow(next, start, anchoredOffset(held, next, offset));
          expect(Math.abs(left - visible.left)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});
