import { encodeEucKr } from '../euc-kr.ts';
import type { UpstreamStation, Weather } from '../weather.ts';

const header = `#START7777
#--------------------------------------------------------------------------------------------------
# YYMMDDHHMI   STN    WD1    WS1    WDS    WSS   WD10   WS10     TA     RE RN-15m RN-60m RN-12H RN-DAY     HM     PA     PS     TD
#        KST    ID    deg    m/s    deg    m/s    deg    m/s      C      1     mm     mm     mm     mm      %    hPa    hPa     C
`;
const end = '#7777END\n';

/** Conditions with which something falls into the gauge. */
const falling = new Set<string | null>([
  'drizzle',
  'rain',
  'freezing-rain',
  'shower',
  'sleet',
  'snow',
  'snow-shower',
  'snow-grains',
  'ice-pellets',
  'hail',
]);

/** Cells of a row after time and station. */
type AwsRow = readonly string[];

/** `disp` of the request: 0 for columns of fixed width, 1 for commas. */
export type AwsDisplay = 0 | 1;

/**
 * An answer of `nph-aws2_min` with `help=0`: EUC-KR text of all stations. A minute that is not in
 * yet (`placeholder`) has all of its rows, with marks for missing values only.
 */
export function formatAws(
  weather: Weather,
  { disp = 1, placeholder = false }: { disp?: AwsDisplay; placeholder?: boolean } = {},
): Uint8Array {
  const stamp = weather.observedAt.slice(0, 16).replace(/[-T:]/g, '');
  const rows = weather.stations.map((station) => {
    const cells = placeholder ? emptyRow : awsRowOf(station);
    return formatAwsRow([stamp, station.id, ...cells], disp);
  });
  return encodeEucKr(header + rows.join('') + end);
}

/** A line as KMA writes it. */
function formatAwsRow(cells: readonly string[], disp: AwsDisplay): string {
  if (disp === 1) return `${cells.join(',')},=\n`;
  const [stamp = '', id = '', ...values] = cells;
  return `${stamp} ${id.padStart(5)}${values.map((value) => value.padStart(7)).join('')}\n`;
}

const mark = '-99.9';
const pressureMark = '-999.0';
const emptyRow: AwsRow = [...Array(13).fill(mark), pressureMark, pressureMark, mark];

function awsRowOf({ condition, values, elevation, network }: UpstreamStation): AwsRow {
  const isFalling = falling.has(condition);
  const measures = values.rain !== null && values.rain !== undefined;
  const { pressure } = values;
  return [
    decimal(values.windDirection),
    decimal(values.windSpeed),
    decimal(values.windDirection),
    decimal(values.windSpeed == null ? null : values.windSpeed * 1.4),
    decimal(values.windDirection),
    decimal(values.windSpeed),
    decimal(values.temperature),
    // Many surface stations send no word of their sensor: only their rain of 15 minutes tells.
    measures && network === 'aws' ? decimal(isFalling ? 1 : 0) : mark,
    measures ? (isFalling ? '0.5' : '0.0') : mark,
    decimal(values.rain),
    decimal(values.rainDay),
    decimal(values.rainDay),
    decimal(values.humidity),
    pressure == null ? pressureMark : decimal(pressure - elevation / 8.4),
    pressure == null ? pressureMark : decimal(pressure),
    decimal(values.dewPoint),
  ];
}

function decimal(value: number | null | undefined): string {
  return value == null ? mark : value.toFixed(1);
}
