import { minutes, seconds } from '../../time/clock.ts';
import { readHubFailure } from '../apihub/errors.ts';
import {
  noValidators,
  type RequestContext,
  type Source,
  type SourceRequest,
  type Validators,
} from '../source.ts';
import type { TableSourceId } from '../source-id.ts';
import { parseHubStationZones } from './hub-station-zones.ts';
import { parseHubZones } from './hub-zones.ts';
import { type Place, placeStations } from './place-stations.ts';
import { parseZoneAreas } from './polygons.ts';
import type { ZoneAnswer } from './zone-answer.ts';

/** An upstream of zones, before it is known what is to be placed in them. */
export type ZoneSource = Omit<Source<ZoneAnswer>, 'id' | 'requests'> & {
  readonly id: TableSourceId;
};

/** KMA's API hub: its zones with their validity, and which station stands in which. */
export const apihubZones: Source<ZoneAnswer> & { readonly id: 'apihub-zones' } = {
  id: 'apihub-zones',
  title: 'KMA API hub, warning zones and the stations in them',
  baseUrl: 'https://apihub.kma.go.kr',
  // Once a day, at a quiet time; two requests.
  cron: '37 4 * * *',
  jitter: minutes(20),
  // 414 zones and 710 stations, 100 bytes a row; with all zones that ended perhaps thrice that.
  limits: { deadline: seconds(20), wireBytes: 1024 * 1024, decodedBytes: 1024 * 1024 },
  keys: ['kma-apihub'],
  dailyRequests: 60,
  readFailure: (bytes) => readHubFailure('apihub-zones', bytes),
  requests({ keys }: RequestContext): readonly SourceRequest<ZoneAnswer>[] {
    const key = keys['kma-apihub'];
    if (key === undefined) return [];
    const authKey = encodeURIComponent(key);
    return [
      {
        // Without tmfc it gives the zones that ended and those to come, too.
        path: `/api/typ01/url/wrn_reg.php?authKey=${authKey}`,
        about: 'warning zones',
        read: parseHubZones,
      },
      {
        path: `/api/typ01/url/wrn_reg_aws2.php?tm=&disp=0&help=0&authKey=${authKey}`,
        about: 'the zones of stations',
        read: parseHubStationZones,
      },
    ];
  },
};

/** KMA's public polygons of its zones, which need no key. */
const kmaZones: ZoneSource & { readonly id: 'kma-zones' } = {
  id: 'kma-zones',
  title: 'KMA weather map, polygons of the warning zones',
  baseUrl: 'https://www.weather.go.kr',
  cron: '53 4 * * *',
  jitter: minutes(20),
  // About 4 MB, a quarter of that on the wire.
  limits: { deadline: seconds(60), wireBytes: 8 * 1024 * 1024, decodedBytes: 8 * 1024 * 1024 },
  keys: [],
  dailyRequests: 30,
};

/** What the polygons are asked for. */
export interface PlacingTask {
  readonly stations: readonly Place[];
  /** Zones known to have parts. */
  readonly parents: ReadonlySet<string>;
  /** What these stations were last placed with; none when there are other stations now. */
  readonly known: Validators;
}

/** The polygons, asked where these stations stand. */
export function zonePolygons({
  stations,
  parents,
  known,
}: PlacingTask): Source<ZoneAnswer> & { readonly id: 'kma-zones' } {
  return {
    ...kmaZones,
    requests: () => [
      {
        path: '/wgis-nuri/js/info/wrnArea.geojson',
        about: 'polygons of the warning zones',
        known,
        unchanged: { kind: 'unchanged' },
        read(bytes, validators = noValidators) {
          const { edition, areas } = parseZoneAreas(bytes, parents);
          return {
            kind: 'station-zones',
            stations: placeStations(stations, areas),
            leaves: areas.length,
            edition,
            validators,
            dropped: {},
          };
        },
      },
    ],
  };
}

/** What the configuration knows of each. */
export const tableSources: Readonly<Record<TableSourceId, ZoneSource>> = {
  'apihub-zones': apihubZones,
  'kma-zones': kmaZones,
};
