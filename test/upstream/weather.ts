import type { ConditionCode, NumericElement } from '@nalssi/schemas';

/** One station of the weather that the upstream on loopback serves. */
export interface UpstreamStation {
  /** KMA station number. */
  readonly id: string;
  readonly name: string;
  /** Degrees, WGS 84; metres. */
  readonly lat: number;
  readonly lon: number;
  readonly elevation: number;
  /** Whether an observer writes the present weather down: about 20 of the surface stations. */
  readonly manned: boolean;
  readonly network: 'asos' | 'aws';
  /** KMA's word for the weather, where KMA publishes one. */
  readonly word: string | null;
  readonly condition: ConditionCode | null;
  /** In the units of the feed; what is not in here the station does not measure, null is missing. */
  readonly values: { readonly [E in NumericElement]?: number | null };
}

/** The weather of the country at one minute, from which every wire format is written. */
export interface Weather {
  /** RFC 3339, Korean time, whole minutes. */
  readonly observedAt: string;
  readonly stations: readonly UpstreamStation[];
  /** That of another hour, for who is asked for it; without it the same under another time. */
  readonly at?: (observedAt: string) => Weather;
}

/**
 * The weather at another time: its temperatures have moved by some tenths, differently at each
 * station, as they do. The same tenths everywhere under a new time are no weather.
 */
export function movedOn({ stations }: Weather, observedAt: string): Weather {
  const tick = Math.floor(Date.parse(observedAt) / 600_000);
  return {
    observedAt,
    stations: stations.map((station, place) => {
      const { temperature } = station.values;
      if (typeof temperature !== 'number') return station;
      const tenths = ((place * 7 + tick * 2) % 9) - 4;
      const moved = Math.round(temperature * 10 + tenths) / 10;
      return { ...station, values: { ...station.values, temperature: moved } };
    }),
  };
}
