import { type ConditionCode, stationCatalogue } from '@nalssi/schemas';
import { gainOf, november2024 } from './recording.ts';
import type { UpstreamStation, Weather } from './weather.ts';

/** KMA's words for the sky, by tenths of cloud. */
const skies: readonly { upTo: number; word: string; condition: ConditionCode }[] = [
  { upTo: 2, word: '맑음', condition: 'clear' },
  { upTo: 5, word: '구름조금', condition: 'partly-cloudy' },
  { upTo: 8, word: '구름많음', condition: 'mostly-cloudy' },
  { upTo: 10, word: '흐림', condition: 'overcast' },
];

/** Surface stations where an observer writes the present weather down. */
const manned = new Set([
  '90',
  '100',
  '108',
  '112',
  '131',
  '133',
  '136',
  '143',
  '146',
  '156',
  '159',
  '184',
]);

/**
 * The weather of the whole country at a moment: every station of the catalogue and some that it
 * does not know, 740 in all. Surface stations have the temperatures of the recording, automatic
 * ones that of the nearest surface station brought to their height; the rest is made up, plausible
 * everywhere, and the same each time.
 */
export function country(observedAt: string): Weather {
  const recorded = new Map(november2024.observations.map((one) => [one.station, one]));
  const surface = stationCatalogue.filter(({ id }) => recorded.has(id));
  const known = stationCatalogue.map((station) => {
    const { id, name, network } = station;
    const [lat, lon, elevation] = [station.lat ?? 0, station.lon ?? 0, station.elevation ?? 0];
    const nearest = surface.reduce((best, other) =>
      distance(other, { lat, lon }) < distance(best, { lat, lon }) ? other : best,
    );
    const source = recorded.get(nearest.id);
    const lapse = (elevation - (nearest.elevation ?? 0)) * 0.0065;
    const gain = gainOf(id, november2024.observedAt, observedAt);
    const temperature = Math.round(((source?.temperature ?? 0) - lapse + gain) * 10) / 10;
    return stationOf({
      id,
      name: name.ko,
      lat,
      lon,
      elevation,
      network: network === 'asos' ? 'asos' : 'aws',
      temperature,
      word: network === 'asos' ? (recorded.get(id)?.condition ?? null) : null,
    });
  });
  return { observedAt, stations: [...known, ...newStations(740 - known.length)] };
}

/** Stations that KMA has opened since the catalogue was made. */
function newStations(count: number): UpstreamStation[] {
  return Array.from({ length: count }, (_, index) =>
    stationOf({
      id: String(2000 + index),
      name: `새관측${index}`,
      lat: 36 + index / 100,
      lon: 127.5,
      elevation: 50,
      network: 'aws',
      temperature: 2.5,
      word: null,
    }),
  );
}

interface Base
  extends Pick<UpstreamStation, 'id' | 'name' | 'lat' | 'lon' | 'elevation' | 'network' | 'word'> {
  readonly temperature: number;
}

function stationOf({ temperature, word, ...base }: Base): UpstreamStation {
  const seed = Number(base.id);
  const humidity = 55 + (seed % 40);
  const windSpeed = 0.6 + (seed % 30) / 10;
  const cloud = seed % 11;
  const sky = skies.find(({ upTo }) => cloud <= upTo);
  const isSurface = base.network === 'asos';
  return {
    ...base,
    manned: manned.has(base.id),
    word: word ?? (isSurface ? (sky?.word ?? null) : null),
    condition: sky?.condition ?? null,
    values: {
      temperature,
      // Most automatic stations have neither a humidity sensor nor a barometer.
      ...((isSurface || seed % 2 === 0) && { humidity }),
      windSpeed,
      windDirection: ((seed % 16) + 1) * 22.5,
      rain: 0,
      rainDay: (seed % 5) / 2,
      dewPoint: Math.round((temperature - (100 - humidity) / 5) * 10) / 10,
      ...((isSurface || seed % 3 === 0) && { pressure: 1015 + (seed % 50) / 10 }),
      ...(isSurface && { cloud, visibility: 10 + (seed % 100) / 10 }),
    },
  };
}

function distance(a: { lat: number | null; lon: number | null }, b: { lat: number; lon: number }) {
  return Math.hypot((a.lat ?? 0) - b.lat, ((a.lon ?? 0) - b.lon) * 0.8);
}
