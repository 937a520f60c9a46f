import type { UpstreamStation, Weather } from '../weather.ts';

const points = [
  ['북', '북북동', '북동', '동북동', '동', '동남동', '남동', '남남동'],
  ['남', '남남서', '남서', '서남서', '서', '서북서', '북서', '북북서'],
].flat();

/** What the page may do otherwise than usual. */
export interface CityPageOptions {
  /** The column 적설 of winters. */
  readonly withSnow?: boolean;
  /** What stands in the place of 체감온도. */
  readonly comfort?: '체감<br/>온도' | '불쾌<br/>지수';
  /** Put in the place of the stamp `2026.09.25.19:00`. */
  readonly stamp?: string;
}

/** The page `city-obs.do` of the hour: surface stations in the order of the alphabet, UTF-8. */
export function formatCityPage(weather: Weather, options: CityPageOptions = {}): string {
  const { withSnow = false, comfort = '체감<br/>온도' } = options;
  const [year, month, day, hour] = weather.observedAt.split(/[-T:]/);
  const stamp = options.stamp ?? `${year}.${month}.${day}.${hour}:00`;
  const linked = `${year}.${Number(month)}.${Number(day)}.${hour}:00`;
  const rows = weather.stations
    .filter(({ network }) => network === 'asos')
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ko'))
    .map((station) => formatRow(station, linked, withSnow));
  const snow = withSnow ? '<th scope="col" headers="headers-rain">적설<br/>cm</th>' : '';
  return `<!DOCTYPE html>
<html lang="ko">
<head>
	<meta charset="utf-8">
	<title>도시별 관측자료 - 기상청 날씨누리</title>
	<script>var tables = "<table id='weather_table'>"; if (1 < 2) { init(); }</script>
</head>
<body>
	<div class="menu"><ul><li><a href="/w/index.do">홈</a></li><li><a href="/w/obs-climate/land/city-obs.do?stn=999&reg=100">육상</a></li></ul></div>
	<table class="search"><tr><td><select name="reg"><option value="100">전국<option value="109">서울·경기</select></td></tr></table>
					<div class="cmp-table-topinfo"><strong>기상실황표</strong>${stamp}</div>
					<div class="over-scroll">
						<table class="table-col" id="weather_table">
							<caption>도시별 기상실황표로 지점, 날씨, 기온, 강수, 바람, 기압등을 안내한 표입니다.</caption>
							<colgroup>
								<col style="width:calc(100% / 12)" span="12"/>
							</colgroup>
							<thead>
								<tr id="table_header1" class="table_header tablesorter-ignoreRow">
									<th scope="col">	
										지점
										
									</th>
									<th scope="col" colspan="4" id="headers-weather">날씨</th>
									<th scope="col" colspan="3" id="headers-temp">기온(℃)</th>
									<th scope="col" colspan="${withSnow ? 3 : 2}" id="headers-rain">강수</th>
									<th scope="col" colspan="2" id="headers-wind">바람</th>
									<th scope="col" id="headers-press">기압(hPa)</th>
								</tr>
								<tr id="table_header2" class="table_header">
									<th scope="col">
										이름
										
									</th>
									<th scope="col" headers="headers-weather">현재일기&nbsp;</th>
									<th scope="col" headers="headers-weather">시정<br/>km</th>
									<th scope="col" headers="headers-weather">운량<br/>1/10</th>
									<th scope="col" headers="headers-weather">중하운량</th>
									<th scope="col" headers="headers-temp">현재<br/>기온</th>
									<th scope="col" headers="headers-temp">이슬점<br/>온도</th>
									<th scope="col" headers="headers-temp"><span>${comfort}</span></th>
									<th scope="col" headers="headers-rain">일강수<br/>mm</th>
									${snow}
									<th scope="col" headers="headers-rain">습도<br/>%</th>
									<th scope="col" headers="headers-wind">풍향&nbsp;</th>
									<th scope="col" headers="headers-wind">풍속<br/><script>writeWindSpeedUnit();</script></th>
									<th scope="col" headers="headers-press">해면<br/>기압</th>
								</tr>
							</thead>
							<tbody>
${rows.join('\n')}
							</tbody>
						</table>
					</div>
	<table class="legend"><tr><th>구분</th><td>설명</td></tr></table>
</body>
</html>
`;
}

function formatRow({ id, name, word, values }: UpstreamStation, tm: string, withSnow: boolean) {
  const fixed = (value: number | null | undefined, digits = 1) =>
    value === null || value === undefined ? '&nbsp;' : value.toFixed(digits);
  const { visibility, windSpeed } = values;
  const cells = [
    word ?? '&nbsp;',
    visibility !== null && visibility !== undefined && visibility >= 20
      ? '20 이상'
      : fixed(visibility),
    fixed(values.cloud, 0),
    '&nbsp;',
    fixed(values.temperature),
    fixed(values.dewPoint),
    fixed(values.feelsLike),
    fixed(values.rainDay),
    ...(withSnow ? [fixed(values.snowDepth)] : []),
    fixed(values.humidity, 0),
    directionWord(values.windDirection),
    windSpeed === null || windSpeed === undefined
      ? '&nbsp;'
      : `<script>writeWindSpeed('${windSpeed.toFixed(1)}', false, '', '', 1);</script>`,
    fixed(values.pressure),
  ];
  const query = `tm=${tm}&amp;type=t99&amp;mode=0&amp;reg=100&amp;auto_man=m&amp;stn=${id}`;
  return `								<tr>
									<td><a href="city-obs.do?${query}">${name}</a></td>
${cells.map((cell) => `									<td>${cell}</td>`).join('\n')}
								</tr>`;
}

/** One of 16 points; 정온 for calm. */
function directionWord(degrees: number | null | undefined): string {
  if (degrees === null || degrees === undefined) return '&nbsp;';
  if (degrees === 0) return '정온';
  return points[Math.round(degrees / 22.5) % 16] ?? '&nbsp;';
}
