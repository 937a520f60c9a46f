import { conditionOfKmaWord, type Element, type NumericElement } from '@nalssi/schemas';
import { skyFromCloud } from '../estimates/sky-from-cloud.ts';
import type { HtmlCell } from '../formats/html-table.ts';
import { stationNameOf } from '../formats/station-name.ts';
import { stationNumberOf } from '../formats/station-number.ts';
import { type Cell, numberOf, quantities, readCell, readoutOf } from '../formats/table-quantity.ts';
import type { Reading, Readout, Tally } from '../reading.ts';
import type { ColumnName, Columns } from './columns.ts';

/** Where the wind comes from, in degrees; 정온, calm, is 0. */
const degreesOfWord: ReadonlyMap<string, number> = new Map([
  ['정온', 0],
  ...[
    ['북북동', '북동', '동북동', '동', '동남동', '남동', '남남동', '남'],
    ['남남서', '남서', '서남서', '서', '서북서', '북서', '북북서', '북'],
  ]
    .flat()
    .map((word, index): [string, number] => [word, (index + 1) * 22.5]),
]);

/** The station number of a row: the parameter `stn` of the link on the name; `null` without one. */
export function stationOf(cells: readonly HtmlCell[]): string | null {
  for (const { link } of cells) {
    const station = /[?&;]stn=(\d{1,5})(?:&|$)/.exec(link ?? '')?.[1];
    const number = stationNumberOf(station ?? '');
    if (number !== null) return number;
  }
  return null;
}

/** What a row says: the time of all rows stands in the title of the page. */
export type RowReading = Omit<Reading, 'observedAt'>;

/** Reads the row of a station; `null` where a cell holds what its column never does. */
export function readRow(
  station: string,
  cells: readonly HtmlCell[],
  columns: Columns,
  unknownWords: Tally<string>,
): RowReading | null {
  const cellOf = (column: ColumnName) => cells[columns.at.get(column) ?? -1];
  const textOf = (column: ColumnName) => cellOf(column)?.text ?? '';
  const cloud = readCell(textOf('cloud'), quantities.cloud);
  const word = textOf('word');
  const numbers = {
    visibility: readVisibility(textOf('visibility')),
    temperature: readCell(textOf('temperature'), quantities.temperature),
    dewPoint: readCell(textOf('dewPoint'), quantities.dewPoint),
    feelsLike: readCell(textOf('feelsLike'), quantities.feelsLike),
    humidity: readCell(textOf('humidity'), quantities.humidity),
    windDirection: readDirection(textOf('windDirection')),
    windSpeed: readSpeed(cellOf('windSpeed')),
    pressure: readCell(textOf('pressure'), quantities.pressure),
  };
  const rainDay = readCell(textOf('rainDay'), quantities.precipitation);
  const snowDepth = readCell(textOf('snowDepth'), quantities.snowDepth);
  const unreadable = [cloud, rainDay, snowDepth, ...Object.values(numbers)].includes('unreadable');
  if (unreadable || /^[\d.]+$/.test(word)) return null;

  const elements: { -readonly [E in Element]?: Readout<E> } = {};
  for (const [element, cell] of Object.entries(numbers) as [keyof typeof numbers, Cell][]) {
    if (columns.at.has(element)) elements[element] = readoutOf(cell);
  }
  // A blank is how the table says that no rain or snow was measured: what was there before, at the
  // latest that of the day before, no longer holds. It is not 0 mm either, for a gauge that is out
  // of order looks the same; 0.0 is less than 0.1 mm.
  elements.rainDay = orWithdrawn(rainDay);
  if (columns.at.has('snowDepth')) elements.snowDepth = orWithdrawn(snowDepth);
  const tenths = numberOf(cloud);
  if (tenths !== undefined) elements.cloud = { value: tenths };
  const condition = readCondition(word, tenths, station, unknownWords);
  if (condition !== undefined) elements.condition = condition;
  return { station, name: stationNameOf(textOf('name')), elements };
}

function orWithdrawn(cell: Cell): Readout<NumericElement> {
  return typeof cell === 'number' ? { value: cell } : { withdrawn: true };
}

/** Only some 20 stations have an observer; the others have neither word nor cloud amount. */
function readCondition(
  text: string,
  tenths: number | undefined,
  station: string,
  unknownWords: Tally<string>,
): Readout<'condition'> | undefined {
  if (text !== '' && text !== '-') {
    const value = conditionOfKmaWord(text);
    if (value !== undefined) return { value };
    unknownWords.add(text);
    return { missing: 'unknown-word' };
  }
  if (tenths === undefined) return undefined;
  return {
    value: skyFromCloud(tenths),
    derived: { method: 'cloud-amount', from: [station] },
  };
}

/** km; `20 이상`, 20 or more, is 20. */
function readVisibility(text: string): Cell {
  return readCell(text.replace(/ ?(?:이상|미만)$/, ''), quantities.visibility);
}

function readDirection(text: string): Cell {
  if (text === '' || text === '-' || text === '.') return 'missing';
  return degreesOfWord.get(text) ?? 'unreadable';
}

/** m/s; the number stands only in a script that the browser runs to convert units. */
function readSpeed(cell: HtmlCell | undefined): Cell {
  if (cell === undefined) return 'unreadable';
  if (cell.script.trim() === '') return readCell(cell.text, quantities.windSpeed);
  const argument = /^\s*writeWindSpeed\(\s*(['"])([^'"]*)\1/.exec(cell.script)?.[2];
  if (argument === undefined) return 'unreadable';
  return readCell(argument.trim(), quantities.windSpeed);
}
