import { conditionOfKmaWord } from '@nalssi/schemas';
import type { Instant } from '../../time/clock.ts';
import { instantOfKst } from '../../time/kst.ts';
import { decodeText } from '../formats/decode-text.ts';
import { plainNumber } from '../formats/plain-number.ts';
import { ReadingList } from '../formats/reading-list.ts';
import { salvageRows } from '../formats/salvage-rows.ts';
import { stationNameOf } from '../formats/station-name.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { isBlank, isShifted, quantities } from '../formats/table-quantity.ts';
import { readXml, type XmlElement } from '../formats/xml.ts';
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

/**
 * Reads `sfc_web_map.xml`. Attributes are read by name (their number varies with rain and snow) and
 * stations by number (the list changes). A row that is not well-formed is left out alone. Throws
 * SourceError with code encoding, html, doctype, malformed, shape, stamp or empty.
 */
export function parse(bytes: Uint8Array): Batch {
  const text = decodeText(id, bytes);
  try {
    return readDocument(text, 0);
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== 'malformed') throw error;
    const whole = salvageRows(id, text, 'local');
    if (whole === null || whole.lost === 0) throw error;
    if (isShifted(whole.lost, whole.rows)) {
      const share = `${whole.lost} of ${whole.rows} <local> are not well-formed`;
      throw new SourceError(id, 'malformed', share, { cause: error });
    }
    return readDocument(whole.text, whole.lost);
  }
}

/** `lost`: rows that were left out of the text already. */
function readDocument(text: string, lost: number): Batch {
  const dropped = new Tally<DropReason>();
  for (let row = 0; row < lost; row += 1) dropped.add('unreadable-row');
  const unknownWords = new Tally<string>();
  const unknownKeys = new Tally<string>();
  const list = new ReadingList(id);
  let observedAt: Instant | null = null;
  let rows = 0;
  let contradictions = 0;
  let isComplete = false;

  function readRow(row: XmlElement, at: Instant): void {
    rows += 1;
    const { attributes } = row;
    isComplete ||= 'desc' in attributes && 'ta' in attributes;
    for (const key in attributes) {
      if (!mappedAttributes.has(key) && !ignoredAttributes.has(key)) unknownKeys.add(key);
    }
    const station = stationNumberOf((attributes['stn_id'] ?? '').trim());
    const temperature = readTemperature(attributes['ta'] ?? '');
    if (contradicts(row)) {
      contradictions += 1;
      dropped.add('unreadable-row');
    } else if (station === null) dropped.add('no-station-number');
    else if (list.has(station)) dropped.add('duplicate-station');
    else {
      if (temperature === null) {
        contradictions += 1;
        dropped.add('unreadable-value');
      }
      list.add(readStation(station, row, temperature, at, unknownWords));
    }
  }

  const root = readXml(id, text, (element, [, weather, ...deeper]) => {
    if (element.name !== 'local' || weather?.name !== 'weather' || deeper.length > 0) return false;
    observedAt ??= readStamp(weather);
    readRow(element, observedAt);
    return true;
  });
  if (root.name !== 'current') {
    throw new SourceError(id, 'shape', `the root element is not <current>`);
  }
  const [weather, ...others] = root.children.filter((child) => child.name === 'weather');
  if (weather === undefined || others.length > 0) {
    throw new SourceError(id, 'shape', 'there is not exactly one <weather>');
  }
  observedAt ??= readStamp(weather);
  if (rows === 0) throw new SourceError(id, 'empty', 'there is no <local>');
  if (rows >= wholeList && !isComplete) {
    throw new SourceError(id, 'shape', 'no <local> has both desc and ta');
  }
  if (isShifted(contradictions, rows)) {
    throw new SourceError(
      id,
      'shape',
      `${contradictions} of ${rows} <local> hold what belongs elsewhere, or no number for a temperature`,
    );
  }
  if (list.readings.length === 0)
    throw new SourceError(id, 'empty', 'no <local> has a station number');
  return {
    readings: list.readings,
    dropped: dropped.toRecord(),
    unknownWords: unknownWords.toRecord(),
    unknownKeys: unknownKeys.toRecord(),
  };
}

/** Whether one attribute holds what belongs into another: no word for the weather is a number. */
function contradicts({ attributes }: XmlElement): boolean {
  const { desc = '', ta = '' } = attributes;
  return plainNumber(desc) !== null || /\p{Script=Hangul}/u.test(ta);
}

function readStamp(weather: XmlElement): Instant {
  const [year, month, day, hour] = ['year', 'month', 'day', 'hour'].map((key) => {
    const text = (weather.attributes[key] ?? '').trim();
    return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  }) as [number, number, number, number];
  const instant = instantOfKst({ year, month, day, hour });
  if (instant === null) {
    throw new SourceError(id, 'stamp', `year ${year}, month ${month}, day ${day}, hour ${hour}`);
  }
  return instant;
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
