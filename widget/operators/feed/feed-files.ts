import type {
  Envelope,
  HealthFile,
  ObservationsFile,
  StationFile,
  StationsFile,
  WarningsFile,
} from '@nalssi/schemas';
import type { TickerSnapshot } from '../../feed/ticker-snapshot.ts';

/** The feed files that the page is made from. */
export interface FeedFiles {
  readonly health: HealthFile;
  readonly observations: ObservationsFile;
  readonly stations: StationsFile;
  readonly warnings: WarningsFile;
}
export type FileName = keyof FeedFiles;
export const fileNames: readonly FileName[] = ['health', 'observations', 'stations', 'warnings'];

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Later minor versions may add fields and codes, so only what the page is built on is checked. */
function envelopeOf(value: unknown): Fields {
  if (!isFields(value)) throw new Error('no object');
  const { generatedAt, ttl, sequence, summary } = value;
  if (typeof generatedAt !== 'string' || Number.isNaN(Date.parse(generatedAt))) {
    throw new Error('generatedAt is no time');
  }
  if (typeof ttl !== 'number' || typeof sequence !== 'number' || !isFields(summary)) {
    throw new Error('no envelope');
  }
  return value;
}

/** Rows of a list that are read: a feed has at most 17 sources, 60 publishes, 740 stations and 300 warnings. */
const mostRows = { few: 100, warnings: 500, stations: 1_500 } as const;

function rowsOf(file: Fields, name: string, most: number): Fields[] {
  const rows = file[name];
  if (!Array.isArray(rows)) throw new Error(`${name} is no list`);
  return rows.slice(0, most).filter(isFields);
}

/** Of what feeds from before it was published have none. */
function laterRowsOf(file: Fields, name: string): Fields[] {
  return Array.isArray(file[name]) ? rowsOf(file, name, mostRows.few) : [];
}

function sourceOf(source: Fields): Fields {
  const batch = isFields(source['batch']) ? source['batch'] : {};
  return {
    ...source,
    quota: isFields(source['quota']) ? source['quota'] : { used: 0, limit: null },
    batch: {
      readings: 0,
      dropped: {},
      unknownStations: [],
      unknownWords: {},
      unknownKeys: {},
      ...batch,
    },
  };
}

/** Checks what came as one of the files, and leaves bad rows out. Throws when it is none. */
export const readers: { readonly [Name in FileName]: (value: unknown) => FeedFiles[Name] } = {
  health: (value) => {
    const file = envelopeOf(value);
    const publishes = laterRowsOf(file, 'publishes');
    const outputs = laterRowsOf(file, 'outputs');
    const disagreements = laterRowsOf(file, 'disagreements');
    const coverage = isFields(file['coverage']) ? file['coverage'] : {};
    const sources = rowsOf(file, 'sources', mostRows.few).map(sourceOf);
    return {
      ...file,
      sources,
      coverage,
      disagreements,
      publishes,
      outputs,
    } as unknown as HealthFile;
  },
  observations: (value) => {
    const file = envelopeOf(value);
    const units = isFields(file['units']) ? file['units'] : {};
    const observations = rowsOf(file, 'observations', mostRows.stations);
    return { ...file, units, observations } as unknown as ObservationsFile;
  },
  stations: (value) => {
    const file = envelopeOf(value);
    const stations = rowsOf(file, 'stations', mostRows.stations).filter(({ name }) =>
      isFields(name),
    );
    return { ...file, stations } as unknown as StationsFile;
  },
  warnings: (value) => {
    const file = envelopeOf(value);
    const warnings = rowsOf(file, 'warnings', mostRows.warnings).filter(({ zone }) =>
      isFields(zone),
    );
    return { ...file, warnings } as unknown as WarningsFile;
  },
};

export function readStationFile(value: unknown): StationFile {
  const file = envelopeOf(value);
  if (!isFields(file['station']) || !isFields(file['observation'])) throw new Error('no station');
  return { ...file, history: rowsOf(file, 'history', mostRows.few) } as unknown as StationFile;
}

/** What the ticker's clock and its rule for newer files go by. */
export function snapshotOf({ mode, status, generatedAt, ttl, sequence }: Envelope): TickerSnapshot {
  return {
    mode,
    status,
    generatedAt: Date.parse(generatedAt),
    ttl,
    sequence,
    attribution: { text: '', url: null },
    observations: [],
    file: {},
  };
}
