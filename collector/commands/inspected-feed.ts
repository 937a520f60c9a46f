import {
  type Envelope,
  feedStatuses,
  type HealthFile,
  healthFile,
  type ObservationsFile,
  observationsFile,
  type StationsFile,
  stationsFile,
  tickerFile,
} from '@nalssi/schemas';
import type { ZodType } from 'zod';
import type { Instant } from '../time/clock.ts';
import { holdAgainst } from './hold-against.ts';
import { DocumentError, isUrl, nameOf, readJson } from './read-document.ts';

/** The files of a feed that are shown. */
export interface InspectedFeed {
  readonly observations: ObservationsFile;
  readonly stations: StationsFile;
  readonly health: HealthFile;
  /** Speaks for the stations that were asked for. */
  readonly summed: Envelope;
  /** When a server gave the observations, by its clock; `null` where none did. */
  readonly servedAt: Instant | null;
}

/**
 * Reads a feed at a URL or in a folder; `regions` are those that are asked for, ISO 3166-2, `null`
 * for all. Throws DocumentError.
 */
export async function readFeed(
  target: string,
  regions: readonly string[] | null,
  signal: AbortSignal,
): Promise<InspectedFeed> {
  const base = target.replace(/\/(index|observations)\.json$/, '').replace(/\/$/, '');
  const inside = isUrl(base) || /(^|[\\/])v1$/.test(base) ? base : `${base}/feed/v1`;
  const folder = isUrl(base) && !base.endsWith('/v1') ? `${base}/v1` : inside;
  let servedAt: Instant | null = null;
  const file = async <Shape>(schema: ZodType<Shape>, name: string): Promise<Shape> => {
    const document = await readJson(`${folder}/${name}`, signal);
    servedAt ??= document.servedAt;
    const verdict = holdAgainst(schema, document.content);
    if ('data' in verdict) return verdict.data;
    throw new DocumentError(
      `${nameOf(`${folder}/${name}`)} is not the file of a feed; nalssi validate says what is wrong with it.`,
    );
  };
  const observations = await file(observationsFile, 'observations.json').catch((error) => {
    throw isUrl(folder) ? error : withWayOut(error, folder);
  });
  const asked: readonly Envelope[] = await Promise.all(
    (regions ?? []).map((region) => file(tickerFile, `regions/${region}.json`)),
  );
  return {
    observations,
    summed: asked.length === 0 ? observations : asked.reduce(together),
    stations: await file(stationsFile, 'stations.json'),
    health: await file(healthFile, 'health.json'),
    servedAt,
  };
}

/** Says what to do where there is no file at all. */
function withWayOut(error: Error, folder: string): Error {
  const { code } = (error.cause ?? {}) as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return error;
  return new DocumentError(
    `There is no feed in ${folder}: nothing was published there yet. nalssi collect publishes one; that of a service that runs is shown by its address, as in nalssi inspect http://127.0.0.1:8080.`,
    { cause: error },
  );
}

/** Two parts of a feed as one: as bad as the worse of them. */
function together(one: Envelope, other: Envelope): Envelope {
  const worse = feedStatuses.indexOf(one.status) > feedStatuses.indexOf(other.status) ? one : other;
  const keys = Object.keys(one.summary) as (keyof Envelope['summary'])[];
  const sums = keys.map((key) => [key, one.summary[key] + other.summary[key]] as const);
  return { ...worse, summary: Object.fromEntries(sums) as Envelope['summary'] };
}
