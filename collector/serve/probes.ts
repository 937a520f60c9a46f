import type { LiveResource } from './live-resource.ts';
import { seldom } from './seldom.ts';

/** What the probes look at. */
export interface Vitals {
  readonly readiness: () => Readiness;
  /** Whether the feed has been published lately, or the process has only just begun. */
  readonly isAlive: () => boolean;
}

/** Whether there is something to serve, and in words what. */
export interface Readiness {
  readonly isReady: boolean;
  readonly says: string;
}

/**
 * `/livez` and `/readyz`. A feed that has never had a value of a station that is expected is not
 * ready; one that has stays so, and says how it is: stale but valid data are served, and whoever
 * takes this process out of service would take the last good values away from readers.
 */
export function probesOf(vitals: Vitals): ReadonlyMap<string, LiveResource> {
  return new Map<string, LiveResource>([
    [
      '/livez',
      async () => verdict(vitals.isAlive(), 'alive', 'nothing was published for too long'),
    ],
    [
      '/readyz',
      async () => {
        const { isReady, says } = vitals.readiness();
        return verdict(isReady, says, says);
      },
    ],
  ]);
}

/**
 * How often a second the metrics are written out. It takes 1 to 2 ms: written for each request of
 * 500 connections with 60 at once, they left no time for a probe in half a minute.
 */
const metricsASecond = 10;

/** `/metrics`, from the text of the metrics and its content type. */
export function metricsAt(
  expose: () => Promise<{ contentType: string; body: string }>,
): ReadonlyMap<string, LiveResource> {
  const written = seldom(metricsASecond, async () => {
    const { contentType, body } = await expose();
    return { status: 200, isInternal: true, contentType, body: Buffer.from(body) };
  });
  return new Map([['/metrics', written]]);
}

function verdict(holds: boolean, yes: string, no: string) {
  return {
    status: holds ? 200 : 503,
    contentType: 'text/plain; charset=utf-8',
    body: `${holds ? yes : no}\n`,
  };
}
