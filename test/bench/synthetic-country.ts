import type { Station } from '@nalssi/schemas';
import type { UpstreamStation, Weather } from '../upstream/weather.ts';

/** A country with as many stations as wanted, spread over Korea, where every check can run. */
export interface SyntheticCountry {
  readonly weather: Weather;
  /** The stations for a catalogue. */
  readonly stations: readonly Station[];
}

/**
 * `count` stations. All belong to `network`, so
 * that formats of one network list every one of them.
 */
export function syntheticCountry(
  count: number,
  network: 'asos' | 'aws',
  observedAt: string,
  warmer = 0,
): SyntheticCountry {
  const perSide = Math.ceil(Math.sqrt(count));
  const members = Array.from({ length: count }, (_, index) => {
    const lat = 34 + (4.5 * Math.floor(index / perSide)) / perSide;
    const lon = 126 + (3.5 * (index % perSide)) / perSide;
    return stationAt(String(index), lat, lon, network, warmer);
  });
  return {
    weather: { observedAt, stations: members },
    stations: members.map(({ id, name, lat, lon, elevation }) => ({
      id,
      name: { ko: name, en: `Station ${id}` },
      region: null,
      network,
      lat,
      lon,
      elevation,
    })),
  };
}

function stationAt(
  id: string,
  lat: number,
  lon: number,
  network: 'asos' | 'aws',
  warmer: number,
): UpstreamStation {
  const seed = Number(id);
  const elevation = (seed * 37) % 800;
  const temperature = round(14 - (lat - 34) * 2 - elevation * 0.0065 + (seed % 7) / 10 + warmer);
  const humidity = 60 + (seed % 35);
  const isWet = seed % 10 === 0;
  return {
    id,
    name: `관측${id}`,
    lat,
    lon,
    elevation,
    manned: seed % 5 === 0,
    network,
    word: isWet ? '비' : '구름많음',
    condition: isWet ? 'rain' : 'mostly-cloudy',
    values: {
      temperature,
      humidity,
      dewPoint: round(temperature - (100 - humidity) / 5),
      feelsLike: round(temperature - 1),
      windSpeed: 0.6 + (seed % 30) / 10,
      windDirection: ((seed % 16) + 1) * 22.5,
      pressure: round(1012 + (seed % 50) / 10),
      rain: isWet ? 2.5 : 0,
      rainDay: isWet ? 11 : 0,
      cloud: 8,
      visibility: 10 + (seed % 100) / 10,
    },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
