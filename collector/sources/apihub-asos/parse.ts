import { type NumberReadout, readHubRows } from '../apihub/rows.ts';
import { type HubHeader, hubHeader, hubNumber, readHubText } from '../apihub/text.ts';
import { type Quantity, quantities } from '../formats/table-quantity.ts';
import type { Batch, Reading, Tally } from '../reading.ts';
import { SourceError } from '../source-error.ts';
import { type AsosColumn, asosColumns, asosNames, asosUnits, placeOf } from './columns.ts';
import { isPresentWeather, readCondition } from './present-weather.ts';

const id = 'apihub-asos';

const missing = { missing: 'upstream-missing' } as const;

/**
 * Reads an answer of `kma_sfctm2.php`: 46 columns by their order, which the header, where there is
 * one, and the look of the cells must confirm. Throws SourceError with the codes of `readHubText`,
 * and shape, stamp, empty or no-data.
 */
export function parse(bytes: Uint8Array): Batch {
  const { comments, rows } = readHubText(id, bytes);
  const header = hubHeader(comments);
  if (header !== null) checkHeader(header);
  return readHubRows(id, rows, { count: asosColumns.length, fits, quantities: ranges, read }, {});
}

/** In the columns' own units: directions in tens of degrees. */
const ranges: ReadonlyMap<number, Quantity> = new Map<number, Quantity>([
  [placeOf('WD'), { lowest: 0, highest: 36 }],
  [placeOf('WS'), quantities.windSpeed],
  [placeOf('PS'), quantities.pressure],
  [placeOf('TA'), quantities.temperature],
  [placeOf('TD'), quantities.dewPoint],
  [placeOf('HM'), quantities.humidity],
  [placeOf('RN'), quantities.precipitation],
  [placeOf('RN_DAY'), quantities.precipitation],
  [placeOf('SD_TOT'), quantities.snowDepth],
  [placeOf('CA_TOT'), quantities.cloud],
]);

/** Columns have no names of their own in the rows and share names in the header: all must agree. */
function checkHeader({ names, units }: HubHeader): void {
  if (!isSame(names, asosNames)) {
    throw new SourceError(id, 'shape', 'the header does not name the 46 columns in their order');
  }
  if (units !== null && !isSame(units, asosUnits)) {
    throw new SourceError(id, 'shape', 'the units in the header are not those of the 46 columns');
  }
}

function isSame(found: readonly string[], expected: readonly string[]): boolean {
  return found.length === expected.length && found.every((name, place) => name === expected[place]);
}

const presentWeather = placeOf('WW');
const cloudType = placeOf('CT');

/**
 * Two columns hold text between numbers, present weather and the type of cloud: a row that lost or
 * won a column before them has a number where text should be, or the reverse.
 */
function fits(cells: readonly string[]): boolean {
  for (let place = 2; place < cells.length; place += 1) {
    const cell = cells[place] ?? '';
    if (place === presentWeather) {
      if (!isPresentWeather(cell)) return false;
    } else if ((hubNumber(cell) === null) !== (place === cloudType)) return false;
  }
  return true;
}

function read(
  cells: readonly string[],
  station: string,
  unknownWords: Tally<string>,
): Reading['elements'] {
  const numberOf = (column: AsosColumn): number => hubNumber(cells[placeOf(column)] ?? '') ?? -999;
  const humidity = numberOf('HM');
  const cloud = inRange(numberOf('CA_TOT'), 0, 10);
  // The column counts tens of metres: 1074 is 10.74 km. No sensor sees 99.99 km: 9999 is a mark.
  const visibility = scaled(inRange(numberOf('VS'), 0, 9_998), (value) => value / 100);
  const sky = { presentWeather: cells[presentWeather] ?? '-', cloud, visibility };
  return {
    condition: readCondition(station, sky, unknownWords),
    temperature: readTemperature(numberOf('TA'), numberOf('TD'), humidity),
    dewPoint: readDewPoint(numberOf('TD'), humidity),
    humidity: readoutOf(inRange(humidity, 0, 200)),
    windSpeed: readoutOf(inRange(numberOf('WS'), 0, 1000)),
    windDirection: readoutOf(readDirection(numberOf('WD'))),
    pressure: readoutOf(inRange(numberOf('PS'), 1, 2000)),
    rain: readRain(numberOf('RN'), numberOf('RN_DAY')),
    rainDay: readAmount(numberOf('RN_DAY')),
    snowDepth: readAmount(numberOf('SD_TOT')),
    visibility: readoutOf(visibility),
    cloud: readoutOf(cloud),
  };
}

/** The value, or `null` for one that is a mark of KMA's for a missing value: none lies in range. */
function inRange(value: number, lowest: number, highest: number): number | null {
  return value >= lowest && value <= highest ? value : null;
}

function scaled(value: number | null, scale: (value: number) => number): number | null {
  return value === null ? null : scale(value);
}

function readoutOf(value: number | null): NumberReadout {
  return value === null ? missing : { value };
}

/** Tens of degrees: 36 is north, 0 is calm. */
function readDirection(tens: number): number | null {
  return Number.isInteger(tens) ? scaled(inRange(tens, 0, 36), (value) => value * 10) : null;
}

/**
 * °C. Temperatures of -9.0 are real in winter; missing ones are written -99.0. But where humidity
 * and dew point, which the same instrument gives, are both marked missing with -9.0, so is it.
 */
function readTemperature(temperature: number, dewPoint: number, humidity: number): NumberReadout {
  if (temperature <= -99) return missing;
  const allMarked = temperature === -9 && dewPoint === -9 && humidity < 0;
  return allMarked ? missing : { value: temperature };
}

/** °C. It is computed from the humidity: -9.0 beside a missing humidity is a mark. */
function readDewPoint(dewPoint: number, humidity: number): NumberReadout {
  if (dewPoint <= -99 || (dewPoint === -9 && humidity < 0)) return missing;
  return { value: dewPoint };
}

/**
 * mm of the last hour. KMA writes -9.0 both for no precipitation and for no measurement. Where the
 * sum of the day, which goes up to the same hour, is there, the gauge works and the hour was dry.
 * Else nobody can tell, so nothing is said; and what was said an hour ago no longer holds.
 */
function readRain(rain: number, rainDay: number): NumberReadout {
  return rain === -9 && rainDay >= 0 ? { value: 0 } : readAmount(rain);
}

/** mm or cm. Here -9.0 stands for none and for not measured alike. */
function readAmount(amount: number): NumberReadout {
  if (amount >= 0) return { value: amount };
  return amount === -9 ? { withdrawn: true } : missing;
}
