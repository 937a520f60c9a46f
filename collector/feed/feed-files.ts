import {
  type Envelope,
  type FeedFileKind,
  feedFiles,
  jsonSchema,
  type RegionCode,
  schemaPath,
  type TickerFile,
} from '@nalssi/schemas';
import { z } from 'zod';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import type { HistoryValue } from '../store/store.ts';
import { type Duration, hours } from '../time/clock.ts';
import { apiPageOf } from './api/api-page.ts';
import { apiPageScript } from './api/api-script.ts';
import { apiPageStyle } from './api/api-style.ts';
import { boardFileOf } from './board-file.ts';
import { boardPublicationsOf } from './board-stations.ts';
import { discoveryFileOf } from './discovery-file.ts';
import { embedFilesOf } from './embed/embed-files.ts';
import { stationsTtl } from './envelope.ts';
import { healthFileOf } from './health-file.ts';
import { historyFileOf } from './history-file.ts';
import { observationsFileOf } from './observations-file.ts';
import { observationsGeojsonOf } from './observations-geojson.ts';
import { openapiOf } from './openapi.ts';
import { boardPlacesOf, placesFileOf, representedPlacesOf } from './places-file.ts';
import type { Publication } from './publication.ts';
import { regionFilesOf } from './region-files.ts';
import { stationFileOf } from './station-file.ts';
import { boardStationsFileOf, stationsFileOf } from './stations-file.ts';
import { tickerFileOf } from './ticker-file.ts';
import { warningsFileOf } from './warnings-file.ts';

/** Files of the feed before compression, by path below `/v1/`. */
export type FeedFiles = ReadonlyMap<string, string>;

/** A file of the feed before it is written. */
export interface FeedFile {
  /** Below `/v1/`. */
  readonly path: string;
  readonly kind: FeedFileKind;
  readonly content: Envelope;
  /** How old it may grow while it says the same; ten minutes where nothing is said. */
  readonly staysFor?: Duration;
  /** Whether it changes with each answer. */
  readonly isFrequent?: boolean;
  /**
   * Further files that say the same in another form, made from the content: fragments, which pages are
   * given by servers. They are published without compressed forms.
   */
  readonly forms?: (content: Envelope) => readonly [path: string, text: string][];
}

/** A file that we built does not keep our own contract, and was not published. */
class InvalidFeedError extends Error {
  override readonly name = 'InvalidFeedError';
}

/** All files of one publish but those of boards and of single stations. */
export function feedFilesOf(publication: Publication): FeedFile[] {
  const ticker = (path: string, content: TickerFile, region: RegionCode | null): FeedFile => ({
    path,
    kind: 'ticker',
    content,
    isFrequent: true,
    forms: (file) => embedFilesOf(file as TickerFile, region),
  });
  return [
    ticker('ticker.json', tickerFileOf(publication), null),
    ...regionFilesOf(publication).map(([region, content]) =>
      ticker(`regions/${region}.json`, content, region),
    ),
    {
      path: 'observations.json',
      kind: 'observations',
      content: observationsFileOf(publication),
      isFrequent: true,
    },
    {
      path: 'observations.geojson',
      kind: 'geojson',
      content: observationsGeojsonOf(publication),
      isFrequent: true,
    },
    { path: 'stations.json', kind: 'stations', content: stationsFileOf(publication) },
    {
      path: 'places.json',
      kind: 'places',
      content: placesFileOf(publication),
      staysFor: Number.POSITIVE_INFINITY,
    },
    { path: 'warnings.json', kind: 'warnings', content: warningsFileOf(publication) },
    { path: 'health.json', kind: 'health', content: healthFileOf(publication) },
    { path: 'index.json', kind: 'index', content: discoveryFileOf(publication) },
  ];
}

/** What boards show of the country and of each region, and what changes with each answer. */
export function boardFeedFilesOf(publication: Publication): FeedFile[] {
  return boardPublicationsOf(publication).map((board) => ({
    path: `boards/${board.region}.json`,
    kind: 'board',
    content: boardFileOf(board),
    isFrequent: true,
  }));
}

/** What boards show and seldom changes: the stations and the hours before. */
export function slowFeedFilesOf(publication: Publication): FeedFile[] {
  const places = representedPlacesOf(publication);
  return boardPublicationsOf(publication).flatMap((board): FeedFile[] => [
    {
      path: `boards/${board.region}.stations.json`,
      kind: 'stations',
      content: boardStationsFileOf(
        board,
        stationsTtl,
        boardPlacesOf(places, board.region, publication.catalogue),
      ),
      staysFor: hours(1),
    },
    {
      path: `history/${board.region}.json`,
      kind: 'history',
      content: historyFileOf(board),
      staysFor: hours(1),
    },
  ]);
}

/** The file of one station. */
export function stationFeedFileOf(
  publication: Publication,
  snapshot: StationSnapshot,
  history: readonly HistoryValue[],
): FeedFile {
  const content = stationFileOf(publication, snapshot, history);
  return { path: stationPath(snapshot.station.id), kind: 'station', content };
}

export function stationPath(station: string): string {
  return `stations/${station}.json`;
}

/**
 * A file and its further forms as texts. Throws InvalidFeedError where it breaks its own schema,
 * which is always a defect of ours: nothing is published then, and the previous files stay.
 */
export function textsOf({ path, kind, content, forms }: FeedFile): [path: string, text: string][] {
  const checked = feedFiles[kind].safeParse(content);
  if (!checked.success) {
    throw new InvalidFeedError(`${path} is not valid:\n${z.prettifyError(checked.error)}`);
  }
  return [[path, JSON.stringify(content)], ...(forms?.(content) ?? [])];
}

/** The texts of all files of one publish but those of single stations. Throws InvalidFeedError. */
export function buildFeedFiles(publication: Publication): FeedFiles {
  const files = [
    ...feedFilesOf(publication),
    ...boardFeedFilesOf(publication),
    ...slowFeedFilesOf(publication),
  ];
  return new Map(files.flatMap(textsOf));
}

/** What describes the feed and never changes within a version: schemas, OpenAPI, a page. */
export function buildDescriptionFiles({ publicUrl }: Pick<Publication, 'publicUrl'>): FeedFiles {
  const kinds = Object.keys(feedFiles) as FeedFileKind[];
  return new Map([
    ...kinds.map(
      (kind) => [schemaPath(kind), JSON.stringify(jsonSchema(kind, publicUrl))] as const,
    ),
    ['openapi.json', JSON.stringify(openapiOf(publicUrl))],
    ['api.html', apiPageOf(publicUrl)],
    ['api.css', apiPageStyle],
    ['api.js', apiPageScript],
  ]);
}
