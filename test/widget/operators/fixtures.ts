import type {
  HealthFile,
  HistoryRow,
  ObservationRow,
  ObservationsFile,
  ObservedValue,
  SourceHealth,
  StationFile,
  StationsFile,
  Summary,
  WarningsFile,
} from '@nalssi/schemas';
import health from './published/health.json' with { type: 'json' };
import observations from './published/observations.json' with { type: 'json' };
import stations from './published/stations.json' with { type: 'json' };
import warnings from './published/warnings.json' with { type: 'json' };

// Feeds in the states that the ops page is for, made from files that the collector has published
// (`record-published.ts`). `fixtures.test.ts` holds them against the schemas.

/** All files that the ops page reads, by path below `/v1/`. */
export interface Feed {
  readonly health: HealthFile;
  readonly observations: ObservationsFile;
  readonly stations: StationsFile;
  readonly warnings: WarningsFile;
  readonly histories: readonly StationFile[];
}

/** The hour in which the files were published. */
export const publishedAt = Date.parse('2024-11-24T07:39:30+09:00');
const hour = 3_600_000;

function kst(time: number): string {
  return `${new Date(time + 9 * hour).toISOString().slice(0, 19)}+09:00`;
}

const minutesAgo = (minutes: number) => kst(publishedAt - minutes * 60_000);

/** Counts of a feed of the kept stations alone, so that the files agree with each other. */
function counted(feed: Feed): Feed {
  const rows = feed.observations.observations;
  const summaryOf = (some: readonly Pick<ObservationRow, 'state'>[]): Summary => ({
    stations: some.length,
    fresh: some.filter(({ state }) => state === 'fresh').length,
    carried: some.filter(({ state }) => state === 'carried').length,
    expired: some.filter(({ state }) => state === 'expired').length,
    never: some.filter(({ state }) => state === 'never').length,
  });
  const regions = new Map(feed.stations.stations.map(({ id, region }) => [id, region ?? 'none']));
  const groups = Map.groupBy(rows, ({ station }) => regions.get(station) ?? 'none');
  const coverage = Object.fromEntries(
    [...groups].sort().map(([region, some]) => [region, summaryOf(some)]),
  ) as HealthFile['coverage'];
  const shared = {
    summary: summaryOf(rows),
    status: feed.health.status,
    sequence: feed.health.sequence,
    mode: feed.health.mode,
    generatedAt: feed.health.generatedAt,
  };
  return {
    health: { ...feed.health, ...shared, coverage },
    observations: { ...feed.observations, ...shared },
    stations: { ...feed.stations, ...shared },
    warnings: { ...feed.warnings, ...shared },
    histories: feed.histories.map((file) => ({ ...file, ...shared })),
  };
}

const published = {
  health: health as unknown as HealthFile,
  observations: observations as unknown as ObservationsFile,
  stations: stations as unknown as StationsFile,
  warnings: warnings as unknown as WarningsFile,
};

/** Two days of 천안: a doubtful hour, a refused one, and a stretch where nothing was measured. */
function historyOf(station: string): StationFile {
  const listed = published.stations.stations.find(({ id }) => id === station);
  const { observations: rows } = published.observations;
  const observation = rows.find((row) => row.station === station);
  if (listed === undefined || observation === undefined) throw new Error(`no station ${station}`);
  const last = Math.floor(publishedAt / hour) * hour;
  const history = Array.from({ length: 48 }, (_, index) => last - (47 - index) * hour)
    .filter((_, index) => index < 18 || index > 21)
    .map((at): HistoryRow => {
      const observedAt = kst(at);
      // Warmest at 15 h, coldest at 3 h.
      const phase = (((at / hour + 9 - 15) % 24) / 24) * 2 * Math.PI;
      const value = Math.round((2.1 + 4.6 * Math.cos(phase)) * 10) / 10;
      const known = { quality: 'pass' as const, source: 'kma-map', observedAt };
      const temperature = { ...known, value };
      if (observedAt === '2024-11-23T14:00:00+09:00') {
        Object.assign(temperature, { value: 12.9, quality: 'suspect' });
      }
      if (observedAt === '2024-11-23T22:00:00+09:00') {
        Object.assign(temperature, { value: -38.8, quality: 'fail' });
      }
      return {
        hour: observedAt,
        condition: { ...known, quality: 'unchecked', value: value < 0 ? 'clear' : 'partly-cloudy' },
        temperature,
        humidity: { ...known, source: 'apihub-asos', value: 71 },
      };
    });
  const { $schema } = published.observations;
  return {
    ...published.stations,
    $schema: $schema.replace('observations', 'station'),
    station: listed,
    units: published.observations.units,
    observation,
    history,
  };
}

const histories = [historyOf('232'), historyOf('108')].map(({ ...file }) => {
  // The envelope was taken from the list of stations.
  Reflect.deleteProperty(file, 'stations');
  return file;
});

function withSources(
  file: HealthFile,
  changes: Readonly<Record<string, Partial<SourceHealth>>>,
): HealthFile {
  return {
    ...file,
    sources: file.sources.map((source) => ({ ...source, ...changes[source.id] })),
  };
}

function withPublishes(file: HealthFile, statuses: readonly HealthFile['status'][]): HealthFile {
  const { length } = statuses;
  return {
    ...file,
    sequence: 4816,
    publishes: statuses.map((status, index) => ({
      sequence: 4816 - (length - 1 - index),
      at: minutesAgo(length - 1 - index),
      status,
      fresh: status === 'ok' ? 16 : 12,
      milliseconds: index === length - 1 ? null : 212 + index,
    })),
  };
}

/** Everything as it should be. */
export function healthyFeed(): Feed {
  const sources = withSources(published.health, {
    'apihub-asos': { quota: { used: 62, limit: 300 } },
    'apihub-aws': { quota: { used: 93, limit: 400 } },
    'data-go-kr': {
      state: 'off',
      note: 'No key: set NALSSI_DATA_GO_KR_KEY.',
      schedule: '',
      lastAttemptAt: null,
      lastSuccessAt: null,
      newestObservedAt: null,
    },
  });
  const file = withPublishes(
    sources,
    Array.from({ length: 20 }, () => 'ok' as const),
  );
  return counted({ ...published, health: { ...file, status: 'ok' }, histories });
}

const refused = {
  code: 'http-server-error',
  message: 'The upstream answered with an HTTP error of its own. (HTTP status 503)',
  action: 'Nothing to do unless it lasts: then look at the upstream in a browser.',
};

type Values = Partial<Record<string, Partial<ObservedValue>>>;

function withValues(
  file: ObservationsFile,
  changes: Readonly<Record<string, { state?: ObservationRow['state']; values: Values }>>,
): ObservationsFile {
  return {
    ...file,
    observations: file.observations.map((row) => {
      const change = changes[row.station];
      if (change === undefined) return row;
      const known = row as unknown as Record<string, object>;
      const values = Object.entries(change.values).map(([element, value]) => [
        element,
        { ...known[element], ...value },
      ]);
      return { ...row, state: change.state ?? row.state, ...Object.fromEntries(values) };
    }),
  };
}

const expired: Partial<ObservedValue> = {
  value: null,
  quality: 'missing',
  checks: [],
  failed: [],
  source: null,
  observedAt: null,
  expiresAt: null,
  state: 'expired',
  reason: 'expired',
};

/** One source fails, one is left alone, a quota runs out, and values of some stations are odd. */
export function degradedFeed(): Feed {
  const healthy = healthyFeed();
  const carried = { state: 'carried', reason: 'upstream-error' } as const;
  const file = withSources(healthy.health, {
    'kma-map': {
      state: 'failing',
      consecutiveFailures: 4,
      lastSuccessAt: minutesAgo(36),
      lastError: { ...refused, at: minutesAgo(6) },
    },
    'apihub-asos': {
      state: 'blocked',
      lastSuccessAt: minutesAgo(118),
      consecutiveFailures: 1,
      blocked: { code: 'auth', until: '2024-11-25T00:02:10+09:00' },
      lastError: {
        code: 'auth',
        message: 'The upstream does not accept the key. (code 401)',
        action:
          'Check the key and whether its use was applied for with this very service; then restart.',
        at: minutesAgo(58),
      },
    },
    'apihub-aws': { quota: { used: 212, limit: 400 } },
  });
  const values = withValues(healthy.observations, {
    '232': { state: 'carried', values: { temperature: carried, condition: carried } },
    '129': { state: 'expired', values: { temperature: expired, condition: expired } },
    '133': { state: 'carried', values: { condition: carried } },
    '108': { values: { temperature: { quality: 'suspect', failed: ['step'], value: 9.4 } } },
    '159': {
      values: {
        temperature: {
          value: -38.8,
          quality: 'fail',
          failed: ['range', 'spatial'],
          reason: 'quality-failed',
          lastGood: {
            value: 6.1,
            quality: 'pass',
            checks: ['range', 'step'],
            failed: [],
            source: 'kma-aws',
            observedAt: minutesAgo(12),
            expiresAt: kst(publishedAt + hour),
          },
        },
      },
    },
  });
  const statuses = Array.from({ length: 20 }, (_, index) => (index < 12 ? 'ok' : 'degraded'));
  const since = minutesAgo(7);
  return counted({
    ...healthy,
    observations: values,
    health: {
      ...withPublishes(file, statuses as HealthFile['status'][]),
      status: 'degraded',
      outputs: file.outputs.map((output) =>
        output.id === 'directory'
          ? { ...output, state: 'failing', since, action: 'Check that the disk has room.' }
          : output,
      ),
    },
  });
}

/** Nothing has come for hours: the collector publishes, and says that it has nothing new. */
export function staleFeed(): Feed {
  const healthy = healthyFeed();
  const failing: Partial<SourceHealth> = {
    state: 'failing',
    consecutiveFailures: 17,
    lastSuccessAt: minutesAgo(185),
    newestObservedAt: minutesAgo(219),
    lastError: {
      code: 'timeout',
      message: 'The upstream did not give its whole answer in time. (no byte for 10 s)',
      action: 'Nothing to do unless it lasts: then check the network and the upstream.',
      at: minutesAgo(2),
    },
  };
  const rows = Object.fromEntries(
    healthy.observations.observations.map(({ station }) => [
      station,
      { state: 'expired' as const, values: { temperature: expired, condition: expired } },
    ]),
  );
  const on = healthy.health.sources.filter(({ state }) => state !== 'off');
  const file = withSources(healthy.health, Object.fromEntries(on.map(({ id }) => [id, failing])));
  return counted({
    ...healthy,
    observations: withValues(healthy.observations, rows),
    warnings: { ...healthy.warnings, state: 'expired', warnings: [] },
    health: {
      ...withPublishes(
        file,
        Array.from({ length: 20 }, () => 'stale' as const),
      ),
      status: 'stale',
    },
  });
}

/** The feed of a collector that has only just started. */
export function emptyFeed(): Feed {
  const healthy = healthyFeed();
  const nothing = { lastAttemptAt: null, lastSuccessAt: null, newestObservedAt: null };
  const starting = { state: 'starting' as const, ...nothing, quota: { used: 0, limit: null } };
  const file = withSources(
    healthy.health,
    Object.fromEntries(healthy.health.sources.map(({ id }) => [id, starting])),
  );
  const never = { asOf: null, expiresAt: null, state: 'never' as const, warnings: [] };
  return counted({
    health: { ...file, status: 'stale', publishes: [], sequence: 1, ttl: 5 },
    observations: { ...healthy.observations, observations: [] },
    stations: { ...healthy.stations, stations: [] },
    warnings: { ...healthy.warnings, ...never },
    histories: [],
  });
}

/** The same feed after another publish, a minute later. */
export function nextPublish(feed: Feed): Feed {
  const { health: file } = feed;
  const generatedAt = kst(Date.parse(file.generatedAt) + 60_000);
  return counted({ ...feed, health: { ...file, sequence: file.sequence + 1, generatedAt } });
}

/** The file that stands at a path below `/v1/`. */
export function fileAt(feed: Feed, path: string): unknown {
  const station = path.match(/^stations\/(\d+)\.json$/)?.[1];
  if (station !== undefined) return feed.histories.find((file) => file.station.id === station);
  const name = path.replace(/\.json$/, '');
  return name === 'health' || name === 'observations' || name === 'stations' || name === 'warnings'
    ? feed[name]
    : undefined;
}
