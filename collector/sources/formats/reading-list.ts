import type { Reading } from '../reading.ts';

/** Station numbers of KMA have at most five digits. */
const stationNumbers = 100_000;

/**
 * The readings of a list that names each station once, in the order of the list. `Row` is what a
 * row alone gives, where the time of all of them stands elsewhere.
 */
export class ReadingList<Row extends Pick<Reading, 'station'> = Reading> {
  readonly readings: Row[] = [];
  /** By station number: for long lists a table is several times as fast as a map of texts. */
  readonly #listed = new Uint8Array(stationNumbers);

  /** `station`: one to five digits. */
  has(station: string): boolean {
    return this.#listed[Number(station)] === 1;
  }

  add(reading: Row): void {
    this.#listed[Number(reading.station)] = 1;
    this.readings.push(reading);
  }
}
