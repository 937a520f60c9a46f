import type { WarningKind, WarningLevel } from '@nalssi/schemas/facts';
import { mostOlder } from './feed-client.ts';
import { timeOf } from './feed-time.ts';
import { fetchFeedFile } from './fetch-feed-file.ts';
import { plainName } from './plain-name.ts';
import { refreshDelay } from './refresh-schedule.ts';
import { refuseFuture } from './server-clock.ts';

/** A warning (특보) that is in force, as the feed says it. */
export interface Warning {
  readonly kind: WarningKind;
  readonly level: WarningLevel;
  readonly zone: string;
  /** The places in a zone that is only a part of a town: `중구.동구.서구`; empty for all of one. */
  readonly covers: string;
  readonly stations: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** Milliseconds since the epoch; NaN where the feed does not say. */
  readonly effectiveAt: number;
  readonly endsAt: number;
}

export interface Warnings {
  readonly issuer: { readonly ko: string; readonly en: string };
  readonly asOf: number;
  readonly expiresAt: number;
  readonly ttl: number;
  readonly warnings: readonly Warning[];
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
// Three times what has been in force at once; what is more is left out. A warning for the whole
// country names some hundred stations.
const mostWarnings = 500;
const mostPlaces = 1500;

// The longest of KMA's lists of places has 70 letters.
const longestList = 120;

const text = (value: unknown, most = 40) =>
  typeof value === 'string' ? value.slice(0, most).trim() : '';
const named = (value: unknown) => plainName(text(value));
const texts = (value: unknown) =>
  new Set(Array.isArray(value) ? value.slice(0, mostPlaces).map((place) => text(place)) : []);

function parseWarning(row: unknown): Warning[] {
  if (!isFields(row) || !isFields(row['zone'])) return [];
  const { name, part, covers } = row['zone'];
  const zone = named(name);
  if (zone === '') return [];
  return [
    {
      // A kind or a level that a later version adds has no word, and is left out where it is shown.
      kind: text(row['kind']) as WarningKind,
      level: text(row['level']) as WarningLevel,
      zone,
      covers: part ? plainName(text(covers, longestList)) : '',
      stations: texts(row['stations']),
      regions: texts(row['regions']),
      effectiveAt: timeOf(row['effectiveAt']),
      endsAt: timeOf(row['endsAt']),
    },
  ];
}

/** The warnings in a parsed `warnings.json`; `null` for what cannot be trusted to be one. */
export function parseWarnings(file: unknown): Warnings | null {
  if (!isFields(file) || !/^1\./.test(text(file['version']))) return null;
  const { issuer, warnings, ttl, state } = file;
  const asOf = timeOf(file['asOf']);
  const expiresAt = timeOf(file['expiresAt']);
  if (!isFields(issuer) || !Array.isArray(warnings) || typeof ttl !== 'number') return null;
  // Only what somebody has issued, at some time, until some time.
  const names = { ko: named(issuer['ko']), en: named(issuer['en']) };
  if (names.ko === '' || names.en === '' || !(asOf < expiresAt)) return null;
  if (state !== 'fresh' && state !== 'carried') return null;
  return {
    issuer: names,
    asOf,
    expiresAt,
    ttl,
    warnings: warnings.slice(0, mostWarnings).flatMap(parseWarning),
  };
}

/** One `warnings.json`, asked for once for all tickers of a page while any of them is seen. */
export class WarningsClient {
  /** The newest that could be read; it dies at its own `expiresAt`. */
  latest: Warnings | null = null;
  /** Whether it has been asked for, and has answered or failed. */
  isSettled = false;
  readonly #url: string;
  readonly #readers = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = 0;
  #failures = 0;
  #older = 0;
  #asking = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** Calls `reader` after every answer until the function that this gives back is called. */
  subscribe(reader: () => void): () => void {
    this.#readers.add(reader);
    this.#schedule();
    return () => {
      this.#readers.delete(reader);
      this.#schedule();
    };
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    let found: Warnings | null = null;
    try {
      found = await fetchFeedFile(this.#url, (file, times) => {
        const warnings = parseWarnings(file);
        refuseFuture(warnings?.asOf ?? 0, times);
        return warnings;
      });
    } catch {
      // Like an answer that is none: what is held is shown until it expires.
    }
    this.#failures = found === null ? this.#failures + 1 : 0;
    // Caches can bring an older file after a newer one; what the feed insists on is what it says.
    if (found !== null) {
      this.#older = found.asOf < (this.latest?.asOf ?? 0) ? this.#older + 1 : 0;
      if (this.#older % mostOlder === 0) this.latest = found;
    }
    const ttl = found?.ttl ?? 60;
    this.#dueAt = performance.now() + refreshDelay(ttl, this.#failures, Math.random());
    this.#asking = false;
    this.isSettled = true;
    for (const reader of [...this.#readers]) reader();
    this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#readers.size === 0 || this.#asking) return;
    this.#timer = setTimeout(() => void this.#ask(), this.#dueAt - performance.now());
  }
}

// As for the feed: two copies of the script find each other's clients here.
const key: unique symbol = Symbol.for('nalssi.warnings/1') as never;

interface Page {
  [key]?: Map<string, WarningsClient>;
}

/** The page's one client of a `warnings.json`. */
export function pageWarnings(url: string): WarningsClient {
  const page = globalThis as Page;
  page[key] ??= new Map();
  const client = page[key].get(url) ?? new WarningsClient(url);
  page[key].set(url, client);
  return client;
}
