import { expect, test } from 'vitest';
import {
  columnLabels,
  type HtmlCell,
  readHtmlTables,
} from '../../../../collector/sources/formats/html-table.ts';
import { SourceError } from '../../../../collector/sources/source-error.ts';

function read(html: string) {
  const rows: { id: string | null; cells: readonly HtmlCell[] }[] = [];
  const marked: string[] = [];
  const ends: boolean[] = [];
  const page = readHtmlTables('kma-city', html, {
    markedClasses: ['title'],
    marked: (text) => marked.push(text),
    row: ({ id }, cells) => rows.push({ id, cells }),
    end: (_table, isClosed) => ends.push(isClosed),
  });
  return {
    ...page,
    rows,
    marked,
    ends,
    texts: rows.map(({ cells }) => cells.map(({ text }) => text)),
  };
}

test('cells and rows may be left open', () => {
  expect(read('<TABLE><TR><TD>a<TD><a>b<TR><TH>c</TABLE>').texts).toEqual([['a', 'b'], ['c']]);
});

test('a table inside a cell has rows of its own', () => {
  const { texts } = read('<table><tr><td>x<table id=in><tr><td>1</table>y<td>z</table>');

  expect(texts).toEqual([['1'], ['xy', 'z']]);
});

test('scripts and styles are no text', () => {
  const { rows } = read(
    "<table><tr><td>1<style>p{}</style><script>w('</td>')</script><!-- <td> -->2</table>",
  );

  expect(rows[0]?.cells[0]).toMatchObject({ text: '12', script: "w('</td>')" });
});

test('entities are read in text and in links', () => {
  const { rows } = read(
    '<table><tr><td>&nbsp;a&amp;b&#44032;<a href="?a=1&amp;stn=2">c</a></table>',
  );

  expect(rows[0]?.cells[0]).toMatchObject({ text: 'a&b가c', link: '?a=1&stn=2' });
});

test('text of a marked class is given once, with what is inside', () => {
  expect(read('<div class="big title"><b>가</b><div>나</div></div>다').marked).toEqual(['가나']);
});

test.each(['titles', 'sub-title', 'big'])('the class %j is not the marked one', (name) => {
  expect(read(`<div class="${name}">가</div>`).marked).toEqual([]);
});

test('a marked element that is left open ends with its cell', () => {
  expect(read('<table><tr><td><span class=title>가<td>나</td></table>').marked).toEqual(['가나']);
});

test('a table that breaks off is told from one that is closed', () => {
  expect(read('<table><tr><td>1').ends).toEqual([false]);
  expect(read('<table></table>').ends).toEqual([true]);
  expect(read('<html><table></table>').isCutOff).toBe(true);
  expect(read('<html><table></table></html>').isCutOff).toBe(false);
});

test('text is no page', () => {
  expect(read('a < b && c').isHtml).toBe(false);
});

test('labels stand above every column that they span', () => {
  const { rows } = read(
    '<table><tr><th rowspan=2>지점<th colspan=2>바람<tr><th>풍향<th>풍속</table>',
  );

  expect(columnLabels(rows.map(({ cells }) => cells))).toEqual([
    ['지점'],
    ['바람', '풍향'],
    ['바람', '풍속'],
  ]);
});

test.each([
  '<!DOCTYPE html>',
  '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">',
])('%s is that of a page', (doctype) => {
  expect(read(`${doctype}<p>`).isHtml).toBe(true);
});

test.each([
  ['declarations in the DOCTYPE', '<!DOCTYPE html [<!ENTITY a "b">]>', 'doctype'],
  ['another DOCTYPE', '<!DOCTYPE lolz [<!ENTITY a "b">]><lolz>&a;</lolz>', 'doctype'],
  ['a nest of tables', '<table><tr><td>'.repeat(50), 'shape'],
  ['a row without end', `<table><tr>${'<td>'.repeat(500)}`, 'shape'],
  ['a text without end', `<table><tr><td>${'a '.repeat(5000)}`, 'shape'],
])('%s is refused', (_what, html, code) => {
  expect(() => read(html)).toThrow(SourceError);
  expect(() => read(html)).toThrow(expect.objectContaining({ code }));
});
