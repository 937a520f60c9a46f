import type { WarningZone } from '@nalssi/schemas';
import { encodeEucKr } from '../euc-kr.ts';

/** A station as the upstreams of zones know it. */
export interface PlacedStation {
  readonly id: string;
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  readonly zone: { readonly id: string; readonly name: string };
}

/** An answer of `wrn_reg.php`: EUC-KR of fixed width, as captured rows of 2026 have it. */
export function formatHubZones(zones: readonly WarningZone[]): Uint8Array {
  const rows = zones.map(({ id, name, parent, isLeaf, validFrom, validTo }) => {
    const from = validFrom === null ? '200507010000' : stamp(validFrom);
    const to = validTo === null ? '210012310000' : stamp(validTo);
    const kind = isLeaf ? '00000013' : '00000002';
    const short = name.short + ' '.repeat(Math.max(2, 40 - 2 * name.short.length));
    return `${id} ${from} ${to} ${kind} ${parent ?? '00000000'} ${short} ${name.full}`;
  });
  return encodeEucKr(`${rows.join('\n')}\n`);
}

/**
 * An answer of `wrn_reg_aws2.php`. No row of 2026 was captured: columns as two public readers of it
 * and KMA's guide have them.
 */
export function formatHubStationZones(stations: readonly PlacedStation[]): Uint8Array {
  const rows = stations.map(
    ({ id, name, lat, lon, zone }) =>
      `${id},${name},11D,${lon.toFixed(5)},${lat.toFixed(5)},52.00,11B10101,${zone.id},${zone.name},${id},=`,
  );
  const header = '#STN_ID,STN_KO,STN_SP,LON,LAT,HT,FCT_ID,WRN_ID,WRN_KO,SFC_STN_ID=';
  return encodeEucKr(`${[header, ...rows].join('\n')}\n`);
}

/**
 * KMA's polygons, made up: there is no capture of them here, only a description of their properties.
 * Around each station lies a small square of its zone; provinces and cut towns are there as wholes,
 * one ring is none, and one zone lies at sea, as in the real ones.
 */
export function formatPolygons(
  stations: readonly PlacedStation[],
  zones: readonly WarningZone[],
): string {
  const ofZone = Map.groupBy(stations, ({ zone }) => zone.id);
  const leaves = zones
    .filter(({ isLeaf }) => isLeaf)
    .map((zone) => {
      const squares = (ofZone.get(zone.id) ?? []).map(({ lon, lat }) => [square(lon, lat, 0.003)]);
      return feature(zone, 2, squares.length > 0 ? squares : [[square(124.2, 33.1, 0.001)]]);
    });
  const wholes = zones
    .filter(({ isLeaf, parent }) => !isLeaf && parent !== null)
    .map((zone) => feature(zone, zone.parent === 'L1000000' ? 1 : 2, [[square(127.5, 36.5, 4)]]));
  const broken = { ...leaves[0], geometry: { type: 'Polygon', coordinates: [[[127, 37], null]] } };
  const atSea = feature(
    { id: 'S1252010', name: { full: '남해동부앞바다', short: '남해동부앞바다' } },
    2,
    [[square(127.5, 36.5, 4)]],
  );
  return JSON.stringify({
    type: 'FeatureCollection',
    name: '260601_wrnArea',
    features: [atSea, broken, ...wholes, ...leaves],
  });
}

function feature(
  { id, name }: Pick<WarningZone, 'id' | 'name'>,
  level: number,
  coordinates: readonly unknown[],
) {
  return {
    type: 'Feature',
    properties: {
      regid: id,
      regko: name.short,
      regko_fullname: name.full,
      regEn: '',
      ground: 'land',
      code: 'L1',
      level,
    },
    geometry: { type: 'MultiPolygon', coordinates },
  };
}

function square(lon: number, lat: number, half: number): [number, number][] {
  return [
    [lon - half, lat - half],
    [lon + half, lat - half],
    [lon + half, lat + half],
    [lon - half, lat + half],
    [lon - half, lat - half],
  ];
}

/** `202605311330` of an RFC 3339 time in Korea. */
function stamp(time: string): string {
  return time.slice(0, 16).replace(/[-T:]/g, '');
}
