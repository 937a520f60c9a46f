import { expect, test } from 'vitest';
import { salvageRows } from '../../../../collector/sources/formats/salvage-rows.ts';

test.each([
  [
    'a raw & in a tag',
    '<l>\n<r a="1"/>\n<r a="&"/>\n<r a="3"/>\n</l>',
    '<l>\n<r a="1"/>  <r a="3"/> </l>',
  ],
  ['a raw & in its text', '<l><r>1</r><r>&</r><r>3</r></l>', '<l><r>1</r><r>3</r></l>'],
  ['a tag that ends with its line', '<l>\n<r a="1"\n<r a="2"/>\n</l>', '<l>\n <r a="2"/> </l>'],
  ['a tag that the next one stands in', '<l><r a="1"<r a="2"/></l>', '<l><r a="2"/></l>'],
  ['a tag in which the document breaks off', '<l><r a="1"/><r a="2', '<l><r a="1"/>'],
])('of %s the row is left out, and nothing else', (_, document, text) => {
  const left = salvageRows('kma-city', document, 'r');

  expect(left).toMatchObject({ text, lost: 1 });
});

test('rows that are whole stay as they are, whatever their elements are named like', () => {
  const document = '<l><row/><r a="1"><b/></r> <r a="2"/></l>';

  expect(salvageRows('kma-city', document, 'r')).toEqual({ text: document, rows: 2, lost: 0 });
});

test.each([
  [2_000, 2_000],
  [2_001, undefined],
])('of %s rows each is looked at, or none', (many, rows) => {
  expect(salvageRows('kma-city', `<l>${'<r/>'.repeat(many)}</l>`, 'r')?.rows).toBe(rows);
});
