import type { LiveResource } from './live-resource.ts';

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
