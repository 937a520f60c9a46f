import { stationCatalogue, zoneCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { catalogueAt } from '../../../collector/catalogue/learnt-tables.ts';

const now = Date.parse('2026-08-01T00:00:00+09:00');
const seoul = stationCatalogue.find(({ id }) => id === '108');

/** What a zone is a part of in which a station was found to stand. */
function parentOf(station: string, zone: string): string | null | undefined {
  const stationZones = {
    learntAt: '2026-08-01T00:00:00+09:00',
    source: 'polygons' as const,
    edition: null,
    etag: null,
    lastModified: null,
    placed: null,
    stations: { [station]: { id: zone, name: '새 구역' } },
  };
  const { zones } = catalogueAt({ stations: null, zones: null, stationZones }, now);
  return zones?.find(({ id }) => id === zone)?.parent;
}

test('a zone that nobody knows is a part of the one whose code its own continues', () => {
  expect(parentOf('108', 'L1140900')).toBe('L1140000');
});

test('one whose code continues none is a part of what the zone of its station was a part of', () => {
  const before = zoneCatalogue.find(({ id }) => id === seoul?.warningZone?.id);

  expect(before?.parent).toEqual(expect.any(String));
  expect(parentOf('108', 'L9876543')).toBe(before?.parent);
});

test('one of a station that nobody knows is a part of nothing', () => {
  expect(parentOf('9999', 'L9876543')).toBeNull();
});
