import type { ConditionCode } from '@nalssi/schemas';
import type { Instant } from '../../time/clock.ts';
import { instantOfCompactKst } from '../../time/kst.ts';
import type { GridCell } from '../estimates/grid.ts';
import { plainNumber } from '../formats/plain-number.ts';
import { isBlank, type Quantity, quantities } from '../formats/table-quantity.ts';
import { type PortalItem, readPortalAnswer } from '../portal/envelope.ts';
import { addCounts, type Batch, type DropReason, type Readout, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { stationsIn } from './cells.ts';

const id = 'data-go-kr';

const itemKeys: ReadonlySet<string> = new Set([
  'baseDate',
  'baseTime',
  'category',
  'nx',
  'ny',
  'obsrValue',
]);

/** Analysed by KMA for the middle of the cell and observed by no one there: see the readme. */
const ignoredCategories: ReadonlySet<string> = new Set([
  'REH',
  'RN1',
  'T1H',
  'UUU',
  'VEC',
  'VVV',
  'WSD',
]);
const mappedCategories: ReadonlySet<string> = new Set(['PTY', 'SKY']);

/** Kinds of precipitation (PTY); 4 is known from the forecasts only. */
const precipitation: ReadonlyMap<number, ConditionCode | 'none'> = new Map([
  [0, 'none'],
  [1, 'rain'],
  [2, 'sleet'],
  [3, 'snow'],
  [4, 'shower'],
  [5, 'drizzle'],
  [6, 'sleet'],
  [7, 'snow'],
]);

/** The sky (SKY): a category of the forecasts, which the nowcast has not had so far. */
const skies: ReadonlyMap<number, ConditionCode> = new Map([
  [1, 'clear'],
  [3, 'mostly-cloudy'],
  [4, 'overcast'],
]);

/** What stands for a missing temperature of the cell, °C; beside it nothing is worth anything. */
const missingTemperature = -50;

/**
 * Reads KMA's nowcast for one cell of its grid (`getUltraSrtNcst`), JSON or XML: a condition for
 * each automatic station in `cell`, the one that was asked for. Throws SourceError: the portal's
 * codes (data-go-kr-codes.ts), encoding, html, doctype, malformed, stamp, and shape where the
 * answer is partial, is of another cell or has no kind of precipitation.
 */
export function parse(bytes: Uint8Array, cell: GridCell): Batch {
  const { items, unknownKeys: unknownAround } = readPortalAnswer(id, bytes);
  if (items.length === 0) throw new SourceError(id, 'no-data', 'there is no item');

  const dropped = new Tally<DropReason>();
  const unknownWords = new Tally<string>();
  const unknownKeys = new Tally<string>();
  const values = new Map<string, string>();
  for (const item of items) {
    for (const key of item.keys()) if (!itemKeys.has(key)) unknownKeys.add(key);
    checkCell(item, cell);
    const category = field(item, 'category');
    if (!mappedCategories.has(category) && !ignoredCategories.has(category)) {
      unknownKeys.add(category);
    } else if (values.has(category)) dropped.add('unreadable-row');
    else values.set(category, field(item, 'obsrValue'));
  }
  refuseOtherValues(values);
  const observedAt = readStamp(items);
  const condition = readCondition(values, unknownWords);
  return {
    readings: stationsIn(cell).map((station) => ({
      station,
      name: null,
      observedAt,
      elements: { condition: markDerived(condition, station) },
    })),
    dropped: dropped.toRecord(),
    unknownWords: unknownWords.toRecord(),
    unknownKeys: addCounts(unknownAround, unknownKeys.toRecord()),
  };
}

/** The text of a key that every item has. */
function field(item: PortalItem, key: string): string {
  const text = item.get(key);
  if (text === undefined) throw new SourceError(id, 'shape', `an item has no ${key}`);
  return text.trim();
}

function checkCell(item: PortalItem, { nx, ny }: GridCell): void {
  if (readNumber(field(item, 'nx')) === nx && readNumber(field(item, 'ny')) === ny) return;
  throw new SourceError(id, 'shape', `the answer to cell ${nx},${ny} is of another cell`);
}

/** All items have the same hour of analysis; `0600` may come as the number 600. */
function readStamp(items: readonly PortalItem[]): Instant {
  const stamps = new Set(
    items.map((item) => field(item, 'baseDate') + field(item, 'baseTime').padStart(4, '0')),
  );
  const [stamp = ''] = stamps;
  if (stamps.size > 1) throw new SourceError(id, 'shape', 'the items are of several hours');
  const instant = instantOfCompactKst(stamp);
  if (instant === null) throw new SourceError(id, 'stamp', 'base date and time are no time');
  return instant;
}

/** What the values of the categories can be; outside they are those of others. */
const ranges: ReadonlyMap<string, Quantity> = new Map<string, Quantity>([
  // No air is without any humidity.
  ['REH', { ...quantities.humidity, lowest: 1 }],
  ['RN1', quantities.precipitation],
  ['T1H', quantities.temperature],
  ['UUU', { lowest: -150, highest: 150 }],
  ['VEC', quantities.windDirection],
  ['VVV', { lowest: -150, highest: 150 }],
  ['WSD', quantities.windSpeed],
]);

/**
 * Throws where the values are not those of their categories: then the precipitation is not either.
 */
function refuseOtherValues(values: ReadonlyMap<string, string>): void {
  if (isUnfilled(values)) return;
  for (const [category, { lowest, highest }] of ranges) {
    const number = readNumber(values.get(category) ?? '');
    if (isMissing(number) || number === missingTemperature) continue;
    if (number >= lowest && number <= highest) continue;
    throw new SourceError(id, 'shape', `${category} holds what it never does`);
  }
  const kind = readNumber(values.get('PTY') ?? '');
  if (!isMissing(kind) && !Number.isInteger(kind)) {
    throw new SourceError(id, 'shape', 'the kind of precipitation is no whole number');
  }
}

/** Zeros in all categories, humidity included: the cell was filled, not analysed. */
function isUnfilled(values: ReadonlyMap<string, string>): boolean {
  return values.has('REH') && [...values.values()].every((text) => readNumber(text) === 0);
}

function readCondition(
  values: ReadonlyMap<string, string>,
  unknownWords: Tally<string>,
): Readout<'condition'> {
  const text = values.get('PTY');
  if (text === undefined) throw new SourceError(id, 'shape', 'there is no kind of precipitation');
  const number = readNumber(text);
  if (Number.isNaN(number) && !isBlank(text)) {
    unknownWords.add(`PTY ${text}`);
    return { missing: 'unknown-word' };
  }
  const temperature = readNumber(values.get('T1H') ?? '0');
  const isUnknown = isMissing(number) || isMissing(temperature);
  if (isUnknown || temperature === missingTemperature || isUnfilled(values)) {
    return { missing: 'upstream-missing' };
  }
  const value = precipitation.get(number);
  if (value === undefined) {
    unknownWords.add(`PTY ${text}`);
    return { missing: 'unknown-word' };
  }
  return value === 'none' ? readSky(values.get('SKY'), unknownWords) : { value };
}

/** No precipitation says nothing of the sky, and ends what rain was said before. */
function readSky(text: string | undefined, unknownWords: Tally<string>): Readout<'condition'> {
  const value = text === undefined ? undefined : skies.get(readNumber(text));
  if (value !== undefined) return { value };
  if (text !== undefined && !isMissing(readNumber(text))) {
    unknownWords.add(`SKY ${text}`);
  }
  return { withdrawn: true };
}

function markDerived(condition: Readout<'condition'>, station: string): Readout<'condition'> {
  if (!('value' in condition)) return condition;
  return { ...condition, derived: { method: 'grid-cell', from: [station] } };
}

function readNumber(text: string): number {
  return Number(plainNumber(text) ?? Number.NaN);
}

/** KMA's guide: at -900 and below, at 900 and above nothing was analysed. */
function isMissing(number: number): boolean {
  return Number.isNaN(number) || number <= -900 || number >= 900;
}
