import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { says } from '../../upstream/faults.ts';
import type { UpstreamWarning } from '../../upstream/formats/warnings.ts';
import type { UpstreamStation, Weather } from '../../upstream/weather.ts';
import type { Site } from './site.ts';

// What goes wrong at upstreams and disks.

const hubSays = (status: number, message: string) =>
  says(JSON.stringify({ result: { status, message } }), 'application/json', status);

export function hubAnswers(site: Site, status: number, message: string): void {
  site.upstream.answer('apihub-asos', hubSays(status, message));
  site.upstream.answer('warnings', hubSays(status, message));
}

export const changed = (
  weather: Weather,
  change: (station: UpstreamStation, place: number) => UpstreamStation | null,
): Weather => ({
  ...weather,
  stations: weather.stations.flatMap((station, place) => change(station, place) ?? []),
});

/** Temperatures so many kelvin higher, at one station in so many. */
export const warmer = (weather: Weather, kelvin: number, oneIn = 1): Weather =>
  changed(weather, (station, place) => {
    const { temperature } = station.values;
    return place % oneIn !== 0 || typeof temperature !== 'number'
      ? station
      : { ...station, values: { ...station.values, temperature: temperature + kelvin } };
  });

/** Makes a mount read-only, unless a file of it is being written at this moment. */
export function isReadOnly(directory: string): boolean {
  try {
    execFileSync('mount', ['-o', 'remount,bind,ro', directory], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const filling = (site: Site) => join(site.directory, 'filling');

export function unknownWarning(issuedAt: string): UpstreamWarning {
  return {
    kind: 'strong-wind',
    level: 'advisory',
    zone: { id: 'L9990000', name: '없는곳' },
    parent: { id: 'L1010000', name: '경기도' },
    command: '발표',
    issuedAt,
    effectiveAt: issuedAt,
  };
}
