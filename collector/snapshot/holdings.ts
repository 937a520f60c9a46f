import { type Element, elements, type MissingReason } from '@nalssi/schemas';
import { fieldOf, type TemperatureField } from '../quality/batch/temperature-field.ts';
import type { JudgedBatch, JudgedReading, Judgement } from '../quality/judgement.ts';
import type { Previous } from '../quality/previous.ts';
import type { Duration, Instant } from '../time/clock.ts';

/** A judged value with its own time of observation. */
export interface HeldValue extends Judgement {
  readonly observedAt: Instant;
  /** Since when the value has been the same, and how many readings have said so. */
  readonly unchangedSince: Instant;
  readonly readings: number;
}

/** What a source last said of one element of one station. */
export interface Holding {
  /** The newest reading, whatever the checks say of it. */
  readonly latest: HeldValue | null;
  /** The newest reading that did not fail a check: the same as `latest`, or an older one. */
  readonly good: HeldValue | null;
  /** Why the source's newest answer gave no value here; `null` when it did. */
  readonly absence: MissingReason | null;
}

interface StationHoldings {
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
 * values that the answer lacks are kept with the reason, for stations the one that `absence` gives;
 * what it withdraws is gone.
 */
export function holdBatch(
  holdings: SourceHoldings,
  batch: JudgedBatch,
  absence: (station: string) => MissingReason | null = () => 'station-absent',
): SourceHoldings {
  const next = new Map(holdAbsent(holdings, absence));
  const read = new Set<string>();
  // An answer may have several times of a station: the newest has the last word.
  for (const reading of batch.readings.toSorted((a, b) => a.observedAt - b.observedAt)) {
    const { station } = reading;
    const held = read.has(station) ? next.get(station) : holdings.get(station);
    next.set(station, holdReading(held, reading));
    read.add(station);
  }
  return next;
}

/** What is held when a source has not confirmed it: everything, with the reason. */
export function holdUnconfirmed(holdings: SourceHoldings, reason: MissingReason): SourceHoldings {
  return holdAbsent(holdings, () => reason);
}

/** Everything held, with the reason that `absence` gives; where it gives none, as it was. */
function holdAbsent(
  holdings: SourceHoldings,
  absence: (station: string) => MissingReason | null,
): SourceHoldings {
  return new Map(
    [...holdings].map(([station, held]) => {
      const reason = absence(station);
      return [station, reason === null ? held : withAbsence(held, reason)];
    }),
  );
}

/** Holdings without the stations of which nothing was observed for `retention`. */
export function forget(
  holdings: SourceHoldings,
  now: Instant,
  retention: Duration,
): SourceHoldings {
  const isRecent = (held: StationHoldings) =>
    Object.values(held.elements).some(
      ({ latest, good }) =>
        Math.max(latest?.observedAt ?? 0, good?.observedAt ?? 0) > now - retention,
    );
  return new Map([...holdings].filter(([, held]) => isRecent(held)));
}

/**
 * Holdings without the values that were observed after `last`: nothing newer would ever replace them. What
 * of an element is older stays.
 */
export function withoutLater(holdings: SourceHoldings, last: Instant): SourceHoldings {
  const isOf = (value: HeldValue | null) => value !== null && value.observedAt <= last;
  return new Map(
    [...holdings].map(([station, held]) => {
      const kept: { [E in Element]?: Holding } = {};
      for (const element of elements) {
        const holding = held.elements[element];
        if (holding === undefined) continue;
        const good = isOf(holding.good) ? holding.good : null;
        kept[element] = { ...holding, good, latest: isOf(holding.latest) ? holding.latest : good };
      }
      return [station, { ...held, elements: kept }];
    }),
  );
}

/** The values before, as the checks of the next batch want to know them. */
export function previousOf(holdings: SourceHoldings): Previous {
  // A station is asked for each of its elements in turn, and looked up once.
  let last: string | null = null;
  let held: StationHoldings | undefined;
  return (station, element) => {
    if (station !== last) {
      held = holdings.get(station);
      last = station;
    }
    return held?.elements[element]?.good ?? undefined;
  };
}

/** The temperatures last believed, as those of the next batch are compared with them. */
export function temperatureFieldOf(holdings: SourceHoldings): TemperatureField | null {
  return fieldOf(
    [...holdings].flatMap(([station, { elements: held }]) => {
      const good = held.temperature?.good ?? null;
      return good !== null && typeof good.value === 'number'
        ? [{ station, observedAt: good.observedAt, value: good.value }]
        : [];
    }),
  );
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
    } else if ('value' in readout) {
      next[element] = holdValue(before ?? unread, readout, reading.observedAt);
    } else if (isNewer(before?.latest ?? null, reading.observedAt)) {
      next[element] = before ?? unread;
    }
  }
  return { name: reading.name ?? held?.name ?? null, elements: next };
}

function holdValue(before: Holding, judgement: Judgement, observedAt: Instant): Holding {
  const value = { ...judgement, observedAt, ...constancy(before.good, judgement, observedAt) };
  const latest = isNewer(before.latest, observedAt) ? before.latest : value;
  if (value.quality !== 'fail') {
    return { latest, good: isNewer(before.good, observedAt) ? before.good : value, absence: null };
  }
  // An amendment that fails withdraws the value of the same time that passed.
  const good = before.good?.observedAt === observedAt ? null : before.good;
  return { latest, good, absence: null };
}

/** How long the value has been what it is. Hearing one reading twice adds nothing. */
function constancy(
  before: HeldValue | null,
  { value, quality }: Judgement,
  observedAt: Instant,
): Pick<HeldValue, 'unchangedSince' | 'readings'> {
  if (before === null || before.value !== value || quality === 'fail') {
    return { unchangedSince: observedAt, readings: 1 };
  }
  const { unchangedSince, readings } = before;
  return { unchangedSince, readings: before.observedAt < observedAt ? readings + 1 : readings };
}

function isNewer(held: HeldValue | null, observedAt: Instant): boolean {
  return held !== null && held.observedAt > observedAt;
}
