import { elements, elementUnits, type ObservationsGeojson } from '@nalssi/schemas';
import type { StationSnapshot } from '../snapshot/element-snapshot.ts';
import { formatKst } from '../time/kst.ts';
import { envelopeOf } from './envelope.ts';
import type { Publication } from './publication.ts';

type Feature = ObservationsGeojson['features'][number];

/** `observations.geojson`: what is shown of every station whose place is known, as points. */
export function observationsGeojsonOf(publication: Publication): ObservationsGeojson {
  return {
    type: 'FeatureCollection',
    ...envelopeOf('geojson', publication),
    units: elementUnits,
    features: publication.snapshot.stations.flatMap((station) => featureOf(station) ?? []),
  };
}

function featureOf({ station, state, elements: taken }: StationSnapshot): Feature | null {
  const { id, name, region, network, lat, lon, elevation } = station;
  if (lat === null || lon === null) return null;
  const clock = taken.temperature?.shown ?? taken.condition?.shown ?? null;
  const values = elements.flatMap((element) => {
    const snapshot = taken[element];
    return snapshot === undefined ? [] : [[element, snapshot.shown?.value ?? null]];
  });
  return {
    type: 'Feature',
    id,
    geometry: {
      type: 'Point',
      coordinates: elevation === null ? [lon, lat] : [lon, lat, elevation],
    },
    properties: {
      name,
      region,
      network,
      state,
      observedAt: clock && formatKst(clock.observedAt),
      expiresAt: clock && formatKst(clock.expiresAt),
      ...Object.fromEntries(values),
    },
  };
}
