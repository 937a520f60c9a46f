import { placeCatalogue } from '@nalssi/schemas';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextNamed, nextSpot, outermost } from '../../../widget/board/extras/compass.ts';
import { roomOf } from '../../../widget/board/model/room.ts';
import { chipSize, formsOf } from '../../../widget/board/overview/chips.ts';
import { onSheet, sheetOf } from '../../../widget/board/overview/sheet.ts';
import { stationsOf } from './board-files.ts';
import { mapFile, mapIds } from './map-files.ts';

// Where things stand on the board's map, and how the keys go from one to the other.

describe('maps on a sheet', () => {
  test('stand in their own units when there is one', () => {
    const map = mapFile('KR-44');
    const sheet = sheetOf([map]);

    expect(sheet?.box).toEqual(map.box);
    expect(sheet?.maps[0]).toMatchObject({ scale: 1, x: 0, y: 0 });
  });

  test('show a station in the same place of the country beside whatever map', () => {
    const [one, other] = [mapFile('KR-44'), mapFile('KR-30')];
    const alone = sheetOf([other]);
    const beside = sheetOf([one, other]);
    if (alone === null || beside === null) throw new Error('no sheet');
    // 대전 (133).
    const [first, second] = [onSheet(alone, 36.372, 127.3721), onSheet(beside, 36.372, 127.3721)];
    const metres = (x: number, map: typeof one) => map.origin[0] + x * map.step;

    expect(metres(second?.x ?? 0, one)).toBeCloseTo(metres(first?.x ?? 1, other), 3);
  });

  test('show an island in its inset', () => {
    const sheet = sheetOf([mapFile('KR')]);
    // 울릉도 (115).
    expect(sheet && onSheet(sheet, 37.4813, 130.8986)?.inset?.name.ko).toBe('울릉도');
  });

  test.each(mapIds.filter((id) => id !== 'KR-all'))(
    'have room before their files are there: %s',
    (id) => {
      const [left, top, right, bottom] = mapFile(id).box;

      expect(roomOf([id]).proportion / ((right - left) / (bottom - top))).toBeCloseTo(1, 1);
    },
  );

  test('of several regions have room for all of them', () => {
    const sheet = sheetOf(['KR-44', 'KR-30', 'KR-50'].map(mapFile));
    const [left, top, right, bottom] = sheet?.box ?? [0, 0, 1, 1];

    const { proportion } = roomOf(['KR-44', 'KR-30', 'KR-50']);
    expect(proportion / ((right - left) / (bottom - top))).toBeCloseTo(1, 1);
  });

  test('have room for their tables too: a row for each place', () => {
    const places = (region: string) =>
      placeCatalogue.filter((place) => place.region === region && place.parent === undefined);

    for (const id of mapIds.filter((id) => /^KR-\d\d$/.test(id) && id !== 'KR-50')) {
      expect(roomOf([id]).rows, id).toBe(places(id).length);
    }
    expect(roomOf(['KR-50']).rows).toBe(stationsOf('KR-50').length);
    expect(roomOf(['KR-30', 'KR-50']).rows).toBe(5 + 1);
    expect(roomOf(['KR']).rows).toBe(stationsOf('KR').length);
  });

  test('are none where there are none', () => {
    expect(sheetOf([])).toBeNull();
  });
});

describe('chips', () => {
  const mark = (key: string, x: number, y: number, name = '') => ({ key, x, y, name });

  test('are given to the first of those that would hide each other', () => {
    const forms = formsOf([mark('a', 100, 100), mark('b', 110, 105), mark('c', 200, 100)], 400);

    expect([...forms]).toEqual([
      ['a', 'chip'],
      ['b', 'dot'],
      ['c', 'chip'],
    ]);
  });

  test('have their names where these hide no chip and stay within the map', () => {
    const forms = formsOf(
      [
        mark('a', 100, 100, '천안'),
        mark('b', 100, 121),
        mark('c', 200, 100, '태안'),
        mark('d', 5, 200, '서산'),
      ],
      400,
    );

    expect(forms.get('a')).toBe('chip');
    expect(forms.get('c')).toBe('named');
    expect(forms.get('d')).toBe('chip');
  });

  test('never lie on each other', () => {
    const place = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { maxLength: 60 }), (places) => {
        const marks = places.map(([x, y], index) => mark(String(index), x, y, '이름'));
        const forms = formsOf(marks, 400);
        const chips = marks.filter(({ key }) => forms.get(key) !== 'dot');
        return chips.every((one) =>
          chips.every(
            (other) =>
              one === other ||
              Math.abs(one.x - other.x) >= chipSize.width ||
              Math.abs(one.y - other.y) >= chipSize.height,
          ),
        );
      }),
    );
  });
});

describe('arrows', () => {
  const spots = [
    { key: 'middle', x: 0, y: 0 },
    { key: 'east', x: 50, y: 5 },
    { key: 'near-south-east', x: 12, y: 14 },
    { key: 'far-north', x: 3, y: -90 },
  ];

  test('go to the nearest in their quarter', () => {
    expect(nextSpot(spots, 'middle', 'ArrowRight')).toBe('east');
    expect(nextSpot(spots, 'middle', 'ArrowDown')).toBe('near-south-east');
    expect(nextSpot(spots, 'middle', 'ArrowUp')).toBe('far-north');
  });

  test('stay where there is nothing', () => {
    expect(nextSpot(spots, 'middle', 'ArrowLeft')).toBeNull();
  });

  test('of Home and End go to the north and to the south', () => {
    expect(outermost(spots, true)).toBe('far-north');
    expect(outermost(spots, false)).toBe('near-south-east');
  });
});

describe('a typed letter', () => {
  const named = ['천안시', '공주시', '보령시', '청양군'].map((name) => ({ key: name, name }));

  test('goes to the next name with that initial consonant, round and round', () => {
    expect(nextNamed(named, '천안시', 'ㅊ')).toBe('청양군');
    expect(nextNamed(named, '청양군', 'ㅊ')).toBe('천안시');
  });

  test('is found where the keyboard is not switched to Hangul', () => {
    expect(nextNamed(named, '천안시', 'c')).toBe('청양군');
    expect(nextNamed(named, '천안시', 'r')).toBe('공주시');
  });

  test('of English names is their first', () => {
    const english = [
      { key: '1', name: 'Asan-si' },
      { key: '2', name: 'Boryeong-si' },
    ];

    expect(nextNamed(english, '1', 'b')).toBe('2');
  });

  test('stays where no name begins with it', () => {
    expect(nextNamed(named, '천안시', 'ㅎ')).toBeNull();
  });
});
