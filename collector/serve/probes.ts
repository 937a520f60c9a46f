import { type Duration, type Instant, minutes } from '../time/clock.ts';
import type { LiveResource } from './server.ts';

/** What the probes look at. */
export interface Vitals {
  /** Whether there is a feed to serve. */
  readonly isReady: () => boolean;
  /** When the feed was last published, by the machine's clock; `null` before the first time. */
  readonly lastPublishAt: () => Instant | null;
  readonly now: () => Instant;
}

/**
 * Without a publish for three minutes, which is three times the usual interval, something hangs:
 * the watchdog ends the process then, and `/livez` says so to whoever asks first.
 */
export const longestSilence: Duration = minutes(3);

/** `/livez` and `/readyz`. Stale but valid data are served: that is ready. */
export function probesOf(vitals: Vitals): ReadonlyMap<string, LiveResource> {
  return new Map<string, LiveResource>([
    ['/livez', async () => verdict(isAlive(vitals), 'alive', 'nothing was published for too long')],
    ['/readyz', async () => verdict(vitals.isReady(), 'ready', 'no feed yet')],
  ]);
}

/** `/metrics`, from the text of the metrics and its content type. */
export function metricsAt(
  expose: () => Promise<{ contentType: string; body: string }>,
): ReadonlyMap<string, LiveResource> {
  return new Map([
    ['/metrics', async () => ({ status: 200, isInternal: true, ...(await expose()) })],
  ]);
}

/** Whether the feed has been published lately, or the process has only just begun. */
export function isAlive({ lastPublishAt, now }: Pick<Vitals, 'lastPublishAt' | 'now'>): boolean {
  const last = lastPublishAt();
  return last === null || now() - last < longestSilence;
}

function verdict(holds: boolean, yes: string, no: string) {
  return {
    status: holds ? 200 : 503,
    contentType: 'text/plain; charset=utf-8',
    body: `${holds ? yes : no}\n`,
  };
}
