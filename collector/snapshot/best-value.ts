import type { Element, MissingReason } from '@nalssi/schemas';
import type { ObservationSource } from '../sources/source.ts';
import type { Instant } from '../time/clock.ts';
import { startOfNextKstDay } from '../time/kst.ts';
import type { SourcedValue } from './element-snapshot.ts';
import type { HeldValue, Holding } from './holdings.ts';

/** A source that measures an element at a station, and what it has said of it. */
export interface Candidate {
  readonly source: ObservationSource;
  readonly holding: Holding | undefined;
}

/** By element, in the order of the sources. */
export type Candidates = { readonly [E in Element]?: readonly Candidate[] };

/** A value of a source. */
export interface Best {
  readonly source: ObservationSource;
  readonly value: SourcedValue;
  /** Why the source's newest answer did not give it. */
  readonly absence: MissingReason | null;
}

/** The values that the candidates have, in their order. */
export function valuesOf(
  element: Element,
  candidates: readonly Candidate[],
  which: 'good' | 'latest',
): Best[] {
  return candidates.flatMap(({ source, holding }) => {
    const held = holding?.[which];
    if (holding === undefined || held === undefined || held === null) return [];
    return [{ source, value: sourced(element, held, source), absence: holding.absence }];
  });
}

/**
 * The best of some values, `null` where there is none: one that has not expired beats one that has; a
 * condition that someone observed beats one made from a gauge or a grid; then the fresher one wins,
 * of one moment the one that its source still says, and among equals the one named first.
 */
export function bestOf(element: Element, values: readonly Best[], now: Instant): Best | null {
  let winner: Best | null = null;
  for (const next of values) {
    if (winner === null || beats(element, next, winner, now)) winner = next;
  }
  return winner;
}

function sourced(element: Element, held: HeldValue, source: ObservationSource): SourcedValue {
  // Written out, not spread: there are tens of thousands a publish.
  const { value, derived, quality, checks, failed, observedAt } = held;
  const expiresAt = expiryOf(element, observedAt, source);
  const plain = { value, quality, checks, failed, observedAt, source: source.id, expiresAt };
  return derived === undefined ? plain : { ...plain, derived };
}

/** The sum of a day ends with it: at 00:00 it is that of the day that has ended. */
function expiryOf(
  element: Element,
  observedAt: Instant,
  { expiresAfter }: ObservationSource,
): Instant {
  const expiresAt = observedAt + expiresAfter;
  return element === 'rainDay' ? Math.min(expiresAt, startOfNextKstDay(observedAt - 1)) : expiresAt;
}

function beats(element: Element, next: Best, winner: Best, now: Instant): boolean {
  const alive = Number(next.value.expiresAt > now) - Number(winner.value.expiresAt > now);
  if (alive !== 0) return alive > 0;
  const observed = Number(isIndirect(winner.value)) - Number(isIndirect(next.value));
  if (element === 'condition' && observed !== 0) return observed > 0;
  const later = next.value.observedAt - winner.value.observedAt;
  if (later !== 0) return later > 0;
  return next.absence === null && winner.absence !== null;
}

function isIndirect({ derived }: SourcedValue): boolean {
  return derived?.method === 'gauge' || derived?.method === 'grid-cell';
}
