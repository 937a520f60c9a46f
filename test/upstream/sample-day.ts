import { stationCatalogue } from '@nalssi/schemas';
import { november2024 } from './recording.ts';
import { rainSum, rainyFrom } from './sample-rain.ts';
import { isWindy } from './sample-warnings.ts';
import type { UpstreamStation, Weather } from './weather.ts';

/**
 * The sample day: the recorded morning of 2024-11-24 with a day around it, for what shows the hours
 * before. At the recorded hour each of the 97 surface stations has the temperature and the word of the
 * recording; all else is made from them, plausible, the same each time, and sample data by name.
 */
export function sampleWeather(observedAt: string): Weather {
  const instant = Date.parse(observedAt);
  return { observedAt, stations: stations.map((station) => stationAt(station, instant)) };
}

/** What a station has of its own, whatever the hour. */
interface SampleStation
  extends Pick<UpstreamStation, 'id' | 'name' | 'lat' | 'lon' | 'elevation' | 'network'> {
  /** °C at the recorded hour. */
  readonly recorded: number;
  /** KMA's word at the recorded hour; null for automatic stations. */
  readonly word: string | null;
}

const hour = 3_600_000;
const recordedAt = Date.parse(november2024.observedAt);
/** So long the recorded temperatures stand, until after the hour of the capture. */
const stands = 0.75;

/** °C a metre: that of the standard atmosphere is too much for a morning with cold valleys. */
const lapse = 0.004;

const stations = readStations();

function readStations(): SampleStation[] {
  const recorded = new Map(november2024.observations.map((one) => [one.station, one]));
  const surface = stationCatalogue.flatMap(({ id, lat, lon, elevation }) => {
    const temperature = recorded.get(id)?.temperature;
    if (temperature === undefined || lat === null || lon === null) return [];
    // As it would be at the height of the sea.
    return [{ lat, lon, temperature: temperature + (elevation ?? 0) * lapse }];
  });
  return stationCatalogue.flatMap(({ id, name, lat, lon, elevation, network }) => {
    if (lat === null || lon === null) return [];
    const own = recorded.get(id);
    const height = elevation ?? 0;
    const between = around(surface, { lat, lon }) - height * lapse + wave(id, 0) * 0.7;
    return [
      {
        id,
        name: name.ko,
        lat,
        lon,
        elevation: height,
        network: network === 'asos' ? 'asos' : 'aws',
        recorded: own?.temperature ?? between,
        word: own?.condition ?? null,
      } as const,
    ];
  });
}

interface Position {
  readonly lat: number;
  readonly lon: number;
}

/** Of the four surface stations that are nearest, the nearer the more. */
function around(surface: readonly (Position & { temperature: number })[], at: Position): number {
  const nearest = surface
    .map((one) => ({ ...one, away: Math.hypot(one.lat - at.lat, (one.lon - at.lon) * 0.8) + 0.02 }))
    .toSorted((one, other) => one.away - other.away)
    .slice(0, 4);
  const weight = nearest.reduce((sum, { away }) => sum + 1 / away ** 2, 0);
  return nearest.reduce((sum, { temperature, away }) => sum + temperature / away ** 2, 0) / weight;
}

function stationAt(station: SampleStation, instant: number): UpstreamStation {
  const { id, lat, lon, elevation, name, network, recorded } = station;
  const temperature = temperatureAt(station, instant);
  const isSurface = network === 'asos';
  const rain = round(rainSum(station, instant - hour, instant));
  const word = wordAt(station, instant);
  const seed = Number(id);
  const wind = windAt(station, instant);
  const dryness = Math.max(0, temperature - recorded) * 4.2 + (seed % 12);
  const humidity = Math.round(clamp(rain > 0 ? 96 - dryness / 6 : 92 - dryness, 22, 98));
  return {
    id,
    name,
    lat,
    lon,
    elevation,
    network,
    manned: false,
    word,
    condition: rain > 0 ? 'rain' : null,
    values: {
      temperature,
      // Half of the automatic stations have no hygrometer, two of three no barometer.
      ...((isSurface || seed % 2 === 0) && { humidity }),
      ...wind,
      rain,
      rainDay: round(rainSum(station, startOfDay(instant), instant)),
      ...((isSurface || seed % 3 === 0) && { pressure: pressureAt(station, instant) }),
    },
  };
}

/** °C, in tenths. */
function temperatureAt(station: SampleStation, instant: number): number {
  const { id, recorded, lat, lon } = station;
  const passed = (instant - recordedAt) / hour;
  // Where the morning was mild there is sea, or cloud: the day is no warmer than it.
  const swing = clamp(9.5 - 0.55 * recorded, 2.5, 12);
  // A front came through from the west: each region has lost or gained its own since the day before.
  const drift = (1.6 * Math.sin(lat * 1.9 + lon * 0.7) - 0.7) * (passed / 24);
  const isRecorded = station.network === 'asos' && passed >= 0 && passed <= stands;
  const away = Math.abs(passed - stands / 2) - stands / 2;
  const wander = isRecorded ? 0 : wave(id, instant / hour) * 0.6 * Math.min(1, 0.3 + away);
  const gain = isRecorded ? 0 : swing * warmth((7 + passed) % 24) + drift;
  return round(recorded + gain + wander);
}

/** How far the day has warmed up at an hour, 0 at seven in the morning, 1 at half past two. */
function warmth(ofDay: number): number {
  const time = (ofDay + 24) % 24;
  if (time >= 7 && time < 14.5) return Math.sin((((time - 7) / 7.5) * Math.PI) / 2) ** 1.4;
  const cooled = ((time - 14.5 + 24) % 24) / 16.5;
  return (1 - cooled) ** 1.8;
}

function windAt({ id, lat }: SampleStation, instant: number) {
  const at = instant / hour;
  const afternoon = warmth((((at + 9) % 24) + 24) % 24);
  const windSpeed = round(
    isWindy(id)
      ? 11 + 2.6 * wave(id, at / 2)
      : Math.max(0.1, 0.9 + 1.9 * afternoon + 0.9 * wave(id, at) + 0.4 * wave(id, 0)),
  );
  const from = 305 + 35 * wave(id, at / 3) + (lat > 37 ? 10 : 0);
  return { windSpeed, windDirection: Math.round(((from + 360) % 360) / 22.5) * 22.5 };
}

/** hPa at the height of the sea: it rises behind the rain. */
function pressureAt({ lat, lon, id }: SampleStation, instant: number): number {
  const passed = (instant - recordedAt) / hour;
  return round(
    1021 + passed * 0.14 - (lon - 127.5) * 0.8 + (lat - 36) * 0.3 + 0.2 * wave(id, passed),
  );
}

/** The recorded word from five to ten, as it is of the morning; else by how near the rain is. */
function wordAt(station: SampleStation, instant: number): string | null {
  if (station.word === null) return null;
  if (Math.abs((instant - recordedAt) / hour - 0.5) < 2.5) return station.word;
  if (rainSum(station, instant - hour / 6, instant) > 0) return '비';
  const untilRain = (rainyFrom(station) - instant) / hour;
  if (untilRain > -6 && untilRain < 6) return Math.abs(untilRain) < 3 ? '흐림' : '구름많음';
  return station.word === '안개' || station.word === '박무' ? '구름조금' : station.word;
}

/** From -1 to 1, smooth in time, and no two stations alike. `at` counts hours. */
function wave(id: string, at: number): number {
  const seed = Number(id) * 12.9898;
  return (
    0.6 * Math.sin(seed + at * (1.1 + (Number(id) % 7) / 10)) +
    0.4 * Math.sin(seed * 1.7 + at * 2.3)
  );
}

/** The midnight in Korea before an instant; of midnight itself the day that ends, as KMA sums it. */
function startOfDay(instant: number): number {
  const day = 24 * hour;
  return Math.floor((instant - 1 + 9 * hour) / day) * day - 9 * hour;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function round(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
