import { type NumberReadout, readHubRows } from '../apihub/rows.ts';
import { type HubHeader, hubHeader, hubNumber, readHubText } from '../apihub/text.ts';
import { isWithin, type Quantity, quantities, readoutOf } from '../formats/table-quantity.ts';
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
  return readHubRows(
    id,
    rows,
    { count: asosColumns.length, fits, quantities: rangesByPlace, read },
    {},
  );
}

/**
 * What the columns hold, in their own units: directions in tens of degrees, 36 north and 0 calm.
 */
const ranges = {
  WD: { lowest: 0, highest: 36 },
  WS: quantities.windSpeed,
  PS: quantities.pressure,
  TA: quantities.temperature,
  TD: quantities.dewPoint,
  HM: quantities.humidity,
  RN: quantities.precipitation,
  RN_DAY: quantities.precipitation,
  SD_TOT: quantities.snowDepth,
  CA_TOT: quantities.cloud,
} as const satisfies Partial<Record<AsosColumn, Quantity>>;
type RangedColumn = keyof typeof ranges;

/**
 * Tens of metres: 1074 is 10.74 km, and 999 is 9.99 km, no mark. No sensor sees 99.99 km: 9999 is
 * one.
 */
const visibilityRange: Quantity = { lowest: 0, highest: 9_998 };

const rangesByPlace: ReadonlyMap<number, Quantity> = new Map(
  Object.entries(ranges).map(([column, range]) => [placeOf(column as RangedColumn), range]),
);

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
  /** `null` for what the column cannot hold: it is a mark of KMA's for a missing value. */
  const inRange = (column: RangedColumn): number | null => {
    const value = numberOf(column);
    return isWithin(value, ranges[column]) ? value : null;
  };
  const humidity = numberOf('HM');
  const cloud = inRange('CA_TOT');
  const seen = numberOf('VS');
  const visibility = isWithin(seen, visibilityRange) ? seen / 100 : null;
  const sky = { presentWeather: cells[presentWeather] ?? '-', cloud, visibility };
  const temperature = readTemperature(numberOf('TA'), numberOf('TD'), humidity);
  const isMeasured = 'value' in temperature || humidity >= 0 || inRange('PS') !== null;
  return {
    condition: readCondition(station, sky, unknownWords),
    temperature,
    dewPoint: readDewPoint(numberOf('TD'), humidity),
    humidity: readoutOf(inRange('HM')),
    windSpeed: readoutOf(inRange('WS')),
    windDirection: readoutOf(readDirection(inRange('WD'))),
    pressure: readoutOf(inRange('PS')),
    rain: readRain({
      amount: numberOf('RN'),
      ofDay: numberOf('RN_DAY'),
      // A station that sent nothing at all has measured no rain either.
      indicator: isMeasured ? numberOf('IR') : null,
      isWinter: isWinter(cells[placeOf('TM')] ?? ''),
    }),
    rainDay: readAmount(numberOf('RN_DAY')),
    snowDepth: readAmount(numberOf('SD_TOT')),
    visibility: readoutOf(visibility),
    cloud: readoutOf(cloud),
  };
}

/** Degrees, from whole tens of them. */
function readDirection(tens: number | null): number | null {
  return tens !== null && Number.isInteger(tens) ? tens * 10 : null;
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
 * Whether RN may be the sum of three hours at a time `YYYYMMDDHHMM`. KMA's help text says `여름철에는
 * 1시간강수량, 겨울철에는 3시간강수량` and names no months; elsewhere its winter goes from October to April.
 */
function isWinter(time: string): boolean {
  const month = Number(time.slice(4, 6));
  return month < 5 || month > 9;
}

interface RainCells {
  /** RN, mm. */
  readonly amount: number;
  /** RN_DAY, mm. */
  readonly ofDay: number;
  /** IR, code 1819: 3 says that there was none, 4 that it was not measured. */
  readonly indicator: number | null;
  readonly isWinter: boolean;
}

/**
 * mm of the last hour. KMA writes -9.0 both for no precipitation and for no measurement; IR tells
 * which of them. Where IR says nothing and the sum of the day, which goes up to the same hour, is
 * there, the gauge works and the hour was dry. Else nobody can tell, so nothing is said; and what was
 * said an hour ago no longer holds. The same goes for what fell in three hours of winter: how much of
 * it in the last one, nobody can tell.
 */
function readRain({ amount, ofDay, indicator, isWinter }: RainCells): NumberReadout {
  if (amount > 0 && isWinter) return { withdrawn: true };
  if (amount !== -9) return readAmount(amount);
  if (indicator === 4) return missing;
  return indicator === 3 || ofDay >= 0 ? { value: 0 } : { withdrawn: true };
}

/** mm or cm. Here -9.0 stands for none and for not measured alike. */
function readAmount(amount: number): NumberReadout {
  if (amount >= 0) return { value: amount };
  return amount === -9 ? { withdrawn: true } : missing;
}
