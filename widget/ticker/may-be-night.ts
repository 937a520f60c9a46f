/**
 * Whether the sun is down somewhere in Korea, give or take some minutes: enough to know whether the
 * second script is wanted, which tells exactly and for each region. `now` in milliseconds since the
 * epoch.
 */
export function mayBeNight(now: number): boolean {
  const days = now / 86_400_000;
  // How far the year has gone since the shortest day, in radians.
  const year = (days + 10) / 58.13;
  const noon = 12.5 + 0.2 * Math.sin(2 * year);
  // Half of the day is 6.1 hours, give or take 1.3; in the east and in the north less of it.
  return Math.abs(((days * 24 + 9) % 24) - noon) > 5.9 - 1.3 * Math.cos(year);
}
