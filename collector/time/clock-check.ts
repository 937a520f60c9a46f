import type { ClockHealth } from '@nalssi/schemas';
import { type Clock, type Duration, type Instant, seconds } from './clock.ts';
import {
  answersKept,
  type ClockOffset,
  clockOffset,
  clocksAgree,
  isBeyond,
  stateOfClock,
  type ToldTime,
  toldBy,
} from './clock-offset.ts';
import { formatKst } from './kst.ts';

/** What to do about a clock that is off. */
const clockAction = 'Set the clock of the machine and keep it set: timedatectl, chronyc tracking.';

/** Questions after which a server that tells a wrong time by itself is not asked for it again. */
const mostQuestions = 4;

/** A `Date`, and the monotonic times between which it was written. */
export interface Dated {
  readonly date: Instant;
  readonly sentAt: Duration;
  readonly receivedAt: Duration;
}

/**
 * Holds the clock here against what upstreams say in the `Date` of their answers. Servers count, not
 * sources: several sources of one server have one clock.
 */
export class ClockCheck {
  readonly #clock: Clock;
  readonly #now: () => Duration;
  readonly #told = new Map<string, ToldTime[]>();
  #offSince: Instant | null = null;
  /** Wall clock less monotonic one, when it was last looked at. */
  #ours: Duration = Number.NaN;
  /** Monotonic: what was asked before it tells nothing. */
  #brokenAt: Duration = Number.NEGATIVE_INFINITY;

  /** `now`: monotonic. */
  constructor(clock: Clock, now: () => Duration = () => performance.now()) {
    this.#clock = clock;
    this.#now = now;
  }

  /** A server answered. */
  hear(server: string, { date, sentAt, receivedAt }: Dated): void {
    this.#noticeBreak();
    if (sentAt < this.#brokenAt) return;
    const answers = [...(this.#told.get(server) ?? []), toldBy(date, sentAt, receivedAt)];
    this.#told.set(server, answers.slice(-answersKept));
  }

  /** What `health.json` says of the clock now. */
  look(): ClockHealth {
    this.#noticeBreak();
    const offset = this.#offset;
    const state = stateOfClock(offset);
    if (state !== 'off') this.#offSince = null;
    else this.#offSince ??= this.#clock.now();
    return {
      state,
      offset: offset && inSeconds((offset.least + offset.most) / 2),
      uncertainty: offset && inSeconds((offset.most - offset.least) / 2),
      servers: offset?.servers ?? 0,
      since: this.#offSince === null ? null : formatKst(this.#offSince),
      action: state === 'off' ? clockAction : null,
    };
  }

  /** Whether one server alone has said, too seldom to count, that the clock is off. */
  get needsAnother(): boolean {
    this.#noticeBreak();
    const offset = this.#offset;
    if (offset === null || offset.isConfirmed || !isBeyond(offset)) return false;
    return [...this.#told.values()].flat().length < mostQuestions;
  }

  /**
   * The machine slept or its clock was set, and which of the two it was only new answers tell:
   * monotonic time does not run while a machine sleeps. Asked before anything is told of the clock,
   * because who wakes may publish before a watchdog has had its look.
   */
  #noticeBreak(): void {
    const now = this.#now();
    const ours = this.#clock.now() - now;
    if (Math.abs(ours - this.#ours) > clocksAgree) {
      this.#told.clear();
      this.#brokenAt = now;
    }
    this.#ours = ours;
  }

  get #offset(): ClockOffset | null {
    return clockOffset(this.#told.values(), this.#clock.now(), this.#now());
  }
}

function inSeconds(duration: Duration): number {
  return Math.round((duration / seconds(1)) * 10) / 10;
}
