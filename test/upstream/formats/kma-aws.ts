import type { ConditionCode } from '@nalssi/schemas';
import { encodeEucKr } from '../euc-kr.ts';
import type { UpstreamStation, Weather } from '../weather.ts';

const points = [
  ['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE'],
  ['S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'],
].flat();

const wetConditions: ReadonlySet<ConditionCode> = new Set<ConditionCode>([
  'drizzle',
  'rain',
  'freezing-rain',
  'shower',
  'sleet',
  'snow',
  'snow-shower',
]);

/** The header row as KMA's table has it: one heading over degrees and name of each wind. */
export const awsHeader = [
  '<td width=40>번호</td><td width=50>지점</td><td width=40>고도</td><td>강수</td><td>강수15</td>',
  '<td>강수60</td><td>강수3H</td><td>강수6H</td><td>강수12H</td><td>일강수</td><td>기온</td>',
  '<td colspan=2>풍향1</td><td>풍속1<br>(m/s)</td><td colspan=2>풍향10</td><td>풍속10<br>(m/s)</td>',
  '<td>습도</td><td>해면<br>기압</td><td>위치</td>',
].join('\n');

/** What the page may do otherwise than usual. */
export interface AwsPageOptions {
  /** The cells of the header row; empty for a page without one. */
  readonly header?: string;
  /** Put in the place of the stamp `2026.09.25.22:12`. */
  readonly stamp?: string;
}

/** The text of the page `nph-aws_txt_min` of the minute: all stations by number. */
export function formatAwsText(weather: Weather, options: AwsPageOptions = {}): string {
  const { header = awsHeader } = options;
  const [year, month, day, hour, minute] = weather.observedAt.split(/[-T:]/);
  const stamp = options.stamp ?? `${year}.${month}.${day}.${hour}:${minute}`;
  const rows = weather.stations.toSorted((a, b) => Number(a.id) - Number(b.id)).map(formatRow);
  const head = header === '' ? '' : `<tr align=center bgcolor=#CCCCCC class=name>${header}</tr>\n`;
  return `<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">
<title>AWS 매분관측자료</title>
<style type=text/css>
<!--
.text {font-size:9pt} .ehead {font-size:11pt; font-weight:bold}
-->
</style>
<script language=javascript>
function stn_select(stn) { if (stn < 1000) parent.parent.menu.stn_select(stn); }
</script>
</head>
<body bgcolor=#FFFFFF topmargin=5 leftmargin=5>
<table border=0 cellpadding=0 cellspacing=0><tr><td>
<span class=ehead>[ 매분관측자료 ] ${stamp}</span>
</td></tr>
<tr><td>
<table border=1 cellpadding=1 cellspacing=0 bordercolor=#FFFFFF>
${head}${rows.join('\n')}
</table>
</td></tr></table>
</body>
</html>
`;
}

/** The page as it is sent: EUC-KR. */
export function formatAwsPage(weather: Weather, options: AwsPageOptions = {}): Uint8Array {
  return encodeEucKr(formatAwsText(weather, options));
}

function formatRow({ id, name, elevation, condition, values }: UpstreamStation): string {
  const { temperature, rain, rainDay, humidity, pressure, windDirection, windSpeed } = values;
  const hasGauge = rain !== undefined || rainDay !== undefined;
  const isWet = condition !== null && wetConditions.has(condition);
  const amount = (value: number | null | undefined) =>
    value === null || value === undefined ? '.' : value.toFixed(1);
  const quarter = rain === null || rain === undefined ? rain : isWet ? rain / 4 : 0;
  const flag = isWet ? '<font color=blue>●</font>' : '<font color=red>○</font>';
  const link = `<a href='javascript:parent.parent.menu.stn_select(${id});'>`;
  const wind = formatWind(windDirection, windSpeed);
  return `<tr align=center bgcolor=#F2F2F2 class=text><td bgcolor=#BBDDFF>${link}${id}</a></td>
<td bgcolor=#BBDDFF width=50 nowrap>${link}${name}</a></td>
<td align=right width=40>${Math.round(elevation)}m</td><td>${hasGauge ? flag : '-'}</td>
${[quarter, rain, rain, rain, rainDay, rainDay].map((value) => `<td>${amount(value)}</td>`).join('')}<td>${amount(temperature)}</td>${wind.replaceAll('textb', 'textg')}${wind}<td>${humidity === null || humidity === undefined ? '.' : humidity.toFixed(0)}</td><td>${amount(pressure)}</td><td align=left class=text2 nowrap>어느도 어느시 어느동</td></tr>`;
}

/** Degrees, name and speed. */
function formatWind(
  direction: number | null | undefined,
  speed: number | null | undefined,
): string {
  const isSilent = (value: number | null | undefined) => value === null || value === undefined;
  const cells = [
    isSilent(direction) ? '&nbsp;' : Number(direction).toFixed(1),
    isSilent(direction) ? '&nbsp;' : (points[Math.round(Number(direction) / 22.5) % 16] ?? ''),
    isSilent(speed) ? '&nbsp;' : Number(speed).toFixed(1),
  ];
  return cells.map((cell) => `<td class=textb>${cell}</td>`).join('');
}
