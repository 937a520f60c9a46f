import { describe, expect, test } from 'vitest';
import { stationNameOf } from '../../../../collector/sources/formats/station-name.ts';

describe('the name of a station', () => {
  test.each(['서울', '북강릉', '관악(레)', '진도 첨찰산', '대관령·2'])(
    'is as KMA writes it: %s',
    (name) => {
      expect(stationNameOf(name)).toBe(name);
    },
  );

  test.each([
    ['a turn of direction', '서울\u202e'],
    ['a mark of direction', '\u200f서울'],
    ['a blank of no width', '서\u200b울'],
    ['a filler', '\u3164서\u115f울\uffa0'],
    ['half a character', '서\ud800울'],
    ['a pile of accents', '서울\u0301\u0301\u0301\u0301\u0301'],
    ['letters in parts', '서울'.normalize('NFD')],
  ])('has what is seen of it alone: %s', (_, text) => {
    expect(stationNameOf(text)).toBe('서울');
  });

  test.each([
    ['fillers alone', '\u3164\u115f\u1160\uffa0'],
    ['fillers and a number', '\u3164108'],
    ['a mark for none', '-'],
    ['a number', '108'],
    ['markup', '<b>서울</b>'],
    ['two lines', '부산\n인천'],
    ['a text', '가'.repeat(21)],
  ])('is none: %s', (_, text) => {
    expect(stationNameOf(text)).toBeNull();
  });
});
