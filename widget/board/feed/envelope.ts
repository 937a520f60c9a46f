import { timeOf } from '../../feed/feed-time.ts';
import { plainName } from '../../feed/plain-name.ts';
import type { TickerSnapshot } from '../../feed/ticker-snapshot.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** What every file of the feed says of itself. */
export type Envelope = Pick<
  TickerSnapshot,
  'mode' | 'status' | 'generatedAt' | 'ttl' | 'sequence' | 'attribution'
>;

/**
 * Stations of one board; what is more is left out. 경기 has most, 136, and the country's surface stations
 * are 97. Each is a mark and a row, of which a browser keeps some thirty nodes.
 */
export const mostStations = 200;

/** Letters of a name; the longest of a station or a place has 19. */
const longestName = 40;

/** What browsers and servers take of an address. */
const longestAddress = 2000;

/** Fields that a value has of its own; none of what is no object. */
export function fieldsOf(value: unknown): Fields {
  return Object(value) === value ? { __proto__: null, ...(value as object) } : {};
}

/** The entries of a list, `most` at the most; none of what is no list. */
export function listOf(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** A name as it is shown; empty for what is none. */
export function nameOf(value: unknown): string {
  return typeof value === 'string' ? plainName(value.slice(0, longestName)) : '';
}

/** A station's or a place's number; empty for what is none. */
export function numberOf(value: unknown): string {
  return typeof value === 'string' && /^\d{1,5}$/.test(value) ? value : '';
}

/** A number within bounds, else `null`. */
export function within(value: unknown, low: number, high: number): number | null {
  return typeof value === 'number' && value >= low && value <= high ? value : null;
}

/** The envelope of a parsed file. Throws a TypeError that names the field that cannot be trusted. */
export function envelopeOf(file: unknown): Envelope {
  const { version, mode, status, ttl, sequence, ...own } = fieldsOf(file);
  const refuse = (field: string): never => {
    throw new TypeError(`not a file of the feed: ${field}`);
  };
  const generatedAt = timeOf(own['generatedAt']);
  if (!/^1\./.test(String(version))) return refuse('version');
  if (mode !== 'live' && mode !== 'replay') return refuse('mode');
  if (Number.isNaN(generatedAt)) return refuse('generatedAt');
  if (typeof ttl !== 'number' || !(ttl > 0)) return refuse('ttl');
  if (!Number.isSafeInteger(sequence)) return refuse('sequence');
  const { text, url } = fieldsOf(own['attribution']);
  const isLink =
    typeof url === 'string' && url.length <= longestAddress && /^https?:\/\//i.test(url);
  return {
    mode,
    // A status of a later minor version is neither good nor a reason to hide everything.
    status: status === 'ok' || status === 'stale' ? status : 'degraded',
    generatedAt,
    ttl,
    sequence: Number(sequence),
    attribution: { text: nameOf(text), url: isLink ? url : null },
  };
}
