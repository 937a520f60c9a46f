export type { CataloguePlace } from './catalogue/place.ts';
export { placeCatalogue, placeCatalogueDate } from './catalogue/place-catalogue.ts';
export { findStation, stationCatalogue } from './catalogue/station-catalogue.ts';
export {
  type WarningZone,
  warningZone as warningZoneSchema,
  warningZoneId,
  warningZoneName,
} from './catalogue/zone.ts';
export { zoneCatalogue, zoneCatalogueDate } from './catalogue/zone-catalogue.ts';
export * from './facts/index.ts';
export { conditionOfKmaWord, kmaWords } from './facts/kma-words.ts';
export {
  type BoardDay,
  type BoardException,
  type BoardFile,
  type BoardRegion,
  boardFile,
} from './feed/board.ts';
export { type DiscoveryFile, discoveryFile } from './feed/discovery.ts';
export {
  type Envelope,
  envelope,
  type FeedMode,
  type FeedStatus,
  feedStatuses,
  type Summary,
} from './feed/envelope.ts';
export {
  type ClockHealth,
  clockHealth,
  type HealthFile,
  healthFile,
  type SourceHealth,
  type SourceState,
  sourceHealth,
  type TableHealth,
  tableIds,
} from './feed/health.ts';
export { type HistoryFile, historyFile, historyHours } from './feed/history.ts';
export {
  type CheckName,
  checkName,
  type Derivation,
  derivation,
  type ObservationRow,
  type ObservationsFile,
  type ObservedValue,
  observationRow,
  observationsFile,
} from './feed/observations.ts';
export { type ObservationsGeojson, observationsGeojson } from './feed/observations-geojson.ts';
export {
  type PlaceBasis,
  type PlacesFile,
  place as placeSchema,
  placesFile,
} from './feed/places.ts';
export {
  conditionCode,
  kstTime,
  type MissingReason,
  missingReason,
  type ObservationState,
  observationState,
  type Quality,
  quality as observationQuality,
  stationId,
} from './feed/primitives.ts';
export { type HistoryRow, type StationFile, stationFile } from './feed/station.ts';
export {
  type BoardPlace,
  type Network,
  type Station,
  type StationsFile,
  station as stationSchema,
  stationsFile,
} from './feed/stations.ts';
export { type TickerFile, type TickerRow, tickerFile } from './feed/ticker.ts';
export {
  type WarningPlacement,
  type WarningRow,
  type WarningsFile,
  warningKind,
  warningLevel,
  warningPlacement,
  warningsFile,
} from './feed/warnings.ts';
export {
  type FeedFileKind,
  feedFiles,
  feedVersion,
  jsonSchema,
  schemaPath,
  schemaUrl,
} from './json-schema/feed-files.ts';
