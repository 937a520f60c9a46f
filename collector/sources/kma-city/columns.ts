import { columnLabels, type HtmlCell } from '../formats/html-table.ts';
import { SourceError } from '../source-error.ts';

const id = 'kma-city';

/** The columns that are read, by what they hold. */
export type ColumnName =
  | 'name'
  | 'word'
  | 'visibility'
  | 'cloud'
  | 'temperature'
  | 'dewPoint'
  | 'feelsLike'
  | 'rainDay'
  | 'snowDepth'
  | 'humidity'
  | 'windDirection'
  | 'windSpeed'
  | 'pressure';

/**
 * KMA's headings, without spaces and punctuation, with and without the unit: a heading with another
 * unit is another column. `null` is known and not used: low and middle cloud, and the discomfort
 * index that stood in the place of 체감온도 in summers until 2017.
 */
const columnOfHeading: ReadonlyMap<string, ColumnName | null> = new Map<string, ColumnName | null>([
  ['이름', 'name'],
  ['지점', 'name'],
  ['지점명', 'name'],
  ['현재일기', 'word'],
  ['시정', 'visibility'],
  ['시정km', 'visibility'],
  ['운량', 'cloud'],
  ['운량110', 'cloud'],
  ['중하운량', null],
  ['중하운량110', null],
  ['현재기온', 'temperature'],
  ['이슬점온도', 'dewPoint'],
  ['체감온도', 'feelsLike'],
  ['불쾌지수', null],
  ['일강수', 'rainDay'],
  ['일강수mm', 'rainDay'],
  ['적설', 'snowDepth'],
  ['적설cm', 'snowDepth'],
  ['습도', 'humidity'],
  ['풍향', 'windDirection'],
  ['풍속', 'windSpeed'],
  ['풍속ms', 'windSpeed'],
  ['해면기압', 'pressure'],
  ['해면기압hpa', 'pressure'],
]);

const required: readonly ColumnName[] = [
  'name',
  'word',
  'visibility',
  'cloud',
  'temperature',
  'dewPoint',
  'rainDay',
  'humidity',
  'windDirection',
  'windSpeed',
  'pressure',
];

/** Where each column is. */
export interface Columns {
  readonly count: number;
  readonly at: ReadonlyMap<ColumnName, number>;
  /** Headings that are neither read nor known. */
  readonly unknown: readonly string[];
  /** The headings as compared, to know a header that is repeated further down. */
  readonly headings: string;
}

/**
 * The columns that the header rows name; groups above (날씨, 바람) do not count. Throws SourceError
 * with code shape when one is missing or there twice.
 */
export function readColumns(header: readonly (readonly HtmlCell[])[]): Columns {
  const headings = headingsOf(header);
  const at = new Map<ColumnName, number>();
  const unknown: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const column = columnOfHeading.get(heading);
    if (column === undefined) unknown.push(heading);
    else if (column !== null) {
      if (at.has(column)) throw new SourceError(id, 'shape', `there are two columns ${column}`);
      at.set(column, index);
    }
  }
  for (const column of required) {
    if (!at.has(column)) throw new SourceError(id, 'shape', `there is no column ${column}`);
  }
  if (!at.has('feelsLike') && !headings.includes('불쾌지수')) {
    throw new SourceError(id, 'shape', 'there is neither feelsLike nor the discomfort index');
  }
  return { count: headings.length, at, unknown, headings: headings.join('|') };
}

/** The lowest heading of each column, for comparison. */
export function headingsOf(header: readonly (readonly HtmlCell[])[]): string[] {
  return columnLabels(header).map((labels) =>
    (labels.at(-1) ?? '')
      .normalize('NFC')
      .replace(/[^\p{L}\p{N}]/gu, '')
      .toLowerCase(),
  );
}
