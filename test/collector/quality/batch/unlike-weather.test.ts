import { stationCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { Catalogue } from '../../../../collector/catalogue/catalogue.ts';
import { unlikeWeather } from '../../../../collector/quality/batch/unlike-weather.ts';
import { spatialLimits } from '../../../../collector/quality/limits.ts';

const catalogue = new Catalogue();

/** As warm as this by the latitude, and colder with the height. */
function fieldOf(date: string, warmth: (lat: number) => number) {
  const values = stationCatalogue.flatMap(({ id, lat, elevation, network }) =>
    network !== 'asos' || lat === null || elevation === null
      ? []
      : [[id, warmth(lat) - elevation * spatialLimits.lapse] as const],
  );
  return { observedAt: Date.parse(`${date}T15:00:00+09:00`), values: new Map(values) };
}

test.each(['2025-12-01', '2026-01-15', '2026-02-28'])(
  'a north warmer than the south is no weather on %s',
  (date) => {
    expect(
      unlikeWeather(
        fieldOf(date, (lat) => lat),
        [],
        catalogue,
      ),
    ).toMatch(/north is warmer/);
    expect(
      unlikeWeather(
        fieldOf(date, (lat) => -lat),
        [],
        catalogue,
      ),
    ).toBeNull();
  },
);

test.each(['2025-11-30', '2026-03-01'])(
  'a north warmer than the south may be weather on %s',
  (date) => {
    expect(
      unlikeWeather(
        fieldOf(date, (lat) => lat),
        [],
        catalogue,
      ),
    ).toBeNull();
  },
);
