import { stationCatalogue, zoneCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { warningZone } from '../../schemas/catalogue/zone.ts';

const byId = new Map(zoneCatalogue.map((zone) => [zone.id, zone]));

test('every zone keeps the contract, under a number of its own', () => {
  for (const zone of zoneCatalogue) expect(warningZone.parse(zone)).toEqual(zone);

  expect(byId.size).toBe(zoneCatalogue.length);
});

test('the zones of 2026-06-01 are all there: 301 on land, 235 of them leaves, and 113 at sea', () => {
  const open = zoneCatalogue.filter(({ validTo }) => validTo === null);
  const land = open.filter(({ kind }) => kind === 'land');

  expect(land).toHaveLength(301);
  expect(land.filter(({ isLeaf }) => isLeaf)).toHaveLength(235);
  expect(open.filter(({ kind }) => kind === 'sea')).toHaveLength(113);
});

test('a zone in force is a leaf where no zone in force stands below it', () => {
  const open = zoneCatalogue.filter(({ validTo }) => validTo === null);
  const parents = new Set(open.map(({ parent }) => parent));
  const odd = open.filter(({ id, isLeaf }) => isLeaf === parents.has(id));

  // KMA's number for the seas near the coast is its own parent.
  expect(odd.map(({ id }) => id)).toEqual([]);
});

test('every zone but the country and the sea has a parent that is there', () => {
  const orphans = zoneCatalogue.filter(({ parent }) => parent === null || !byId.has(parent));

  expect(orphans.map(({ id }) => id)).toEqual(['L1000000', 'S1000000']);
});

test('a date that KMA was not seen to give is not called captured', () => {
  for (const { validFrom, validTo, dates } of zoneCatalogue) {
    if (validFrom === null && validTo === null) expect(dates).toBe('unknown');
    else expect(['captured', 'inferred']).toContain(dates);
  }
  expect(byId.get('L1140100')).toMatchObject({
    validFrom: '2026-05-31T13:30:00+09:00',
    dates: 'captured',
  });
  expect(byId.get('L1140210')).toMatchObject({ dates: 'inferred' });
  expect(byId.get('L1010300')).toMatchObject({ validFrom: null, dates: 'unknown' });
});

test('every station stands in a leaf on land that is in force', () => {
  const misplaced = stationCatalogue.filter(({ warningZone }) => {
    const zone = byId.get(warningZone?.id ?? '');
    return zone?.kind !== 'land' || !zone.isLeaf || zone.validTo !== null;
  });

  expect(misplaced.map(({ id }) => id)).toEqual([]);
});

test('a station and its zone tell the zone’s name alike', () => {
  const other = stationCatalogue.filter(
    ({ warningZone }) => byId.get(warningZone?.id ?? '')?.name.full !== warningZone?.name,
  );

  expect(other.map(({ id }) => id)).toEqual([]);
});
