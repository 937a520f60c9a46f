import type { Element } from '@nalssi/schemas';
import type { Instant } from '../../time/clock.ts';
import { rainCondition } from '../estimates/rain-condition.ts';
import type { HtmlCell } from '../formats/html-table.ts';
import { stationNameOf } from '../formats/station-name.ts';
import {
  type Cell,
  numberOf,
  type Quantity,
  quantities,
  readCell,
  readoutOf,
} from '../formats/table-quantity.ts';
import type { Reading, Readout } from '../reading.ts';
import type { ColumnName, Columns } from './columns.ts';

const points = [
  ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE'],
  ['S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'],
].flat();
const degreesOfPoint: ReadonlyMap<string, number> = new Map(
  points.map((point, index) => [point, index * 22.5]),
);
const noDirection = new Set(['', '-', '.', 'C', 'CALM', '정온']);

/** Half a sector, and what rounding adds. */
const sectorTolerance = 11.25 + 1;

/** m/s; KMA calls less wind than this calm. */
const calmBelow = 0.5;

/** `raining`, `dry`, or that there is no gauge or it is silent. */
type RainFlag = 'raining' | 'dry' | 'silent' | 'unreadable';

const rainFlags: ReadonlyMap<string, RainFlag> = new Map<string, RainFlag>([
  ['●', 'raining'],
  ['○', 'dry'],
  ['-', 'silent'],
  ['.', 'silent'],
  ['', 'silent'],
]);

/** Numbers of one row, each read as what its column holds. */
interface Row {
  readonly flag: RainFlag;
  readonly rain: {
    readonly [K in 'rain15' | 'rain60' | 'rain3h' | 'rain6h' | 'rain12h' | 'rainDay']: Cell;
  };
  readonly temperature: Cell;
  readonly humidity: Cell;
  readonly pressure: Cell;
  readonly direction: Cell;
  readonly speed: Cell;
}

/** Whether a row's directions in degrees and in words say the same. */
type Agreement = 'agree' | 'disagree' | 'unknown';

export type RowResult =
  | { readonly reading: Reading; readonly isProof: boolean }
  | 'contradiction'
  | 'placeholder';

/**
 * Reads the row of a station. `contradiction` where a cell holds what its column never does, as all
 * do when columns are shifted; `placeholder` for a row of zeros, which KMA writes for a station
 * that sent nothing. `isProof`: the row proves where its columns are without any heading.
 */
export function readRow(
  station: string,
  cells: readonly HtmlCell[],
  columns: Columns,
  observedAt: Instant,
): RowResult {
  const textOf = (column: ColumnName) => cells[columns.at.get(column) ?? -1]?.text ?? '';
  const read = (column: ColumnName, quantity: Quantity) => readCell(textOf(column), quantity);
  const direction = read('direction10', quantities.windDirection);
  const direction1 = read('direction1', quantities.windDirection);
  const speed1 = read('speed1', quantities.windSpeed);
  const wind1 = agreementOf(direction1, textOf('directionName1'));
  const wind10 = agreementOf(direction, textOf('directionName10'));
  const height = /^-?\d{1,4}(?:\.\d+)?m?$/i.exec(textOf('height'))?.[0];
  const row: Row = {
    flag: rainFlags.get(textOf('rainFlag')) ?? 'unreadable',
    rain: {
      rain15: read('rain15', quantities.precipitation),
      rain60: read('rain60', quantities.precipitation),
      rain3h: read('rain3h', quantities.precipitation),
      rain6h: read('rain6h', quantities.precipitation),
      rain12h: read('rain12h', quantities.precipitation),
      rainDay: read('rainDay', quantities.precipitation),
    },
    temperature: read('temperature', quantities.temperature),
    humidity: read('humidity', quantities.humidity),
    pressure: read('pressure', quantities.pressure),
    direction,
    speed: read('speed10', quantities.windSpeed),
  };
  const { flag, rain, temperature, humidity, pressure, speed } = row;
  const all = [temperature, humidity, pressure, direction, speed, speed1, ...Object.values(rain)];
  const contradicts =
    flag === 'unreadable' ||
    all.includes('unreadable') ||
    wind1 === 'disagree' ||
    wind10 === 'disagree' ||
    /^\d+$/.test(textOf('name')) ||
    (height === undefined && !noDirection.has(textOf('height')));
  if (contradicts) return 'contradiction';

  const isAllZero = [temperature, direction1, speed1, direction, speed].every((cell) => cell === 0);
  if (isAllZero && !(Number(humidity) > 0) && !(Number(pressure) > 0)) return 'placeholder';

  const hasPoint = wind1 === 'agree' || wind10 === 'agree';
  const isProof = hasPoint && /m$/i.test(height ?? '') && textOf('rainFlag') !== '';
  const name = readName(textOf('name'));
  const reading = { station, name, observedAt, elements: elementsOf(station, row) };
  return { reading, isProof };
}

function elementsOf(station: string, row: Row): Reading['elements'] {
  const { temperature, humidity, pressure, speed } = row;
  const elements: { -readonly [E in Element]?: Readout<E> } = {
    temperature: readoutOf(temperature),
    windSpeed: readoutOf(speed),
    windDirection: readoutOf(directionOf(row)),
  };
  // Most automatic stations have no hygrometer, fewer a barometer, some no gauge: a blank there is
  // no missing value.
  const wet = numberOf(humidity);
  const sea = numberOf(pressure);
  if (wet !== undefined) elements.humidity = { value: wet };
  if (sea !== undefined) elements.pressure = { value: sea };
  const { rain15, rain60, rainDay } = row.rain;
  const hasAmount = Object.values(row.rain).some((cell) => typeof cell === 'number');
  if (row.flag === 'silent' && !hasAmount) return elements;
  elements.rain = readoutOf(rain60);
  elements.rainDay = readoutOf(rainDay);
  const condition = rainCondition(station, {
    detector: detectorOf(row.flag),
    quarterHour: numberOf(rain15) ?? null,
    hour: numberOf(rain60) ?? null,
    temperature: numberOf(temperature) ?? null,
    humidity: wet ?? null,
  });
  if (condition !== null) elements.condition = condition;
  return elements;
}

function detectorOf(flag: RainFlag): 'wet' | 'dry' | null {
  if (flag === 'raining') return 'wet';
  return flag === 'dry' ? 'dry' : null;
}

/** KMA writes 0.0 for calm; wind that blows from 0.0 is from the north. */
function directionOf({ direction, speed }: Row): Cell {
  return direction === 0 && typeof speed === 'number' && speed >= calmBelow ? 360 : direction;
}

function agreementOf(direction: Cell, name: string): Agreement {
  if (direction === 'unreadable') return 'disagree';
  const point = degreesOfPoint.get(name.toUpperCase());
  if (point === undefined) return noDirection.has(name.toUpperCase()) ? 'unknown' : 'disagree';
  if (direction === 'missing') return 'unknown';
  const apart = Math.abs(direction - point) % 360;
  return Math.min(apart, 360 - apart) <= sectorTolerance ? 'agree' : 'disagree';
}

/** KMA marks some names with an asterisk. */
function readName(text: string): string | null {
  return stationNameOf(text.replaceAll('*', ''));
}
