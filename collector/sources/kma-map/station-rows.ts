import { conditionOfKmaWord } from '@nalssi/schemas';
import type { Instant } from '../../time/clock.ts';
import { plainNumber } from '../formats/plain-number.ts';
import { ReadingList } from '../formats/reading-list.ts';
import { stationNameOf } from '../formats/station-name.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { isBlank, isShifted, quantities } from '../formats/table-quantity.ts';
import type { XmlElement } from '../formats/xml.ts';
import { type Batch, type DropReason, type Reading, type Readout, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';

const id = 'kma-map';

/** Attributes of `<local>` that are known and not used: rain, snow and the number of an icon. */
const ignoredAttributes = new Set(['icon', 'rn_hr1', 'sd_day']);
const mappedAttributes = new Set(['stn_id', 'desc', 'ta']);

/** So many stations are never all without a word or without a temperature. */
const wholeList = 20;

/** KMA writes no temperature at all, or one of these, where a station has none. */
const noValue = new Set(['', '-']);

/** The `<local>` of the list: what each says, and together whether they are such a list at all. */
export class StationRows {
  readonly #list = new ReadingList(id);
  readonly #dropped = new Tally<DropReason>();
  readonly #unknownWords = new Tally<string>();
  readonly #unknownKeys = new Tally<string>();
  #rows = 0;
  #contradictions = 0;
  #isComplete = false;

  /** `lost`: rows that were left out of the text already. */
  constructor(lost: number) {
    for (let row = 0; row < lost; row += 1) this.#dropped.add('unreadable-row');
  }

  /** Throws SourceError with code too-large. */
  add(row: XmlElement, observedAt: Instant): void {
    this.#rows += 1;
    const { attributes } = row;
    this.#isComplete ||= 'desc' in attributes && 'ta' in attributes;
    for (const key in attributes) {
      if (!mappedAttributes.has(key) && !ignoredAttributes.has(key)) this.#unknownKeys.add(key);
    }
    const station = stationNumberOf((attributes['stn_id'] ?? '').trim());
    const temperature = readTemperature(attributes['ta'] ?? '');
    if (contradicts(row)) {
      this.#contradictions += 1;
      this.#dropped.add('unreadable-row');
    } else if (station === null) this.#dropped.add('no-station-number');
    else if (this.#list.has(station)) this.#dropped.add('duplicate-station');
    else {
      if (temperature === null) {
        this.#contradictions += 1;
        this.#dropped.add('unreadable-value');
      }
      this.#list.add(readStation(station, row, temperature, observedAt, this.#unknownWords));
    }
  }

  /** What all of them say. Throws SourceError with code shape or empty. */
  batch(): Batch {
    if (this.#rows === 0) throw new SourceError(id, 'empty', 'there is no <local>');
    if (this.#rows >= wholeList && !this.#isComplete) {
      throw new SourceError(id, 'shape', 'no <local> has both desc and ta');
    }
    if (isShifted(this.#contradictions, this.#rows)) {
      const share = `${this.#contradictions} of ${this.#rows}`;
      const detail = `${share} <local> hold what belongs elsewhere, or no number for a temperature`;
      throw new SourceError(id, 'shape', detail);
    }
    const { readings } = this.#list;
    if (readings.length === 0) {
      throw new SourceError(id, 'empty', 'no <local> has a station number');
    }
    return {
      readings,
      dropped: this.#dropped.toRecord(),
      unknownWords: this.#unknownWords.toRecord(),
      unknownKeys: this.#unknownKeys.toRecord(),
    };
  }
}

/** Whether one attribute holds what belongs into another: no word for the weather is a number. */
function contradicts({ attributes }: XmlElement): boolean {
  const { desc = '', ta = '' } = attributes;
  return plainNumber(desc) !== null || /\p{Script=Hangul}/u.test(ta);
}

function readStation(
  station: string,
  row: XmlElement,
  temperature: Readout<'temperature'> | null,
  observedAt: Instant,
  unknownWords: Tally<string>,
): Reading {
  return {
    station,
    name: readName(row.text),
    observedAt,
    elements: {
      condition: readCondition(row.attributes['desc'] ?? '', unknownWords),
      temperature: temperature ?? { missing: 'upstream-missing' },
    },
  };
}

/** KMA adds (예), planned, to the name of a station that is about to open. */
function readName(text: string): string | null {
  return stationNameOf(text.trim().replace(/\(예\)$/, ''));
}

function readCondition(text: string, unknownWords: Tally<string>): Readout<'condition'> {
  const word = text.trim();
  if (noValue.has(word)) return { missing: 'upstream-missing' };
  const value = conditionOfKmaWord(word);
  if (value !== undefined) return { value };
  unknownWords.add(word);
  return { missing: 'unknown-word' };
}

/**
 * °C. KMA's other lists write -99 or lower for a missing temperature, or nines. `null` for what is
 * neither a number nor a way to write none.
 */
function readTemperature(text: string): Readout<'temperature'> | null {
  const number = plainNumber(text, quantities.temperature.units);
  if (number === null) return isBlank(text) ? { missing: 'upstream-missing' } : null;
  const value = Number(number);
  if (value <= -99 || value >= 999) return { missing: 'upstream-missing' };
  return { value: value === 0 ? 0 : value };
}
