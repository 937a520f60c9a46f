import { findStation, placeCatalogue, stationCatalogue } from '@nalssi/schemas';
import { describe, expect, test } from 'vitest';
import { zoneStationOf } from '../../../collector/catalogue/zone-station.ts';

describe('the station by which a place is warned', () => {
  test('is the one that stands for it, but for 남동구, whose stands in another zone', () => {
    const others = placeCatalogue
      .filter(({ parent }) => parent === undefined)
      .flatMap(({ code, name, station }) => {
        const id = zoneStationOf(code, station, stationCatalogue);
        return id === null ? [] : [[name.ko, findStation(id)?.warningZone?.name]];
      });

    expect(others).toEqual([['남동구', '인천남부']]);
  });

  test('is one of its zone where another stands in for the one of the table', () => {
    const id = zoneStationOf('28245', '112', stationCatalogue);

    expect(findStation(id ?? '')?.warningZone?.name).toBe('인천북부');
  });

  test('is nothing else where stations of its own say what is warned of', () => {
    expect(zoneStationOf('44130', '108', stationCatalogue)).toBeNull();
  });

  test('is nothing else where no station stands in its zone', () => {
    expect(zoneStationOf('28200', '649', [])).toBeNull();
  });
});
