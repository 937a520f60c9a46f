import type { HubStation, HubStationList } from '../../../collector/sources/apihub/stations.ts';
import { encodeEucKr } from '../euc-kr.ts';

const rule = `#${'-'.repeat(98)}`;

const headers: Readonly<Record<HubStationList, string>> = {
  SFC: '# STN           LON           LAT STN_SP          HT     HT_PA     HT_TA     HT_WD     HT_RN STN STN_KO               STN_EN               FCT_ID   LAW_ID    BASIN',
  AWS: '# STN           LON           LAT STN_SP          HT     HT_WD  LAU STN STN_KO               STN_EN               FCT_ID   LAW_ID    BASIN LAW_ADDR',
};

/** An answer of `stn_inf.php` with `help=1`: EUC-KR text, longitude before latitude. */
export function formatHubStations(
  stations: readonly HubStation[],
  list: HubStationList,
): Uint8Array {
  const lines = [
    '#START7777',
    rule,
    '#   STN_ID : 지점번호',
    '#      LON : 경도(degree) / LAT : 위도(degree)',
    '#   STN_KO : 지점명(한글)',
    rule,
    headers[list],
    ...stations.map((station) => rowOf(station, list)),
    '#7777END',
    '',
  ];
  return encodeEucKr(lines.join('\n'));
}

function rowOf(station: HubStation, list: HubStationList): string {
  const { id, name, lat, lon, elevation, lawId, address = '' } = station;
  const place = `${id.padStart(5)} ${lon.toFixed(8).padStart(13)} ${lat.toFixed(8).padStart(13)}`;
  const height = (elevation ?? -99).toFixed(2).padStart(9);
  const names = `${padWide(name.ko, 20)} ${(name.en ?? '----').padEnd(20)}`;
  const zones = `11D20401 ${lawId ?? '----'}`;
  if (list === 'SFC') {
    return `${place} 35100    ${height}     18.73      1.70     10.00      1.40  90 ${names} ${zones} ----`;
  }
  return `${place} 41211210 ${height}     10.00 4090 105 ${names} ${zones} ---- ${address}`;
}

/** A Korean letter takes two columns, as it takes two bytes. */
function padWide(text: string, width: number): string {
  const taken = [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x7f ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(0, width - taken));
}
