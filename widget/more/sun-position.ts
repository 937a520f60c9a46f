/** Middles of the 시도, latitude and longitude in degrees. */
const middles: Readonly<Record<string, readonly [number, number]>> = {
  'KR-11': [37.57, 126.97],
  'KR-26': [35.1, 129.03],
  'KR-27': [35.88, 128.65],
  'KR-28': [37.48, 126.25],
  'KR-29': [35.17, 126.89],
  'KR-30': [36.37, 127.37],
  'KR-31': [35.58, 129.33],
  'KR-41': [37.4, 127.2],
  'KR-42': [37.8, 128.4],
  'KR-43': [36.7, 127.8],
  'KR-44': [36.5, 126.8],
  'KR-45': [35.7, 127.1],
  'KR-46': [34.8, 126.7],
  'KR-47': [36.4, 128.9],
  'KR-48': [35.2, 128.3],
  'KR-49': [33.4, 126.6],
  'KR-50': [36.5, 127.26],
};
// The middle of the country, for a region that is not told or is new.
const country = [36.4, 127.8] as const;

const radians = Math.PI / 180;
/** Sunrise and sunset are when the sun's upper edge is at the horizon, refraction included. */
const horizon = -0.833;

/**
 * Height of the sun above the horizon in degrees, good to a few hundredths. The short form of the
 * Astronomical Almanac; `time` in milliseconds since the epoch.
 */
export function sunHeight(time: number, latitude: number, longitude: number): number {
  // Days since noon of 1 January 2000.
  const days = time / 86_400_000 - 10_957.5;
  const anomaly = (357.529 + 0.98560028 * days) * radians;
  const mean = 280.459 + 0.98564736 * days;
  const ecliptic = (mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * radians;
  const tilt = (23.439 - 3.6e-7 * days) * radians;
  const ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic));
  const declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic));
  const sidereal = (280.46062 + 360.98564737 * days + longitude) * radians;
  const north = latitude * radians;
  const sine =
    Math.sin(north) * Math.sin(declination) +
    Math.cos(north) * Math.cos(declination) * Math.cos(sidereal - ascension);
  return Math.asin(sine) / radians;
}

/**
 * Whether the sun is down in a 시도. By its middle: the ticker's file has no coordinates, and no
 * station is more than a quarter of an hour of sunrise away from it, which no icon tells.
 */
export function isNight(region: string | null, time: number): boolean {
  const known = region !== null && Object.hasOwn(middles, region) ? middles[region] : undefined;
  const [latitude, longitude] = known ?? country;
  return sunHeight(time, latitude, longitude) < horizon;
}
