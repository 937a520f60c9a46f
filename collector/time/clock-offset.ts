import { type Duration, hours, type Instant, minutes, seconds } from './clock.ts';

/** Clocks that differ by less are right: nothing that is decided here hangs on a minute. */
export const clocksAgree: Duration = minutes(1);

/**
 * What one answer says of a server's clock: its time less the monotonic time of this process lies
 * between the two. So a wall clock that drifts changes nothing about what was heard before.
 */
export interface ToldTime {
  readonly earliest: Duration;
  readonly latest: Duration;
  /** Monotonic. */
  readonly heardAt: Duration;
}

/** How far the clock here is ahead of the upstreams'; negative where it is behind. */
export interface ClockOffset {
  /** The truth lies between the two, if at least half of the servers are right. */
  readonly least: Duration;
  readonly most: Duration;
  readonly servers: number;
  /** Whether it takes more than one lie to make this up. */
  readonly isConfirmed: boolean;
}

/** Answers kept of a server. */
export const answersKept = 5;

/** What was heard longer ago says nothing any more: clocks drift. */
const longestMemory: Duration = hours(3);

/** Two answers nearer to each other may be one, from a cache. */
const apart: Duration = seconds(10);

/** So much a clock that runs on may move against ours between two answers. */
const drift: Duration = seconds(2);

/**
 * What a `Date` says that came with an answer: it was written between the two monotonic times, in
 * whole seconds, the rest left away. `date` is in milliseconds since the epoch.
 */
export function toldBy(date: Instant, sentAt: Duration, receivedAt: Duration): ToldTime {
  return { earliest: date - receivedAt, latest: date + seconds(1) - sentAt, heardAt: receivedAt };
}

/**
 * The offset of a clock that shows `wall` at the monotonic time `now`, by what each server told,
 * oldest first; `null` where nobody told anything lately. Of each server, and of all servers, it takes
 * the medians of the lower and of the upper bounds, of an even number the outer two of the middle
 * ones: servers that contradict each other give a wide answer, not a wrong one. Pure.
 */
export function clockOffset(
  told: Iterable<readonly ToldTime[]>,
  wall: Instant,
  now: Duration,
): ClockOffset | null {
  const lately = [...told]
    .map((answers) => answers.filter(({ heardAt }) => now - heardAt <= longestMemory))
    .filter((answers) => answers.length > 0);
  if (lately.length === 0) return null;
  const { earliest, latest } = middleOf(lately.map(middleOf));
  const ours = wall - now;
  return {
    least: ours - latest,
    most: ours - earliest,
    servers: lately.length,
    isConfirmed: lately.length > 1 || lately.some(isRepeated),
  };
}

/** `unknown` where the answer is not wide of the limit, nor within it, or rests on one answer alone. */
export function stateOfClock(offset: ClockOffset | null): 'ok' | 'off' | 'unknown' {
  if (offset === null) return 'unknown';
  const { least, most, isConfirmed } = offset;
  if (least >= -clocksAgree && most <= clocksAgree) return 'ok';
  return isConfirmed && isBeyond(offset) ? 'off' : 'unknown';
}

/** Whether all that it may be is more than clocks may differ by. */
export function isBeyond({ least, most }: ClockOffset): boolean {
  return least > clocksAgree || most < -clocksAgree;
}

type Bounds = Pick<ToldTime, 'earliest' | 'latest'>;

function middleOf(bounds: readonly Bounds[]): Bounds {
  const sorted = (values: readonly number[]) => values.toSorted((one, other) => one - other);
  const lower = sorted(bounds.map(({ earliest }) => earliest));
  const upper = sorted(bounds.map(({ latest }) => latest));
  const middle = bounds.length / 2;
  return {
    earliest: lower[Math.ceil(middle) - 1] ?? 0,
    latest: upper[Math.floor(middle)] ?? 0,
  };
}

/**
 * Whether two answers of one server say the same, and are so far apart that it was not one and the
 * same `Date`, kept by a cache.
 */
function isRepeated(answers: readonly ToldTime[]): boolean {
  return answers.some((one, place) =>
    answers.slice(place + 1).some((other) => {
      const widths = one.latest - one.earliest + other.latest - other.earliest;
      const agree = one.earliest <= other.latest + drift && other.earliest <= one.latest + drift;
      return agree && other.heardAt - one.heardAt >= apart + widths;
    }),
  );
}
