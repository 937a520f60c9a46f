import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { elements, stationId } from '@nalssi/schemas';
import { z } from 'zod';
import { sourceIds } from '../../sources/source-id.ts';
import type { Instant } from '../../time/clock.ts';
import type { HistoryEntry, StoredReading } from '../store.ts';
import { isOfElement, parseStored, storedInstant } from '../stored-text.ts';

/** What happened to the history: each collector that hears of all of them, in turn, has the same. */
export type HistoryEvent =
  | { readonly kind: 'heard'; readonly entries: readonly HistoryEntry[]; readonly now: Instant }
  | { readonly kind: 'withdrawn'; readonly readings: readonly StoredReading[] };

const pack = promisify(zstdCompress);
const unpack = promisify(zstdDecompress);

/** An answer of 740 stations has 1 MB. */
const mostBytes = 8 * 1024 * 1024;

/** A column of whole numbers takes no other. */
const observedAt = storedInstant.int();
const place = { element: z.enum(elements), source: z.enum(sourceIds), observedAt };
const quality = z.enum(['pass', 'suspect', 'fail', 'unchecked']);

const storedEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heard'),
    now: storedInstant,
    groups: z.array(
      z
        .object({
          ...place,
          quality,
          values: z.record(stationId, z.union([z.number(), z.string()])),
        })
        .refine(
          ({ element, values }) =>
            Object.values(values).every((value) => isOfElement(element, value)),
          'a word stands for a number, or a number for a word',
        ),
    ),
  }),
  z.object({
    kind: z.literal('withdrawn'),
    readings: z.array(z.object({ ...place, station: stationId })),
  }),
]);

/** Some kilobytes for an answer of 740 stations: most values share their time and verdict. */
export async function packEvent(event: HistoryEvent): Promise<Buffer> {
  const text = JSON.stringify(event.kind === 'heard' ? grouped(event) : event);
  return pack(text);
}

/** Throws where it is damaged or of another version. */
export async function unpackEvent(bytes: Buffer): Promise<HistoryEvent> {
  const text = await unpack(bytes, { maxOutputLength: mostBytes });
  const stored = parseStored(text, storedEvent, 'event');
  if (stored.kind === 'withdrawn') return stored;
  const entries = stored.groups.flatMap(({ values, ...group }) =>
    Object.entries(values).map(
      ([station, value]) => ({ ...group, station, value, checks: [], failed: [] }) as HistoryEntry,
    ),
  );
  return { kind: 'heard', entries, now: stored.now };
}

/** The history keeps no checks. */
function grouped({ entries, now }: Extract<HistoryEvent, { kind: 'heard' }>): unknown {
  const groups = Map.groupBy(
    entries,
    ({ element, source, observedAt, quality: verdict }) =>
      `${element} ${source} ${observedAt} ${verdict}`,
  );
  return {
    kind: 'heard',
    now,
    groups: [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { element, source, observedAt, quality: verdict } = first;
      const values = Object.fromEntries(group.map(({ station, value }) => [station, value]));
      return [{ element, source, observedAt, quality: verdict, values }];
    }),
  };
}
