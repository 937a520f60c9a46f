import type { ConditionCode } from '@nalssi/schemas';
import { type AsosColumn, asosColumns } from '../../../collector/sources/apihub-asos/columns.ts';
import { encodeEucKr } from '../euc-kr.ts';
import type { UpstreamStation, Weather } from '../weather.ts';

/** The four lines above the rows, as `help=0` gives them. */
const header = `#START7777
#${Array.from({ length: 253 }, (_, index) => (index + 2) % 10).join('')}
# YYMMDDHHMI STN  WD   WS GST  GST  GST     PA     PS PT    PR    TA    TD    HM    PV     RN     RN     RN     RN     SD     SD     SD WC WP WW                      CA  CA   CH CT        CT  CT  CT    VS   SS    SI ST    TS    TE    TE    TE    TE  ST   WH BF IR IX
#        KST  ID  16  m/s  WD   WS   TM    hPa    hPa  -   hPa     C     C     %   hPa     mm    DAY    JUN    INT    HR3    DAY    TOT -- -- ---------------------- TOT MID  MIN -------- TOP MID LOW                  GD     C     5    10    20    30 SEA    m --  -  -
`;
const end = '#7777END\n';

/** Widths of the columns, right-aligned; the negative ones hold text, left-aligned after a blank. */
const widths = [
  12, 4, 4, 5, 4, 5, 5, 7, 7, 3, 6, 6, 6, 6, 6, 7, 7, 7, 7, 7, 7, 7, 3, 3, -22, 4, 4, 5, -8, 4, 4,
  4, 6, 5, 6, 3, 6, 6, 6, 6, 6, 4, 5, 3, 3, 3,
];

/** KMA's number for present weather; what is not in here is a state of the sky, or has none. */
const numbers: Readonly<Partial<Record<ConditionCode, string>>> = {
  rain: '01',
  drizzle: '02',
  shower: '04',
  snow: '05',
  sleet: '06',
  'snow-shower': '08',
  'snow-grains': '11',
  hail: '13',
  mist: '19',
  haze: '40',
  dust: '42',
};

/** A row of `kma_sfctm2.php`, every cell as text. */
export type AsosRow = Readonly<Record<AsosColumn, string>>;

/** A line as KMA pads it. */
export function formatAsosRow(row: AsosRow): string {
  const cells = asosColumns.map((column, place) => {
    const width = widths[place] ?? 0;
    return width < 0 ? ` ${row[column].padEnd(-width)}` : row[column].padStart(width);
  });
  return `${cells.join('')}\n`;
}

/** An answer of `kma_sfctm2.php` with `help=0`: EUC-KR text of the surface stations. */
export function formatAsos(weather: Weather): Uint8Array {
  return formatAsosRows(
    weather.stations
      .filter(({ network }) => network === 'asos')
      .map((station) => asosRowOf(weather.observedAt, station)),
  );
}

/** The same of any rows; without any, what the hub says of an hour that is not in yet. */
export function formatAsosRows(rows: readonly AsosRow[]): Uint8Array {
  return encodeEucKr(header + rows.map(formatAsosRow).join('') + end);
}

export function asosRowOf(
  observedAt: string,
  { id, condition, values, elevation, manned }: UpstreamStation,
): AsosRow {
  const { temperature, dewPoint, humidity, windSpeed, windDirection, pressure } = values;
  const number = (condition === null ? undefined : numbers[condition]) ?? '-';
  return {
    TM: observedAt.slice(0, 16).replace(/[-T:]/g, ''),
    STN: id,
    WD: whole(windDirection, (degrees) => degrees / 10),
    WS: decimal(windSpeed, '-9.0'),
    GST_WD: '-9',
    GST_WS: '-9.0',
    GST_TM: '-9',
    PA: decimal(pressure == null ? null : pressure - elevation / 8.4, '-9.0'),
    PS: decimal(pressure, '-9.0'),
    PT: '-9',
    PR: '-9.0',
    TA: decimal(temperature, '-99.0'),
    TD: decimal(dewPoint, '-99.0'),
    HM: decimal(humidity, '-9.0'),
    PV: '-9.0',
    RN: decimal(values.rain === 0 ? null : values.rain, '-9.0'),
    RN_DAY: decimal(values.rainDay === 0 ? null : values.rainDay, '-9.0'),
    RN_JUN: decimal(values.rainDay === 0 ? null : values.rainDay, '-9.0'),
    RN_INT: '-9.0',
    SD_HR3: '-9.0',
    SD_DAY: '-9.0',
    SD_TOT: decimal(values.snowDepth === 0 ? null : values.snowDepth, '-9.0'),
    WC: '-9',
    WP: '-9',
    WW: number,
    CA_TOT: whole(values.cloud),
    CA_MID: whole(values.cloud),
    CH_MIN: '-9',
    CT: manned && values.cloud != null && values.cloud > 0 ? 'Sc' : '-',
    CT_TOP: '-9',
    CT_MID: '-9',
    CT_LOW: '-9',
    VS: whole(values.visibility, (kilometres) => kilometres * 100),
    SS: '-9.0',
    SI: '-9.00',
    ST_GD: '-9',
    TS: decimal(temperature, '-99.0'),
    // Automatic stations have no thermometers in the ground.
    TE_005: manned ? '10.0' : '-99.0',
    TE_01: manned ? '10.0' : '-99.0',
    TE_02: manned ? '10.0' : '-99.0',
    TE_03: manned ? '10.0' : '-99.0',
    ST_SEA: '-9',
    WH: '-9.0',
    BF: '-9',
    IR: (values.rain ?? 0) > 0 ? '1' : '3',
    IX: manned ? '2' : '-9',
  };
}

function decimal(value: number | null | undefined, mark: string): string {
  return value == null ? mark : value.toFixed(1);
}

function whole(
  value: number | null | undefined,
  scale: (value: number) => number = (same) => same,
): string {
  return value == null ? '-9' : scale(value).toFixed(0);
}
