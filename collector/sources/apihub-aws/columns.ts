import type { HubHeader } from '../apihub/text.ts';
import { SourceError } from '../source-error.ts';
import type { SourceId } from '../source-id.ts';

/** The 18 columns of `nph-aws2_min` in their order. */
const awsColumns = [
  'YYMMDDHHMI',
  'STN',
  'WD1',
  'WS1',
  'WDS',
  'WSS',
  'WD10',
  'WS10',
  'TA',
  'RE',
  'RN-15m',
  'RN-60m',
  'RN-12H',
  'RN-DAY',
  'HM',
  'PA',
  'PS',
  'TD',
] as const;
type AwsColumn = (typeof awsColumns)[number];

/** Columns that become elements, with their units as the header has them. */
const mapped = {
  YYMMDDHHMI: 'KST',
  STN: 'ID',
  WD10: 'deg',
  WS10: 'm/s',
  TA: 'C',
  RE: '1',
  'RN-15m': 'mm',
  'RN-60m': 'mm',
  'RN-DAY': 'mm',
  HM: '%',
  PS: 'hPa',
  TD: 'C',
} as const satisfies { readonly [C in AwsColumn]?: string };
type MappedColumn = keyof typeof mapped;
const mappedColumns = Object.keys(mapped) as readonly MappedColumn[];

/** Wind of one minute, gusts, rain of twelve hours, pressure at the station: known and not used. */
const ignoredColumns = new Set<string>(['WD1', 'WS1', 'WDS', 'WSS', 'RN-12H', 'PA']);

/** Where the columns of an answer stand, from 0, and which of them nobody knows. */
export interface AwsPlaces {
  readonly count: number;
  readonly place: Readonly<Record<MappedColumn, number>>;
  readonly unknown: readonly string[];
}

/**
 * Finds the columns by the names of the header; without a header they are in KMA's order. Throws
 * SourceError with code shape where one that we use is missing, stands twice, or has another unit.
 */
export function placeColumns(source: SourceId, header: HubHeader | null): AwsPlaces {
  const names = header === null ? awsColumns : correctedNames(header.names);
  const place: Partial<Record<MappedColumn, number>> = {};
  for (const column of mappedColumns) {
    const found = names.indexOf(column);
    if (found === -1 || names.lastIndexOf(column) !== found) {
      throw new SourceError(source, 'shape', `the header does not name ${column} exactly once`);
    }
    place[column] = found;
  }
  if (place.YYMMDDHHMI !== 0 || place.STN !== 1) {
    throw new SourceError(source, 'shape', 'the rows do not begin with time and station');
  }
  checkUnits(source, names, header?.units ?? null);
  return {
    count: names.length,
    place: place as Record<MappedColumn, number>,
    unknown: names.filter((name) => !Object.hasOwn(mapped, name) && !ignoredColumns.has(name)),
  };
}

function checkUnits(
  source: SourceId,
  names: readonly string[],
  units: readonly string[] | null,
): void {
  if (units === null) return;
  const wrong = mappedColumns.find((column) => units[names.indexOf(column)] !== mapped[column]);
  if (units.length === names.length && wrong === undefined) return;
  throw new SourceError(source, 'shape', `the header gives ${wrong ?? 'a column'} another unit`);
}

/** KMA's header called the direction `WS10`, like the speed beside it, in 2022 and 2023. */
function correctedNames(names: readonly string[]): readonly string[] {
  const first = names.indexOf('WS10');
  const isMisnamed = first !== -1 && names[first + 1] === 'WS10' && !names.includes('WD10');
  return isMisnamed ? names.with(first, 'WD10') : names;
}
