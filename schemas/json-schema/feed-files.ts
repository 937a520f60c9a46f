import { z } from 'zod';
import { boardFile } from '../feed/board.ts';
import { discoveryFile } from '../feed/discovery.ts';
import { healthFile } from '../feed/health.ts';
import { historyFile } from '../feed/history.ts';
import { observationsFile } from '../feed/observations.ts';
import { observationsGeojson } from '../feed/observations-geojson.ts';
import { placesFile } from '../feed/places.ts';
import { stationFile } from '../feed/station.ts';
import { stationsFile } from '../feed/stations.ts';
import { tickerFile } from '../feed/ticker.ts';
import { warningsFile } from '../feed/warnings.ts';

/** Version of the feed's contract: MAJOR in the path, MINOR only adds optional fields and codes. */
export const feedVersion = '1.0';

/** The kinds of feed file, each with the schema that its files are valid against. */
export const feedFiles = {
  index: discoveryFile,
  stations: stationsFile,
  station: stationFile,
  places: placesFile,
  geojson: observationsGeojson,
  observations: observationsFile,
  ticker: tickerFile,
  board: boardFile,
  history: historyFile,
  warnings: warningsFile,
  health: healthFile,
} as const;
export type FeedFileKind = keyof typeof feedFiles;

/** Path of a kind's JSON Schema below the feed's `/v1/`. */
export function schemaPath(kind: FeedFileKind): string {
  return `schema/${feedVersion}/${kind}.schema.json`;
}

/**
 * What stands in `$schema` of a feed file: an absolute path, so that it is right on any host, or an
 * address below `site`, where it is known (`https://news.example.com/weather/`).
 */
export function schemaUrl(kind: FeedFileKind, site: string | null = null): string {
  return `${site ?? '/'}v1/${schemaPath(kind)}`;
}

/**
 * A kind's JSON Schema (draft 2020-12). Made from zod's input side: its output side would say
 * `additionalProperties: false`, and every field that we add later would break validating readers.
 */
export function jsonSchema(kind: FeedFileKind, site: string | null = null): object {
  return { $id: schemaUrl(kind, site), ...z.toJSONSchema(feedFiles[kind], { io: 'input' }) };
}
