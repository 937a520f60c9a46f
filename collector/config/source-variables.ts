import { z } from 'zod';
import { sources } from '../sources/registry.ts';
import { type UpstreamId, upstreamIds } from '../sources/source-id.ts';
import { tableSources } from '../sources/zones/sources.ts';
import type { SourceConfig } from '../transport/source-config.ts';
import { schedule } from './shapes/schedule.ts';
import { baseUrl } from './shapes/web-addresses.ts';

const upstreams = { ...sources, ...tableSources };

/** `kma-map` with `URL` is `NALSSI_KMA_MAP_URL`. */
export function variableOf(id: UpstreamId, what: 'URL' | 'CRON'): string {
  return `NALSSI_${id.toUpperCase().replaceAll('-', '_')}_${what}`;
}

/** The two variables of each upstream. */
export const sourceVariables = z.object(
  Object.fromEntries(
    upstreamIds.flatMap((id) => [
      [variableOf(id, 'URL'), baseUrl(upstreams[id].baseUrl)],
      [variableOf(id, 'CRON'), schedule(upstreams[id].cron)],
    ]),
  ),
);

/** What was given of them, by their names. */
export type SourceValues = Readonly<Record<string, URL | string | undefined>>;

/** A source's part of the environment; its own standards where that is silent. */
export function configOf<Id extends UpstreamId>(
  id: Id,
  values: SourceValues = {},
): SourceConfig<Id> {
  const url = values[variableOf(id, 'URL')];
  const expression = values[variableOf(id, 'CRON')];
  return {
    id,
    baseUrl: url instanceof URL ? url : new URL(upstreams[id].baseUrl),
    isBaseUrlGiven: url instanceof URL,
    cron: typeof expression === 'string' ? expression : upstreams[id].cron,
    limits: upstreams[id].limits,
  };
}
