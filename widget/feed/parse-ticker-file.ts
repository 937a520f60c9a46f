import { isConditionCode } from '../format/words.ts';
import type { Observation, Snapshot, Timed } from './snapshot.ts';

/**
 * Checks by hand what the schema of the feed promises, because zod is larger than the whole
 * ticker. A test holds the two together.
 */

type Fields = Readonly<Record<string, unknown>>;

const maximumRows = 5000;
// Wider than any air temperature on Earth, narrower than the sentinels of upstream formats.
const lowestTemperature = -95;
const highestTemperature = 65;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= longest;
}

/** RFC 3339 as milliseconds since the epoch, NaN for anything else. */
function timeOf(value: unknown): number {
  return typeof value === 'string' && /^\d{4}-.*T.*(Z|[+-]\d\d:\d\d)$/.test(value)
    ? Date.parse(value)
    : Number.NaN;
}

/**
 * A value with its times, or null where there is none. A value without both times is refused: one
 * that never expires is one nobody can trust.
 */
function timed<Value>(value: Value | null, observedAt: unknown, expiresAt: unknown) {
  if (value === null) return null;
  const times = { observedAt: timeOf(observedAt), expiresAt: timeOf(expiresAt) };
  if (!(times.observedAt < times.expiresAt)) throw new TypeError('times');
  return { value, ...times } satisfies Timed<Value>;
}

/** One row. Throws for one that must not be shown. */
function parseRow(row: unknown): Observation {
  if (!isFields(row) || !isFields(row['name'])) throw new TypeError('row');
  const { station, region, condition, temperature, observedAt, expiresAt } = row;
  const { ko, en } = row['name'];
  if (
    !isText(ko, 40) ||
    !isText(en, 60) ||
    typeof station !== 'string' ||
    !/^\d{1,5}$/.test(station) ||
    (region !== null && typeof region !== 'string') ||
    (condition !== null && typeof condition !== 'string') ||
    (temperature !== null &&
      !(
        typeof temperature === 'number' &&
        temperature >= lowestTemperature &&
        temperature <= highestTemperature
      ))
  ) {
    throw new TypeError('row');
  }
  return {
    row,
    station,
    name: { ko, en },
    region,
    scope: row['network'] !== 'aws' ? 'all' : row['representative'] === true ? 'region' : 'named',
    temperature: timed(temperature, observedAt, expiresAt),
    condition: timed(
      // Later minor versions may add codes: one we have no word for is no condition.
      condition !== null && isConditionCode(condition) ? condition : null,
      row['conditionObservedAt'] ?? observedAt,
      row['conditionExpiresAt'] ?? expiresAt,
    ),
  };
}

/** The rows that can be used, one a station. A bad one is left out alone. */
function parseRows(rows: readonly unknown[]): Observation[] {
  const byStation = new Map<string, Observation>();
  for (const row of rows) {
    try {
      const observation = parseRow(row);
      if (!byStation.has(observation.station)) byStation.set(observation.station, observation);
    } catch {}
  }
  return [...byStation.values()];
}

/**
 * The snapshot in a parsed `ticker.json`. Unknown fields are ignored. Throws a TypeError that names
 * the field when the file itself cannot be trusted.
 */
export function parseTickerFile(file: unknown): Snapshot {
  const refuse = (field: string): never => {
    throw new TypeError(`not a ticker file: ${field}`);
  };
  if (!isFields(file)) return refuse('no object');
  const { mode, status, ttl, sequence, attribution, observations } = file;
  const generatedAt = timeOf(file['generatedAt']);
  if (!/^1\./.test(String(file['version']))) return refuse('version');
  if (mode !== 'live' && mode !== 'replay') return refuse('mode');
  if (Number.isNaN(generatedAt)) return refuse('generatedAt');
  if (typeof ttl !== 'number' || !(ttl > 0)) return refuse('ttl');
  if (typeof sequence !== 'number' || !(sequence >= 0)) return refuse('sequence');
  if (!isFields(attribution) || !isText(attribution['text'], 200)) return refuse('attribution');
  if (!Array.isArray(observations) || observations.length > maximumRows) {
    return refuse('observations');
  }
  const { text, url } = attribution;
  return {
    file,
    mode,
    // A status of a later minor version is neither good nor a reason to hide everything.
    status: status === 'ok' || status === 'stale' ? status : 'degraded',
    generatedAt,
    ttl,
    sequence,
    // A link leads to the web or nowhere.
    attribution: { text, url: /^https?:\/\//i.test(String(url)) ? String(url) : null },
    observations: parseRows(observations),
  };
}
