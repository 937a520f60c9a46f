import type { LiveResource } from './live-resource.ts';

/** What the probes look at. */
export interface Vitals {
  /** Whether there is a feed to serve. */
  readonly isReady: () => boolean;
  /** Whether the feed has been published lately, or the process has only just begun. */
  readonly isAlive: () => boolean;
}

/** `/livez` and `/readyz`. Stale but valid data are served: that is ready. */
export function probesOf(vitals: Vitals): ReadonlyMap<string, LiveResource> {
  return new Map<string, LiveResource>([
    [
      '/livez',
      async () => verdict(vitals.isAlive(), 'alive', 'nothing was published for too long'),
    ],
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

function verdict(holds: boolean, yes: string, no: string) {
  return {
    status: holds ? 200 : 503,
    contentType: 'text/plain; charset=utf-8',
    body: `${holds ? yes : no}\n`,
  };
}
