import {
  type FeedFileKind,
  feedFiles,
  jsonSchema,
  type RegionCode,
  schemaPath,
  type TickerFile,
} from '@nalssi/schemas';
import { z } from 'zod';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import type { HistoryEntry } from '../store/store.ts';
import { apiPageOf, apiPageStyle } from './api-page.ts';
import { discoveryFileOf } from './discovery-file.ts';
import { embedFilesOf } from './embed/embed-files.ts';
import { healthFileOf } from './health-file.ts';
import { observationsFileOf } from './observations-file.ts';
import { observationsGeojsonOf } from './observations-geojson.ts';
import { openapiOf } from './openapi.ts';
import type { Publication } from './publication.ts';
import { regionFilesOf } from './region-files.ts';
import { stationFileOf } from './station-file.ts';
import { stationsFileOf } from './stations-file.ts';
import { tickerFileOf } from './ticker-file.ts';
import { warningsFileOf } from './warnings-file.ts';

/** Files of the feed before compression, by path below `/v1/`. */
export type FeedFiles = ReadonlyMap<string, string>;

/** A file that we built does not keep our own contract, and was not published. */
export class InvalidFeedError extends Error {
  override readonly name = 'InvalidFeedError';
}

/**
 * All files of one publish but those of single stations, each valid against its own schema. Throws
 * InvalidFeedError, which is always a defect of ours: nothing is published then, and the previous
 * files stay.
 */
export function buildFeedFiles(publication: Publication): FeedFiles {
  const files = new Map<string, string>();
  const add = (kind: FeedFileKind, path: string, content: object) =>
    files.set(path, format(kind, path, content));
  const ticker = tickerFileOf(publication);
  add('ticker', 'ticker.json', ticker);
  const addFragments = (content: TickerFile, region: RegionCode | null) => {
    for (const [path, fragment] of embedFilesOf(content, region)) files.set(path, fragment);
  };
  addFragments(ticker, null);
  for (const [region, content] of regionFilesOf(publication)) {
    add('ticker', `regions/${region}.json`, content);
    addFragments(content, region);
  }
  add('observations', 'observations.json', observationsFileOf(publication));
  add('geojson', 'observations.geojson', observationsGeojsonOf(publication));
  add('stations', 'stations.json', stationsFileOf(publication));
  add('warnings', 'warnings.json', warningsFileOf(publication));
  add('health', 'health.json', healthFileOf(publication));
  add('index', 'index.json', discoveryFileOf(publication));
  return files;
}

/** Path below `/v1/` and content of the file of one station. Throws InvalidFeedError. */
export function buildStationFile(
  publication: Publication,
  snapshot: StationSnapshot,
  history: readonly HistoryEntry[],
): [path: string, content: string] {
  const path = `stations/${snapshot.station.id}.json`;
  return [path, format('station', path, stationFileOf(publication, snapshot, history))];
}

/** What describes the feed and never changes within a version: schemas, OpenAPI, a page. */
export function buildDescriptionFiles(): FeedFiles {
  const kinds = Object.keys(feedFiles) as FeedFileKind[];
  return new Map([
    ...kinds.map((kind) => [schemaPath(kind), JSON.stringify(jsonSchema(kind))] as const),
    ['openapi.json', JSON.stringify(openapiOf())],
    ['api.html', apiPageOf()],
    ['api.css', apiPageStyle],
  ]);
}

function format(kind: FeedFileKind, path: string, content: object): string {
  const checked = feedFiles[kind].safeParse(content);
  if (checked.success) return JSON.stringify(content);
  throw new InvalidFeedError(`${path} is not valid:\n${z.prettifyError(checked.error)}`);
}
