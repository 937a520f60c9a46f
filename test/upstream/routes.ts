import type { HubStation } from '../../collector/sources/apihub/stations.ts';
import type { UpstreamId } from '../../collector/sources/source-id.ts';
import { formatAsos, formatAsosRows } from './formats/apihub-asos.ts';
import { formatAws } from './formats/apihub-aws.ts';
import { formatHubStations } from './formats/apihub-stations.ts';
import { formatNowcast } from './formats/data-go-kr.ts';
import { formatAwsPage } from './formats/kma-aws.ts';
import { formatCityPage } from './formats/kma-city.ts';
import { formatMapOf } from './formats/kma-map.ts';
import {
  formatHubWarnings,
  formatPortalWarnings,
  type UpstreamWarning,
} from './formats/warnings.ts';
import { formatHubStationZones, formatHubZones, formatPolygons } from './formats/zones.ts';
import type { UpstreamStation, Weather } from './weather.ts';
import { stationsOf2026, zonesOf2026 } from './zones.ts';

/** An answer before it goes out. */
interface Answer {
  readonly contentType: string;
  readonly body: string | Uint8Array;
  /** By which the answer is known again. */
  readonly etag?: string;
}

/** One address of an upstream, and how it answers of the weather. */
export interface Route {
  readonly source: UpstreamId;
  readonly path: string;
  answer(weather: Weather, query: URLSearchParams, warnings: readonly UpstreamWarning[]): Answer;
}

/** The weather as the hourly upstreams know it: of the last full hour. */
function ofTheHour(weather: Weather): Weather {
  return { ...weather, observedAt: `${weather.observedAt.slice(0, 13)}:00:00+09:00` };
}

/** `202411240700` as RFC 3339; undefined where there is none. */
function timeOf(stamp: string | null): string | undefined {
  const [, date, hour, minute] = /^(\d{8})(\d\d)(\d\d)?$/.exec(stamp ?? '') ?? [];
  if (date === undefined) return undefined;
  return `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${hour}:${minute ?? '00'}:00+09:00`;
}

function hubStationOf({ id, name, lat, lon, elevation }: UpstreamStation): HubStation {
  return { id, name: { ko: name, en: null }, lat, lon, elevation, lawId: '4139010100' };
}

const text = 'text/plain; charset=euc-kr';

export const routes: readonly Route[] = [
  {
    source: 'kma-map',
    path: '/XML/weather/sfc_web_map.xml',
    answer: (weather) => ({ contentType: 'text/xml', body: formatMapOf(ofTheHour(weather)) }),
  },
  {
    source: 'kma-city',
    path: '/w/obs-climate/land/city-obs.do',
    answer: (weather) => ({
      contentType: 'text/html; charset=utf-8',
      body: formatCityPage(ofTheHour(weather)),
    }),
  },
  {
    source: 'kma-aws',
    path: '/cgi-bin/aws/nph-aws_txt_min',
    answer: (weather) => ({ contentType: 'text/html', body: formatAwsPage(weather) }),
  },
  {
    source: 'apihub-asos',
    path: '/api/typ01/url/kma_sfctm2.php',
    answer(weather, query) {
      const asked = timeOf(query.get('tm')) ?? weather.observedAt;
      const isIn = Date.parse(asked) <= Date.parse(weather.observedAt);
      const then = weather.at?.(asked) ?? { ...weather, observedAt: asked };
      const body = isIn ? formatAsos(then) : formatAsosRows([]);
      return { contentType: text, body };
    },
  },
  {
    source: 'apihub-aws',
    path: '/api/typ01/cgi-bin/url/nph-aws2_min',
    answer(weather, query) {
      const observedAt = timeOf(query.get('tm2')) ?? weather.observedAt;
      const placeholder = Date.parse(observedAt) > Date.parse(weather.observedAt);
      return { contentType: text, body: formatAws({ ...weather, observedAt }, { placeholder }) };
    },
  },
  {
    source: 'data-go-kr',
    path: '/1360000/VilageFcstInfoService_2.0/getUltraSrtNcst',
    answer(weather, query) {
      const stamp = `${query.get('base_date')}${query.get('base_time')}`;
      const observedAt = timeOf(stamp) ?? weather.observedAt;
      const cell = { nx: Number(query.get('nx')), ny: Number(query.get('ny')) };
      return {
        contentType: 'application/json;charset=UTF-8',
        body: formatNowcast({ ...weather, observedAt }, cell),
      };
    },
  },
  {
    source: 'apihub-asos',
    path: '/api/typ01/url/stn_inf.php',
    answer(weather, query) {
      const list = query.get('inf') === 'SFC' ? 'SFC' : 'AWS';
      const network = list === 'SFC' ? 'asos' : 'aws';
      const stations = weather.stations.filter((station) => station.network === network);
      return { contentType: text, body: formatHubStations(stations.map(hubStationOf), list) };
    },
  },
  {
    source: 'apihub-zones',
    path: '/api/typ01/url/wrn_reg.php',
    answer: () => ({ contentType: text, body: formatHubZones(zonesOf2026) }),
  },
  {
    source: 'apihub-zones',
    path: '/api/typ01/url/wrn_reg_aws2.php',
    answer: () => ({ contentType: text, body: formatHubStationZones(stationsOf2026) }),
  },
  {
    source: 'kma-zones',
    path: '/wgis-nuri/js/info/wrnArea.geojson',
    answer: () => ({
      contentType: 'application/json',
      body: formatPolygons(stationsOf2026, zonesOf2026),
      etag: '"260601"',
    }),
  },
  {
    source: 'warnings',
    path: '/api/typ01/url/wrn_now_data_new.php',
    answer: (weather, _query, warnings) => ({
      contentType: text,
      body: formatHubWarnings(weather, warnings),
    }),
  },
  {
    source: 'warnings',
    path: '/1360000/WthrWrnInfoService/getPwnStatus',
    answer: (weather, _query, warnings) => ({
      contentType: 'application/json;charset=UTF-8',
      body: formatPortalWarnings(weather, warnings),
    }),
  },
];
