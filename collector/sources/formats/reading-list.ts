import { mostStations } from '../../catalogue/table-bounds.ts';
import type { Reading } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import type { SourceId, UpstreamId } from '../source-id.ts';

/** Station numbers of KMA have at most five digits. */
const stationNumbers = 100_000;

/** Throws SourceError with code too-large where an answer lists more stations than KMA can have. */
export function checkCount(source: UpstreamId, stations: number): void {
  if (stations <= mostStations) return;
  throw new SourceError(source, 'too-large', `more than ${mostStations} stations are listed`);
}

/**
 * The readings of a list that names each station once, in the order of the list. `Row` is what a
 * row alone gives, where the time of all of them stands elsewhere.
 */
export class ReadingList<Row extends Pick<Reading, 'station'> = Reading> {
  readonly readings: Row[] = [];
  /** By station number: for long lists a table is several times as fast as a map of texts. */
  readonly #listed = new Uint8Array(stationNumbers);
  readonly #source: SourceId;

  constructor(source: SourceId) {
    this.#source = source;
  }

  /** `station`: one to five digits. */
  has(station: string): boolean {
    return this.#listed[Number(station)] === 1;
  }

  /** Throws SourceError with code too-large. */
  add(reading: Row): void {
    checkCount(this.#source, this.readings.length + 1);
    this.#listed[Number(reading.station)] = 1;
    this.readings.push(reading);
  }
}
