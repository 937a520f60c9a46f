import { stationCatalogue, zoneCatalogue } from '@nalssi/schemas';
import { country } from '../upstream/country.ts';
import type { UpstreamWarning } from '../upstream/formats/warnings.ts';
import type { UpstreamStation, Weather } from '../upstream/weather.ts';
import { chance, chosen } from './chance.ts';

const hour = 3_600_000;
const day = 24 * hour;
const korea = 9 * hour;

const words = ['맑음', '구름조금', '구름많음', '흐림'] as const;
const kinds = ['strong-wind', 'heavy-rain', 'dry', 'heavy-snow', 'cold-wave'] as const;
const zones = zoneCatalogue.filter(({ parent, validTo }) => parent !== null && validTo === null);

/** Not all of the country: each region has files of its own, and most of the time goes into files. */
const regions = new Set<string | null>(['KR-43', 'KR-44']);

function regionOf(id: string): string | null {
  return stationCatalogue.find((station) => station.id === id)?.region ?? null;
}

/** RFC 3339, Korean time, the minute that an instant is in. */
function minuteOf(instant: number): string {
  return `${new Date(instant + korea).toISOString().slice(0, 16)}:00+09:00`;
}

/**
 * Weather that goes on for as long as wanted and is the same for the same seed: days and nights, weeks that
 * are warmer and colder, showers, stations that are silent for hours, and each day one that nobody
 * knows. A month of it has as much of everything at its end as at its beginning.
 */
export class ChangingWeather {
  readonly #seed: number;
  readonly #stations: readonly UpstreamStation[];

  /** `count` stations of two regions, half of them surface stations where there are so many. */
  constructor(seed: number, count: number) {
    this.#seed = seed;
    const { stations } = country('2026-11-01T00:00:00+09:00');
    const near = stations.filter(({ id }) => regions.has(regionOf(id)));
    const surface = near.filter(({ network }) => network === 'asos').slice(0, count / 2);
    const automatic = near.filter(({ network }) => network === 'aws');
    this.#stations = [...surface, ...automatic.slice(0, count - surface.length)];
  }

  at(instant: number): Weather {
    const stations = this.#stations
      .filter(({ id }) => chance(this.#seed, 'silent', id, Math.floor(instant / (6 * hour))) > 0.05)
      .map((station) => this.#stationAt(station, instant));
    return { observedAt: minuteOf(instant), stations: [...stations, ...this.#strangers(instant)] };
  }

  /** Some at any time, each for half a day. */
  warningsAt(instant: number): readonly UpstreamWarning[] {
    const half = Math.floor((instant + korea) / (day / 2));
    const begin = half * (day / 2) - korea;
    const count = Math.floor(chance(this.#seed, 'warnings', half) * 6);
    return Array.from({ length: count }, (_, place): UpstreamWarning => {
      const zone = chosen(zones, this.#seed, 'zone', half, place);
      const parent = zoneCatalogue.find(({ id }) => id === zone.parent) ?? zone;
      return {
        kind: chosen(kinds, this.#seed, 'kind', half, place),
        level: chance(this.#seed, 'level', half, place) < 0.7 ? 'advisory' : 'warning',
        zone: { id: zone.id, name: zone.name.short },
        parent: { id: parent.id, name: parent.name.full },
        command: '발표',
        issuedAt: minuteOf(begin),
        effectiveAt: minuteOf(begin + hour),
      };
    });
  }

  /** Each day another, by a number that no list has. */
  #strangers(instant: number): UpstreamStation[] {
    const today = Math.floor((instant + korea) / day);
    const [first] = this.#stations;
    if (first === undefined || chance(this.#seed, 'stranger', today) < 0.3) return [];
    const id = String(20_000 + (today % 10_000));
    const stranger = { ...first, id, name: `새관측${id}`, network: 'aws' as const, word: null };
    return [this.#stationAt(stranger, instant)];
  }

  #stationAt(station: UpstreamStation, instant: number): UpstreamStation {
    const { id, values } = station;
    const ofDay = ((instant + korea) % day) / hour;
    const ofWeek = (instant / day / 7) * 2 * Math.PI;
    const swing = 4 * Math.cos(((ofDay - 14.5) / 12) * Math.PI) + 3 * Math.sin(ofWeek);
    const tenths = chance(this.#seed, id, Math.floor(instant / 600_000)) * 0.8;
    const rain = this.#rainOf(id, instant);
    const humidity = Math.round(60 - swing * 3 + (rain > 0 ? 15 : 0) + tenths * 8);
    const temperature = round((values.temperature ?? 5) + swing + tenths);
    const sky = chosen(words, this.#seed, id, 'sky', Math.floor(instant / (3 * hour)));
    return {
      ...station,
      word: station.word === null ? null : rain > 0 ? '비' : sky,
      condition: rain > 0 ? 'rain' : station.condition,
      values: {
        ...values,
        temperature,
        ...('humidity' in values && { humidity }),
        dewPoint: round(temperature - (100 - humidity) / 5),
        windSpeed: round(0.5 + chance(this.#seed, id, 'wind', Math.floor(instant / 600_000)) * 4),
        rain,
        rainDay: this.#rainDayOf(id, instant),
      },
    };
  }

  /** mm of the hour that an instant is in: showers come to groups of stations. */
  #rainOf(id: string, instant: number): number {
    const at = Math.floor(instant / hour);
    const isShower = chance(this.#seed, 'shower', Math.floor(at / 4), Number(id) % 5) > 0.85;
    return isShower ? round(chance(this.#seed, id, 'rain', at) * 3) : 0;
  }

  #rainDayOf(id: string, instant: number): number {
    const midnight = Math.floor((instant + korea) / day) * day - korea;
    let sum = 0;
    for (let at = midnight; at <= instant; at += hour) sum += this.#rainOf(id, at);
    return round(sum);
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
