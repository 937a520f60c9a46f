import { columnLabels, type HtmlCell } from '../formats/html-table.ts';
import { SourceError } from '../source-error.ts';

const id = 'kma-aws';

/** What the columns hold; `direction` is in degrees, `directionName` one of 16 points. */
export type ColumnName =
  | 'number'
  | 'name'
  | 'height'
  | 'rainFlag'
  | 'rain15'
  | 'rain60'
  | 'rain3h'
  | 'rain6h'
  | 'rain12h'
  | 'rainDay'
  | 'temperature'
  | 'direction1'
  | 'directionName1'
  | 'speed1'
  | 'direction10'
  | 'directionName10'
  | 'speed10'
  | 'humidity'
  | 'pressure'
  | 'address';

const required: readonly ColumnName[] = [
  'number',
  'rainFlag',
  'rain15',
  'rain60',
  'rainDay',
  'temperature',
  'direction10',
  'speed10',
  'humidity',
  'pressure',
];

/** Where each column is. */
export interface Columns {
  readonly count: number;
  readonly at: ReadonlyMap<ColumnName, number>;
  /** Headings that are not known. */
  readonly unknown: readonly string[];
  /** No heading named the number: it is taken from the first column if the row links to it. */
  readonly isNumberAssumed: boolean;
  /** No heading told: every row has to prove that the columns are where they are thought to be. */
  readonly isGuessed: boolean;
}

/** The columns that header rows name. Throws SourceError with code shape for one named twice. */
export function readHeadings(header: readonly (readonly HtmlCell[])[]): Columns {
  const headings = columnLabels(header).map(normalize);
  const at = new Map<ColumnName, number>();
  const unknown: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const column = columnOfHeading(heading, headings, index);
    if (column === null) unknown.push(heading);
    else if (at.has(column)) {
      throw new SourceError(id, 'shape', `there are two columns ${column}`);
    } else at.set(column, index);
  }
  return { count: headings.length, at, unknown, isNumberAssumed: false, isGuessed: false };
}

/**
 * The columns that the rows above the first station name; `null` when they name none at all. Throws
 * SourceError with code shape when some are known and one that is needed is not, or is there twice.
 */
export function readColumns(header: readonly (readonly HtmlCell[])[]): Columns | null {
  const columns = readHeadings(header);
  if (columns.at.size === 0) return null;
  const at = new Map(columns.at);
  const isNumberAssumed = !at.has('number') && ![...at.values()].includes(0);
  if (isNumberAssumed) at.set('number', 0);
  for (const column of required) {
    if (!at.has(column)) throw new SourceError(id, 'shape', `there is no column ${column}`);
  }
  const unknown = isNumberAssumed ? columns.unknown.slice(1) : columns.unknown;
  return { ...columns, at, unknown, isNumberAssumed };
}

const newestLayout: readonly ColumnName[] = [
  'number',
  'name',
  'height',
  'rainFlag',
  'rain15',
  'rain60',
  'rain3h',
  'rain6h',
  'rain12h',
  'rainDay',
  'temperature',
  'direction1',
  'directionName1',
  'speed1',
  'direction10',
  'directionName10',
  'speed10',
  'humidity',
  'pressure',
  'address',
];
const oldestLayout = newestLayout.filter((column) => column !== 'rain3h');

/** The columns by their number alone: 20, or 19 without the 3 h column of old; else `null`. */
export function guessColumns(count: number): Columns | null {
  const layout = [newestLayout, oldestLayout].find(({ length }) => length === count);
  if (layout === undefined) return null;
  return {
    count,
    at: new Map(layout.map((column, index) => [column, index])),
    unknown: [],
    isNumberAssumed: false,
    isGuessed: true,
  };
}

/** `강수` above `15분 (mm)` is `강수15분MM`; only numbers are kept apart. */
function normalize(labels: readonly string[]): string {
  return labels
    .join(' ')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<!\d) | (?!\d)/g, '')
    .toUpperCase();
}

/**
 * KMA's headings: 번호 지점 고도 강수 강수15 강수60 강수3H 강수6H 강수12H 일강수 기온 풍향1 (over degrees and
 * name) 풍속1(m/s) 풍향10 풍속10(m/s) 습도 해면기압, and the address.
 */
function columnOfHeading(
  heading: string,
  headings: readonly string[],
  index: number,
): ColumnName | null {
  if (/풍향|풍속|바람/.test(heading)) return windColumn(heading, headings, index);
  if (/강수|강우|우량/.test(heading)) return rainColumn(heading);
  if (/기온/.test(heading)) return /최고|최저|평균/.test(heading) ? null : 'temperature';
  if (/습도/.test(heading)) return 'humidity';
  if (/해[면변]/.test(heading)) return 'pressure';
  if (/고도|해발|높이/.test(heading)) return 'height';
  if (/주소|위치|소재/.test(heading)) return 'address';
  if (/번호/.test(heading)) return 'number';
  if (/지점명|관측소명|이름|명$/.test(heading)) return 'name';
  if (/^(?:관측)?(?:지점|소)/.test(heading)) return stationColumn(headings, index);
  return null;
}

/** 지점 alone is the number where a heading of the name follows or it is the first, else the name. */
function stationColumn(headings: readonly string[], index: number): ColumnName {
  if (headings.some((heading) => /번호/.test(heading))) return 'name';
  if (headings.some((heading) => /지점명|관측소명|이름/.test(heading))) return 'number';
  return index === 0 ? 'number' : 'name';
}

function rainColumn(heading: string): ColumnName | null {
  if (/전일|작일|어제/.test(heading)) return null;
  if (/일/.test(heading)) return 'rainDay';
  const [, length = '', unit = ''] = /(\d+)(H|시간|분|M(?!M)|)/.exec(heading) ?? [];
  const isHours = unit === 'H' || unit === '시간';
  if (length === '') return 'rainFlag';
  if (isHours) {
    if (length === '1') return 'rain60';
    if (length === '3') return 'rain3h';
    if (length === '6') return 'rain6h';
    return length === '12' ? 'rain12h' : null;
  }
  if (length === '15') return 'rain15';
  return length === '60' ? 'rain60' : null;
}

/** One heading may stand above degrees and name, or above degrees, name and speed. */
function windColumn(
  heading: string,
  headings: readonly string[],
  index: number,
): ColumnName | null {
  const period = heading.match(/\d+/g)?.find((number) => number === '1' || number === '10');
  if (period !== '1' && period !== '10') return null;
  let position = 0;
  while (headings[index - position - 1] === heading) position += 1;
  if (position > 0 || headings[index + 1] === heading) {
    if (position === 0) return `direction${period}`;
    if (position === 1) return `directionName${period}`;
    return position === 2 ? `speed${period}` : null;
  }
  if (!/풍향/.test(heading) || /(?:풍속|MS)$/.test(heading)) return `speed${period}`;
  return /방위|16/.test(heading) ? `directionName${period}` : `direction${period}`;
}
