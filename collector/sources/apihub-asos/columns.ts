/** The 46 columns of `kma_sfctm2.php` in their order, by the names of KMA's help text. */
export const asosColumns = [
  'TM',
  'STN',
  'WD',
  'WS',
  'GST_WD',
  'GST_WS',
  'GST_TM',
  'PA',
  'PS',
  'PT',
  'PR',
  'TA',
  'TD',
  'HM',
  'PV',
  'RN',
  'RN_DAY',
  'RN_JUN',
  'RN_INT',
  'SD_HR3',
  'SD_DAY',
  'SD_TOT',
  'WC',
  'WP',
  'WW',
  'CA_TOT',
  'CA_MID',
  'CH_MIN',
  'CT',
  'CT_TOP',
  'CT_MID',
  'CT_LOW',
  'VS',
  'SS',
  'SI',
  'ST_GD',
  'TS',
  'TE_005',
  'TE_01',
  'TE_02',
  'TE_03',
  'ST_SEA',
  'WH',
  'BF',
  'IR',
  'IX',
] as const;
export type AsosColumn = (typeof asosColumns)[number];

const places = new Map<AsosColumn, number>(asosColumns.map((name, place) => [name, place]));

/** Place of a column in a row, from 0. */
export function placeOf(column: AsosColumn): number {
  return places.get(column) ?? -1;
}

/** First line of the header: it names several columns alike. */
export const asosNames: readonly string[] = (
  'YYMMDDHHMI STN WD WS GST GST GST PA PS PT PR TA TD HM PV RN RN RN RN SD SD SD WC WP WW ' +
  'CA CA CH CT CT CT CT VS SS SI ST TS TE TE TE TE ST WH BF IR IX'
).split(' ');

/**
 * Second line of the header: units, and for columns of the same name which one it is. Three columns
 * (VS, SS, SI) have nothing there.
 */
export const asosUnits: readonly string[] = (
  'KST ID 16 m/s WD WS TM hPa hPa - hPa C C % hPa mm DAY JUN INT HR3 DAY TOT -- -- ' +
  '---------------------- TOT MID MIN -------- TOP MID LOW GD C 5 10 20 30 SEA m -- - -'
).split(' ');
