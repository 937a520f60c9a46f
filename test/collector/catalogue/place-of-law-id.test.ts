import { expect, test } from 'vitest';
import { placeOfLawId } from '../../../collector/catalogue/place-of-law-id.ts';

test.each([
  ['41390', '41390'],
  ['4139010100', '41390'],
  ['4413110100', '44130'],
  ['4772025000', '27720'],
  ['42110', '51110'],
  ['28110', null],
  ['99999', null],
  ['41', null],
  ['', null],
  [null, null],
])('the place of %j is %j', (lawId, place) => {
  expect(placeOfLawId(lawId)).toBe(place);
});
