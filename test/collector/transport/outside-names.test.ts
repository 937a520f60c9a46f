import { Secrets } from '@nalssi/collector';
import { stationCatalogue, zoneCatalogue } from '@nalssi/schemas';
import { expect, test } from 'vitest';
import { cleanAnswer } from '../../../collector/transport/clean-answer.ts';

// As the hub and the portal give them: letters and digits, and hexadecimal.
const keys = {
  'kma-apihub': 'aVx3Kq9TRzGcd_ODpLw-2Q',
  'data-go-kr': '8f0c3b1d94e27a65c1f8e03b7d2a9650b4c81e7f3a2d5968c07b1e4f9d83a6c2',
};
const secrets = Secrets.ofKeys(keys);

test("the names of KMA's stations and zones are told as they are", () => {
  const answer = { stations: stationCatalogue, zones: zoneCatalogue };

  expect(cleanAnswer(answer, secrets)).toEqual(answer);
});

const hidden: [what: string, name: string][] = [
  ['backwards', [...keys['data-go-kr']].reverse().join('')],
  ['with dots', [...keys['kma-apihub']].join('.')],
  ['in half', `가${keys['kma-apihub'].slice(0, 9)}`],
  ['in a piece', 'G-c-d-O-D'],
];

test.each(hidden)('a key that stands %s in the name of a new station is not', (_what, name) => {
  const station = { id: '999', name: { ko: name, en: null }, lat: 37, lon: 127 };

  expect(cleanAnswer({ stations: [station] }, secrets).stations[0]?.name.ko).toBe(
    `[${name.length} characters]`,
  );
});

test('a piece of a key is not told as a name in English or an address', () => {
  const station = {
    id: '999',
    name: { ko: '새벽', en: 'Vx-Kq TRzGcd' },
    address: '새벽동 d7b30e8',
  };

  expect(cleanAnswer(station, secrets)).toEqual({
    id: '999',
    name: { ko: '새벽', en: '[12 characters]' },
    address: '[11 characters]',
  });
});

test('a field with a long name is called by its beginning, and no half of a character; what is called the same then is counted together', () => {
  const long = '가'.repeat(39);
  const counts = { [`${long}😀나`]: 1, [`${long}😀다`]: 2, [`${long}다`]: 4 };

  expect(cleanAnswer(counts, secrets)).toEqual({ [`${long}\ufffd`]: 3, [`${long}다`]: 4 });
});
