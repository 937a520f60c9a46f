import { type Element, elements, type MissingReason } from '@nalssi/schemas';
import type { JudgedBatch, JudgedReading, Judgement } from '../quality/judge.ts';
import type { Duration, Instant } from '../time/clock.ts';

/** A judged value with its own time of observation. */
export interface ObservedValue extends Judgement {
  readonly observedAt: Instant;
}

/** What a source last said of one element of one station. */
export interface Holding {
  /** The newest reading, whatever the checks say of it. */
  readonly latest: ObservedValue | null;
  /** The newest reading that did not fail a check: the same as `latest`, or an older one. */
  readonly good: ObservedValue | null;
  /** Why the source's newest answer gave no value here; `null` when it did. */
  readonly absence: MissingReason | null;
}

export interface StationHoldings {
  /** The station's name as the source writes it. */
  readonly name: string | null;
  readonly elements: { readonly [E in Element]?: Holding };
}

/** Everything a source has said that is still worth keeping, by station number. */
export type SourceHoldings = ReadonlyMap<string, StationHoldings>;

const unread: Holding = { latest: null, good: null, absence: null };

/**
 * What is held after a source answered. A newer reading replaces an older one; the same time with
 * another value is an amendment and wins; an older reading never replaces a newer one. Stations and
 * values that the answer lacks are kept with the reason.
 */
export function holdBatch(holdings: SourceHoldings, batch: JudgedBatch): SourceHoldings {
  const next = new Map<string, StationHoldings>();
  for (const [station, held] of holdings) next.set(station, withAbsence(held, 'station-absent'));
  for (const reading of batch.readings) {
    next.set(reading.station, holdReading(holdings.get(reading.station), reading));
  }
  return next;
}

/** What is held when a source has not confirmed it: everything, with the reason. */
export function holdUnconfirmed(holdings: SourceHoldings, reason: MissingReason): SourceHoldings {
  return new Map([...holdings].map(([station, held]) => [station, withAbsence(held, reason)]));
}

/** Holdings without the stations of which nothing was observed for `retention`. */
export function forget(
  holdings: SourceHoldings,
  now: Instant,
  retention: Duration,
): SourceHoldings {
  const isRecent = (held: StationHoldings) =>
    Object.values(held.elements).some(
      ({ latest, good }) => (latest ?? good) !== null && newest(latest, good) > now - retention,
    );
  return new Map([...holdings].filter(([, held]) => isRecent(held)));
}

function newest(...values: (ObservedValue | null)[]): Instant {
  return Math.max(...values.map((value) => value?.observedAt ?? Number.NEGATIVE_INFINITY));
}

function withAbsence(held: StationHoldings, absence: MissingReason): StationHoldings {
  const marked: { [E in Element]?: Holding } = {};
  for (const element of elements) {
    const holding = held.elements[element];
    if (holding !== undefined) marked[element] = { ...holding, absence };
  }
  return { ...held, elements: marked };
}

function holdReading(held: StationHoldings | undefined, reading: JudgedReading): StationHoldings {
  const next: { [E in Element]?: Holding } = {};
  for (const element of elements) {
    const before = held?.elements[element];
    const readout = reading.elements[element];
    if (readout === undefined) {
      if (before !== undefined) next[element] = { ...before, absence: 'upstream-missing' };
    } else if ('missing' in readout) {
      next[element] = { ...(before ?? unread), absence: readout.missing };
    } else {
      next[element] = holdValue(before ?? unread, { ...readout, observedAt: reading.observedAt });
    }
  }
  return { name: reading.name ?? held?.name ?? null, elements: next };
}

function holdValue(before: Holding, value: ObservedValue): Holding {
  const latest = isNewer(before.latest, value) ? before.latest : value;
  if (value.quality !== 'fail') {
    return { latest, good: isNewer(before.good, value) ? before.good : value, absence: null };
  }
  // An amendment that fails withdraws the value of the same time that passed.
  const good = before.good?.observedAt === value.observedAt ? null : before.good;
  return { latest, good, absence: null };
}

function isNewer(held: ObservedValue | null, value: ObservedValue): boolean {
  return held !== null && held.observedAt > value.observedAt;
}
