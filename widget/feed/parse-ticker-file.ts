import { type ConditionCode, conditionWordsKo } from '@nalssi/schemas/facts';
import { timeOf } from './feed-time.ts';
import { plainName } from './plain-name.ts';
import type { Observation, TickerSnapshot, Timed } from './ticker-snapshot.ts';

/**
 * Checks by hand what the schema of the feed promises, because zod is larger than the whole
 * ticker. A test holds the two together.
 */

type Fields = Readonly<Record<string, unknown>>;

// Twice the stations that KMA has. What is more is left out.
const mostRows = 1500;
// Wider than any air temperature on Earth, narrower than the sentinels of upstream formats.
const lowestTemperature = -95;
const highestTemperature = 65;

/**
 * Fields that an object has of its own, `null` for what is none. Some pages give every object more,
 * and what the feed leaves out must not come from there.
 */
function ownFields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? { __proto__: null, ...value } : null;
}

/** Korean has a word for every code there is. */
function isConditionCode(code: string): code is ConditionCode {
  return Object.hasOwn(conditionWordsKo, code);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && value.trim() !== '';
}

/** A name as it is shown; empty for what is none, or is too long. */
function nameOf(value: unknown, longest: number): string {
  return isText(value, longest) ? plainName(value) : '';
}

/**
 * A value with its times, or null where there is none. A value without both times is refused: one
 * that never expires is one nobody can trust.
 */
function timed<Value>(value: Value | null, observedAt: unknown, expiresAt: unknown) {
  if (value === null) return null;
  const times = { observedAt: timeOf(observedAt), expiresAt: timeOf(expiresAt) };
  if (!(times.observedAt < times.expiresAt)) throw new TypeError();
  return { value, ...times } satisfies Timed<Value>;
}

/** One row. Throws for one that must not be shown. */
function parseRow(row: unknown): Observation {
  const own = ownFields(row);
  const name = ownFields(own?.['name']);
  if (own === null || name === null) throw new TypeError();
  const ko = nameOf(name['ko'], 40);
  const en = nameOf(name['en'], 60);
  const { station, region, condition, temperature, observedAt, expiresAt } = own;
  if (
    !ko ||
    !en ||
    typeof station !== 'string' ||
    !/^\d{1,5}$/.test(station) ||
    (region !== null && !isText(region, 6)) ||
    (condition !== null && typeof condition !== 'string') ||
    (temperature !== null &&
      !(
        typeof temperature === 'number' &&
        temperature >= lowestTemperature &&
        temperature <= highestTemperature
      ))
  ) {
    throw new TypeError();
  }
  return {
    row: row as Fields,
    station,
    name: { ko, en },
    region,
    scope: own['network'] !== 'aws' ? 'all' : own['representative'] === true ? 'region' : 'named',
    temperature: timed(temperature, observedAt, expiresAt),
    condition: timed(
      // Later minor versions may add codes: one we have no word for is no condition.
      condition !== null && isConditionCode(condition) ? condition : null,
      own['conditionObservedAt'] ?? observedAt,
      own['conditionExpiresAt'] ?? expiresAt,
    ),
  };
}

/**
 * The rows that can be used, one a station. A bad one is left out alone, and so is one too many.
 */
function parseRows(rows: readonly unknown[]): Observation[] {
  const byStation = new Map<string, Observation>();
  for (const row of rows.slice(0, mostRows)) {
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
export function parseTickerFile(file: unknown): TickerSnapshot {
  const refuse = (field: string): never => {
    throw new TypeError(`not a ticker file: ${field}`);
  };
  const own = ownFields(file);
  if (own === null) return refuse('object');
  const { version, mode, status, ttl, sequence, observations } = own;
  const generatedAt = timeOf(own['generatedAt']);
  if (!isText(version, 20) || !version.startsWith('1.')) return refuse('version');
  if (mode !== 'live' && mode !== 'replay') return refuse('mode');
  if (Number.isNaN(generatedAt)) return refuse('generatedAt');
  if (typeof ttl !== 'number' || !(ttl > 0)) return refuse('ttl');
  if (!Number.isSafeInteger(sequence) || !(Number(sequence) >= 0)) return refuse('sequence');
  const { text, url } = ownFields(own['attribution']) ?? {};
  const credit = nameOf(text, 200);
  if (!credit) return refuse('attribution');
  if (!Array.isArray(observations)) return refuse('observations');
  return {
    file: file as Fields,
    mode,
    // A status of a later minor version is neither good nor a reason to hide everything.
    status: status === 'ok' || status === 'stale' ? status : 'degraded',
    generatedAt,
    ttl,
    sequence: Number(sequence),
    // A link leads to the web or nowhere.
    attribution: { text: credit, url: isText(url, 2000) && /^https?:\/\//i.test(url) ? url : null },
    observations: parseRows(observations),
  };
}
